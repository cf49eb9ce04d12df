// Package exchange has requests and answers: one wait for one peer.
package exchange

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"time"
)

// A Client asks one server.
type Client struct {
	conn net.Conn
	r    *bufio.Reader
}

// Dial connects.
func Dial(addr string) (*Client, error) {
	conn, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return nil, err
	}
	return &Client{conn, bufio.NewReader(conn)}, nil
}

// Ask is one finding, which tells of the write.
func (c *Client) Ask(q []byte) (string, error) {
	if _, err := c.conn.Write(q); err != nil { // told at the answer
		return "", err
	}
	return c.r.ReadString('\n') // want conn-read "no read deadline"
}

// Post has a deadline for the answer alone.
func (c *Client) Post(q []byte) (string, error) {
	if _, err := c.conn.Write(q); err != nil { // want conn-write
		return "", err
	}
	c.conn.SetReadDeadline(time.Now().Add(time.Second))
	return c.r.ReadString('\n')
}

// Push has one for the request alone.
func (c *Client) Push(q []byte) (string, error) {
	c.conn.SetWriteDeadline(time.Now().Add(time.Second))
	if _, err := c.conn.Write(q); err != nil {
		return "", err
	}
	return c.r.ReadString('\n') // want conn-read
}

// Patient says that the answer may take as long as it likes. The request may not.
func (c *Client) Patient(q []byte) (string, error) {
	if _, err := c.conn.Write(q); err != nil { // want conn-write
		return "", err
	}
	//timeoutlint:ignore conn-read the answer may take days
	return c.r.ReadString('\n')
}

// Serve reads first: a client that is slow to read answers is not one that is idle.
func Serve(addr string, answer []byte) error {
	conn, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	buf := make([]byte, 512)
	for {
		if _, err := conn.Read(buf); err != nil { // want conn-read
			return err
		}
		if _, err := conn.Write(answer); err != nil { // want conn-write
			return err
		}
	}
}

// Forward writes to one connection and reads from another.
func (c *Client) Forward(addr string, buf []byte) error {
	from, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	if _, err := c.conn.Write(buf); err != nil { // want conn-write
		return err
	}
	_, err = from.Read(buf) // want conn-read
	return err
}

// A Peer asks another.
type Peer struct {
	conn net.Conn
	r    *bufio.Reader
}

func newPeer(conn net.Conn) *Peer { return &Peer{conn, bufio.NewReader(conn)} }

// Echo reads and writes in one call.
func (p *Peer) Echo() error {
	_, err := io.Copy(p.conn, p.conn) // want conn-read
	return err
}

// Get asks as HTTP does.
func (p *Peer) Get(req *http.Request) (*http.Response, error) {
	if err := req.Write(p.conn); err != nil { // told at the answer
		return nil, err
	}
	return http.ReadResponse(p.r, req) // want conn-read
}

// A printer writes in many functions, which is one finding: who bounds one bounds all.
type printer struct{ conn net.Conn }

func (p *printer) name(b []byte) error {
	_, err := p.conn.Write(b) // want conn-write "p\\.conn\\.Write"
	return err
}

func (p *printer) size(b []byte) error {
	_, err := p.conn.Write(b)
	return err
}

func (p *printer) head(b []byte) error {
	_, err := p.conn.Write(b)
	return err
}

func (p *printer) body(b []byte) error {
	_, err := p.conn.Write(b)
	return err
}

func (p *printer) tail(b []byte) error {
	_, err := p.conn.Write(b)
	return err
}

// A teller writes in a few, which are told one by one.
type teller struct{ conn net.Conn }

func (t *teller) head(b []byte) error {
	_, err := t.conn.Write(b) // want conn-write
	return err
}

func (t *teller) tail(b []byte) error {
	_, err := t.conn.Write(b) // want conn-write
	return err
}
