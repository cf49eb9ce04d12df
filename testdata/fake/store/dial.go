package store

import (
	"net"
	"time"
)

// A Client has a connection to a store.
type Client struct {
	conn net.Conn
}

// Dial leaves the time to the kernel.
func Dial(addr string) (*Client, error) {
	conn, err := net.Dial("tcp", addr) // want dial
	if err != nil {
		return nil, err
	}
	return &Client{conn: conn}, nil
}

// DialTimeout does not.
func DialTimeout(addr string, d time.Duration) (*Client, error) {
	conn, err := net.DialTimeout("tcp", addr, d)
	if err != nil {
		return nil, err
	}
	return &Client{conn: conn}, nil
}

// DialLocal does not wait for a peer.
func DialLocal(path string) (*Client, error) {
	conn, err := net.Dial("unix", path)
	if err != nil {
		return nil, err
	}
	return &Client{conn: conn}, nil
}

// Keep dials in a goroutine, again and again.
func Keep(addr string) {
	go func() {
		for {
			if c, err := Dial(addr); err == nil {
				c.conn.Close()
			}
			time.Sleep(time.Second)
		}
	}()
}

// Close closes the connection.
func (c *Client) Close() error { return c.conn.Close() }
