package conntype

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"time"
)

// client keeps its connection when the deadline is set already.
type client struct {
	conn   *tls.Conn
	config *tls.Config
}

func (c *client) connect(addr string) error {
	if addr == "" {
		return errors.New("no address")
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	var d net.Dialer
	tcp, err := d.DialContext(ctx, "tcp", addr)
	if err != nil {
		return err
	}
	conn := tls.Client(tcp, c.config)
	if err := conn.SetDeadline(time.Now().Add(time.Second)); err != nil {
		conn.Close()
		return err
	}
	if err := greet(conn); err != nil {
		conn.Close()
		return err
	}
	c.conn = conn
	return nil
}

func greet(c *tls.Conn) error {
	return c.Handshake()
}

func (c *client) run(addr string) error {
	if err := c.connect(addr); err != nil {
		return err
	}
	if err := c.join(); err != nil {
		return err
	}
	if err := c.conn.SetDeadline(time.Time{}); err != nil {
		return err
	}
	_, err := c.conn.Write([]byte("PING")) // want conn-write
	return err
}

func (c *client) join() error {
	_, err := c.conn.Write([]byte("JOIN"))
	return err
}

type dialFunc func(addr string) (net.Conn, error)

func withDeadline(dial dialFunc) dialFunc {
	return func(addr string) (net.Conn, error) {
		c, err := dial(addr)
		if err != nil {
			return nil, err
		}
		return c, c.SetDeadline(time.Now().Add(time.Second))
	}
}

// A tunnel is made with a function that sets a deadline.
type tunnel struct{ dial dialFunc }

func newTunnel(dial dialFunc) *tunnel { return &tunnel{dial} }

func tunnelTo(dial dialFunc) *tunnel { return newTunnel(withDeadline(dial)) }

func (t *tunnel) open(addr string, b []byte) error {
	c, err := t.dial(addr)
	if err != nil {
		return err
	}
	_, err = c.Read(b)
	return err
}

// Nobody sets one for an openTunnel.
type openTunnel struct{ dial dialFunc }

func newOpenTunnel(dial dialFunc) *openTunnel { return &openTunnel{dial} }

func openTunnelTo(dial dialFunc) *openTunnel { return newOpenTunnel(dial) }

func (t *openTunnel) open(addr string, b []byte) error {
	c, err := t.dial(addr)
	if err != nil {
		return err
	}
	_, err = c.Read(b) // want conn-read
	return err
}
