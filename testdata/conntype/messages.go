package conntype

import (
	"bufio"
	"net"
	"time"
)

// A MessageConn has messages in place of bytes, and deadlines for its users to set.
type MessageConn struct {
	conn net.Conn
	br   *bufio.Reader
}

// SetReadDeadline bounds what the other methods wait for.
func (c *MessageConn) SetReadDeadline(t time.Time) error { return c.conn.SetReadDeadline(t) }

// next is a part of the methods that users call.
func (c *MessageConn) next(n int) ([]byte, error) { return c.br.Peek(n) }

func (c *MessageConn) frame() ([]byte, error) { return c.next(2) }

// ReadMessage waits as long as its users say.
func (c *MessageConn) ReadMessage() ([]byte, error) { return c.frame() }

// ReadMessage is the function of the same name.
func ReadMessage(c *MessageConn) ([]byte, error) { return c.ReadMessage() }

// uses does not say.
func uses(c net.Conn) ([]byte, error) {
	m := &MessageConn{conn: c, br: bufio.NewReader(c)}
	return m.ReadMessage() // want conn-read
}

// A HeaderConn reads a header before anything else.
type HeaderConn struct {
	net.Conn
	br   *bufio.Reader
	peer net.Addr
}

func newHeaderConn(c net.Conn) *HeaderConn { return &HeaderConn{Conn: c, br: bufio.NewReader(c)} }

func (c *HeaderConn) header() error {
	_, err := c.br.Peek(16) // want conn-read
	return err
}

// Read waits as connections do.
func (c *HeaderConn) Read(p []byte) (int, error) {
	if err := c.header(); err != nil {
		return 0, err
	}
	return c.br.Read(p)
}

// RemoteAddr has to answer at once.
func (c *HeaderConn) RemoteAddr() net.Addr {
	if c.header() != nil {
		return nil
	}
	return c.peer
}
