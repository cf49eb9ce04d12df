// Package handshake agrees on keys with a peer that may say nothing.
package handshake

import (
	"bytes"
	"context"
	"crypto/tls"
	"io"
	"net"
	"time"
)

func bare(c *tls.Conn) error {
	return c.Handshake() // want handshake "HandshakeContext"
}

func deadline(c *tls.Conn) error {
	c.SetDeadline(time.Now().Add(10 * time.Second))
	return c.Handshake()
}

// readDeadline is enough: what a handshake writes fits into the send buffer.
func readDeadline(c *tls.Conn) error {
	c.SetReadDeadline(time.Now().Add(10 * time.Second))
	return c.Handshake()
}

// writeDeadline is not: the peer may say nothing.
func writeDeadline(c *tls.Conn) error {
	c.SetWriteDeadline(time.Now().Add(10 * time.Second))
	return c.Handshake() // want handshake
}

// bothDeadlines are.
func bothDeadlines(c *tls.Conn) error {
	c.SetReadDeadline(time.Now().Add(10 * time.Second))
	c.SetWriteDeadline(time.Now().Add(10 * time.Second))
	return c.Handshake()
}

// underlying has the deadline on the connection below.
func underlying(c net.Conn, cfg *tls.Config) error {
	c.SetDeadline(time.Now().Add(10 * time.Second))
	return tls.Server(c, cfg).Handshake()
}

func underlyingBare(c net.Conn, cfg *tls.Config) (*tls.Conn, error) {
	t := tls.Server(c, cfg)
	if err := t.Handshake(); err != nil { // want handshake
		return nil, err
	}
	return t, nil
}

func withContext(c *tls.Conn) error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	return c.HandshakeContext(ctx)
}

func withBackground(c *tls.Conn) error {
	return c.HandshakeContext(context.Background()) // want handshake
}

// withBackgroundAndDeadline is bounded by the connection.
func withBackgroundAndDeadline(c *tls.Conn) error {
	c.SetDeadline(time.Now().Add(10 * time.Second))
	return c.HandshakeContext(context.Background())
}

func withCallersContext(ctx context.Context, c *tls.Conn) error {
	return c.HandshakeContext(ctx)
}

// inAcceptLoop lets one silent peer stop all the others.
func inAcceptLoop(ln net.Listener, cfg *tls.Config, handle func(net.Conn)) error {
	for {
		c, err := ln.Accept()
		if err != nil {
			return err
		}
		t := tls.Server(c, cfg)
		if err := t.Handshake(); err != nil { // want handshake
			c.Close()
			continue
		}
		go handle(t)
	}
}

// secured is what a program asks of connections to know those with TLS.
type secured interface {
	Handshake() error
	ConnectionState() tls.ConnectionState
}

func throughInterface(c net.Conn) (string, error) {
	if t, ok := c.(secured); ok {
		if err := t.Handshake(); err != nil { // want handshake
			return "", err
		}
		return t.ConnectionState().NegotiatedProtocol, nil
	}
	return "", nil
}

// throughInterfaceBounded has the deadline on the connection that was asked.
func throughInterfaceBounded(c net.Conn) error {
	c.SetDeadline(time.Now().Add(10 * time.Second))
	if t, ok := c.(secured); ok {
		return t.Handshake()
	}
	return nil
}

// throughConfigured: when a configuration says so.
func throughConfigured(c net.Conn, timeout time.Duration) error {
	if t, ok := c.(secured); ok {
		if timeout > 0 {
			c.SetDeadline(time.Now().Add(timeout))
		}
		return t.Handshake()
	}
	return nil
}

// greeter shakes hands with people.
type greeter interface{ Handshake() error }

func greet(g greeter) error { return g.Handshake() }

// A Security puts a layer around a connection.
type Security interface {
	Server(raw net.Conn) (net.Conn, error)
	Greet(raw net.Conn) error
}

type security struct{ cfg *tls.Config }

// NewSecurity makes one.
func NewSecurity(cfg *tls.Config) Security { return &security{cfg} }

// Server leaves the wait to whoever has the connection, and goes on with it.
func (s *security) Server(raw net.Conn) (net.Conn, error) {
	c := tls.Server(raw, s.cfg)
	return c, c.Handshake()
}

// Greet does all that there is to do with the connection.
func (s *security) Greet(raw net.Conn) error {
	return tls.Server(raw, s.cfg).Handshake() // want handshake
}

// again does nothing: the dial has made the handshake, with its timeout.
func again(addr string) error {
	c, err := tls.DialWithDialer(&net.Dialer{Timeout: time.Second}, "tcp", addr, nil)
	if err != nil {
		return err
	}
	return c.Handshake()
}

// late is the first.
func late(addr string) error {
	c, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	return tls.Client(c, &tls.Config{ServerName: addr}).Handshake() // want handshake
}

// heard is what was received before, as a connection.
type heard struct {
	net.Conn
	r io.Reader
}

func (h heard) Read(b []byte) (int, error) { return h.r.Read(b) }
func (heard) Write([]byte) (int, error)    { return 0, io.EOF }

// nameOf only looks at a greeting.
func nameOf(greeting []byte) (name string) {
	tls.Server(heard{r: bytes.NewReader(greeting)}, &tls.Config{GetConfigForClient: func(h *tls.ClientHelloInfo) (*tls.Config, error) {
		name = h.ServerName
		return nil, nil
	}}).Handshake()
	return name
}

// forwarded is a connection that reads from itself.
type forwarded struct{ net.Conn }

func (f forwarded) Read(b []byte) (int, error) { return f.Conn.Read(b) }

func acceptForwarded(l net.Listener, config *tls.Config) error {
	c, err := l.Accept() // want accept
	if err != nil {
		return err
	}
	return tls.Server(forwarded{c}, config).Handshake() // want handshake
}
