package deadline

import (
	"crypto/tls"
	"net"
	"time"
)

// eitherWay sets the deadline of whichever it dials.
func eitherWay(addr string, cfg *tls.Config, buf []byte) error {
	var conn net.Conn
	dialer := &net.Dialer{Timeout: time.Second}
	if cfg != nil {
		c, err := tls.DialWithDialer(dialer, "tcp", addr, cfg)
		if err != nil {
			return err
		}
		c.SetDeadline(time.Now().Add(time.Minute))
		conn = c
	} else {
		c, err := dialer.Dial("tcp", addr)
		if err != nil {
			return err
		}
		c.SetDeadline(time.Now().Add(time.Minute))
		conn = c
	}
	defer conn.Close()
	_, err := conn.Read(buf)
	return err
}

// oneWay forgets one of them.
func oneWay(addr string, cfg *tls.Config, buf []byte) error {
	var conn net.Conn
	dialer := &net.Dialer{Timeout: time.Second}
	if cfg != nil {
		c, err := tls.DialWithDialer(dialer, "tcp", addr, cfg)
		if err != nil {
			return err
		}
		c.SetDeadline(time.Now().Add(time.Minute))
		conn = c
	} else {
		c, err := dialer.Dial("tcp", addr)
		if err != nil {
			return err
		}
		conn = c
	}
	defer conn.Close()
	_, err := conn.Read(buf) // want conn-read
	return err
}

// redialed has the deadline of the last one no more.
func redialed(addr string, buf []byte) {
	for {
		c, err := net.DialTimeout("tcp", addr, time.Second)
		if err != nil {
			return
		}
		if _, err := c.Read(buf); err != nil { // want conn-read
			return
		}
		c.SetDeadline(time.Now().Add(time.Minute))
	}
}

// A server sets deadlines for the requests that follow the first.
type server struct {
	idle time.Duration
	read time.Duration
}

func (s *server) serve(c net.Conn, buf []byte) error {
	for n := 0; ; n++ {
		if n > 0 {
			if s.idle > 0 {
				c.SetReadDeadline(time.Now().Add(s.idle))
			}
		}
		if _, err := c.Read(buf); err != nil { // want conn-read
			return err
		}
	}
}

func (s *server) serveAll(c net.Conn, buf []byte) error {
	for n := 0; ; n++ {
		if n > 0 {
			if s.idle > 0 {
				c.SetReadDeadline(time.Now().Add(s.idle))
			}
		} else if s.read > 0 {
			c.SetReadDeadline(time.Now().Add(s.read))
		}
		if _, err := c.Read(buf); err != nil {
			return err
		}
	}
}

// greet leaves its deadline on those that shake hands.
func (s *server) greet(c net.Conn) (string, error) {
	if t, ok := c.(interface{ Handshake() error }); ok {
		if s.read > 0 {
			c.SetReadDeadline(time.Now().Add(s.read))
		}
		if err := t.Handshake(); err == nil { // may handshake
			return "tls", nil
		}
	}
	return "", nil
}

func (s *server) greeted(c net.Conn, buf []byte) error {
	if _, err := s.greet(c); err != nil {
		return err
	}
	_, err := c.Read(buf) // want conn-read
	return err
}

// Who cannot set a deadline has none, which is the connection's business.
func capable(c interface {
	Read(b []byte) (int, error)
}, buf []byte) error {
	if d, ok := c.(interface{ SetReadDeadline(t time.Time) error }); ok {
		d.SetReadDeadline(time.Now().Add(time.Minute))
	}
	_, err := c.Read(buf)
	return err
}
