package firstwrite

import (
	"net"
	"time"
)

// connect is a constructor: what it returns is fresh, too.
func connect(addr string) (net.Conn, error) {
	return net.DialTimeout("tcp", addr, time.Second)
}

type client struct{ conn net.Conn }

func newClient(addr string) (*client, error) {
	conn, err := connect(addr)
	if err != nil {
		return nil, err
	}
	return &client{conn: conn}, nil
}

func (c *client) hello() error {
	_, err := c.conn.Write([]byte("HELLO\r\n"))
	return err
}

func hello(addr string) error {
	c, err := newClient(addr)
	if err != nil {
		return err
	}
	return c.hello()
}

// A hook is for whoever dials to call, with what was dialed.
func hook(mark byte) func(net.Conn) error {
	return func(c net.Conn) error {
		_, err := c.Write([]byte{mark})
		return err
	}
}

// This one writes what it is told to.
func hookAll(all []byte) func(net.Conn) error {
	return func(c net.Conn) error {
		_, err := c.Write(all) // want conn-write
		return err
	}
}

type message struct{ body []byte }

func (m *message) marshal() []byte { return append([]byte("ask "), m.body...) }

// ask sends one message: it is the answer that may never come.
func ask(addr string, m *message) ([]byte, error) {
	conn, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	if _, err := conn.Write(m.marshal()); err != nil {
		return nil, err
	}
	buf := make([]byte, 512)
	n, err := conn.Read(buf) // want conn-read
	return buf[:n], err
}

// uploadAll sends one message after the other.
func uploadAll(addr string, m ...*message) error {
	conn, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	defer conn.Close()
	for _, m := range m {
		if _, err := conn.Write(m.marshal()); err != nil { // want conn-write
			return err
		}
	}
	return nil
}
