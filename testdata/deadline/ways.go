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
