package iface

import (
	"context"
	"crypto/tls"
	"net"
	"time"
)

// A Security puts a layer around a connection.
type Security interface {
	Client(ctx context.Context, raw net.Conn) (net.Conn, error)
	Server(raw net.Conn) (net.Conn, error)
}

type tlsSecurity struct{ cfg *tls.Config }

// NewSecurity makes a Security.
func NewSecurity(cfg *tls.Config) Security { return &tlsSecurity{cfg} }

func (s *tlsSecurity) Client(ctx context.Context, raw net.Conn) (net.Conn, error) {
	c := tls.Client(raw, s.cfg)
	return c, c.HandshakeContext(ctx) // may[strict] handshake
}

// Server leaves the handshake to whoever has the connection, and goes on with it.
func (s *tlsSecurity) Server(raw net.Conn) (net.Conn, error) {
	c := tls.Server(raw, s.cfg)
	return c, c.Handshake() // may[strict] handshake
}

// A Handler is done with a connection when it returns.
type Handler interface{ Handle(raw net.Conn) error }

type reader struct{}

// NewHandler makes a Handler.
func NewHandler() Handler { return &reader{} }

func (*reader) Handle(raw net.Conn) error {
	_, err := raw.Read(make([]byte, 1)) // want conn-read
	return err
}

// A Transport has a connection, secured or not.
type Transport struct{ conn net.Conn }

// accept reads from a layer that has the deadline of what is below it.
func accept(conn net.Conn, s Security) (*Transport, error) {
	conn.SetDeadline(time.Now().Add(time.Minute))
	if s != nil {
		var err error
		if conn, err = s.Server(conn); err != nil {
			return nil, err
		}
	}
	t := &Transport{conn}
	_, err := t.conn.Read(make([]byte, 1))
	return t, err
}

// acceptBare has none.
func acceptBare(l net.Listener, s Security) (*Transport, error) {
	conn, err := l.Accept() // want accept
	if err != nil {
		return nil, err
	}
	if conn, err = s.Server(conn); err != nil {
		return nil, err
	}
	t := &Transport{conn}
	_, err = t.conn.Read(make([]byte, 1)) // want conn-read
	return t, err
}

// connect closes the connection below with the context.
func connect(ctx context.Context, conn net.Conn, s Security) (_ *Transport, err error) {
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	go func(conn net.Conn) {
		<-inner.Done()
		if ctx.Err() != nil {
			conn.Close()
		}
	}(conn)
	if conn, err = s.Client(ctx, conn); err != nil {
		return nil, err
	}
	t := &Transport{conn}
	_, err = t.conn.Write(make([]byte, 1<<20)) // may[strict] conn-write
	return t, err
}
