package conntype

import (
	"crypto/tls"
	"net"
	"time"
)

// patient sets a deadline each time that somebody reads or writes, if it is asked to.
type patient struct {
	net.Conn
	idle time.Duration
}

func (c *patient) Read(b []byte) (int, error) {
	c.update()
	return c.Conn.Read(b)
}

func (c *patient) Write(b []byte) (int, error) {
	c.update()
	return c.Conn.Write(b)
}

func (c *patient) update() {
	if c.idle > 0 {
		c.Conn.SetDeadline(time.Now().Add(c.idle))
	}
}

func shake(conn net.Conn, cfg *tls.Config) error {
	return tls.Server(&patient{conn, time.Minute}, cfg).Handshake()
}

// hasty only reads so, which is what a handshake waits for.
type hasty struct {
	net.Conn
	idle time.Duration
}

func (c *hasty) Read(b []byte) (int, error) {
	c.Conn.SetReadDeadline(time.Now().Add(c.idle))
	return c.Conn.Read(b)
}

func shakeHastily(conn net.Conn, cfg *tls.Config) error {
	return tls.Server(&hasty{conn, time.Minute}, cfg).Handshake()
}

// rushed only writes so.
type rushed struct {
	net.Conn
	idle time.Duration
}

func (c *rushed) Write(b []byte) (int, error) {
	c.Conn.SetWriteDeadline(time.Now().Add(c.idle))
	return c.Conn.Write(b)
}

func shakeRushed(conn net.Conn, cfg *tls.Config) error {
	return tls.Server(&rushed{conn, time.Minute}, cfg).Handshake() // want handshake
}

// A caller connects itself, and asks the first question at once.
type caller struct{ conn net.Conn }

func (c *caller) LocalAddr() net.Addr                { return c.conn.LocalAddr() }
func (c *caller) RemoteAddr() net.Addr               { return c.conn.RemoteAddr() }
func (c *caller) SetDeadline(t time.Time) error      { return c.conn.SetDeadline(t) }
func (c *caller) SetReadDeadline(t time.Time) error  { return c.conn.SetReadDeadline(t) }
func (c *caller) SetWriteDeadline(t time.Time) error { return c.conn.SetWriteDeadline(t) }
func (c *caller) Read(p []byte) (int, error)         { return c.conn.Read(p) }
func (c *caller) Write(p []byte) (int, error)        { return c.conn.Write(p) }
func (c *caller) Close() error                       { return c.conn.Close() }

func (c *caller) Open(addr string, buf []byte) (err error) {
	if c.conn, err = net.DialTimeout("tcp", addr, time.Second); err != nil {
		return err
	}
	_, err = c.conn.Read(buf) // want conn-read
	return err
}

// Ask has the deadline of who calls it.
func (c *caller) Ask(buf []byte) error {
	_, err := c.conn.Read(buf)
	return err
}
