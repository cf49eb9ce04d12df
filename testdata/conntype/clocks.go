package conntype

import (
	"net"
	"time"
)

// clock asks over a connection in a field, which is one of datagrams whatever is dialed:
// what it sends is not waited for, the answer is.
type clock struct {
	conn net.Conn
	wrap *logged
}

type logged struct{ net.Conn }

func (c *clock) start(addr string) error {
	conn, err := net.DialTimeout("udp", addr, time.Second)
	if err != nil {
		local, err := dialClock()
		if err != nil {
			return err
		}
		c.conn = local
	} else {
		c.conn = conn
	}
	c.wrap = &logged{c.conn}
	return nil
}

func dialClock() (*net.UnixConn, error) {
	return net.DialUnix("unixgram", nil, &net.UnixAddr{Name: "/run/clock", Net: "unixgram"})
}

func (c *clock) ask(buf []byte) (int, error) {
	if _, err := c.conn.Write(buf); err != nil {
		return 0, err
	}
	if _, err := c.wrap.Write(buf); err != nil {
		return 0, err
	}
	return c.conn.Read(buf) // want conn-read
}

// mixedClock may have dialed a stream.
type mixedClock struct{ conn net.Conn }

func (c *mixedClock) start(addr string) (err error) {
	if c.conn, err = net.DialTimeout("udp", addr, time.Second); err != nil {
		c.conn, err = net.DialTimeout("tcp", addr, time.Second)
	}
	return err
}

func (c *mixedClock) ask(buf []byte) (int, error) {
	return c.conn.Write(buf) // want conn-write
}
