package closures

import (
	"net"
	"sync"
	"time"
)

// handleBounded sets the deadline of what it hands to its handler.
func handleBounded(ln net.Listener, handle func(net.Conn)) error {
	for {
		c, err := ln.Accept()
		if err != nil {
			return err
		}
		c.SetDeadline(time.Now().Add(time.Minute))
		handle(c)
	}
}

func servesBounded(ln net.Listener) error {
	return handleBounded(ln, func(c net.Conn) {
		c.Read(make([]byte, 1))
	})
}

func handleBare(ln net.Listener, handle func(net.Conn)) error {
	for {
		c, err := ln.Accept()
		if err != nil {
			return err
		}
		handle(c)
	}
}

func servesBare(ln net.Listener) error {
	return handleBare(ln, readOne)
}

func readOne(c net.Conn) {
	c.Read(make([]byte, 1)) // want conn-read
}

// clock keeps a deadline and sets it on a connection for the time of a request.
type clock struct {
	mu   sync.Mutex
	at   time.Time
	conn net.Conn
}

func (d *clock) set(conn net.Conn) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.conn = conn
	d.conn.SetDeadline(d.at)
}

type requester struct {
	conn  net.Conn
	clock clock
}

// do sets the deadline and then has the request written.
func (r *requester) do(write func() error) error {
	r.clock.set(r.conn)
	return write()
}

func (r *requester) doTwice(write func() error) error {
	if err := r.do(write); err != nil {
		return err
	}
	return r.do(write)
}

func (r *requester) ping() error {
	return r.doTwice(func() error {
		_, err := r.conn.Write([]byte("PING"))
		return err
	})
}

// at once does not.
func (r *requester) doNow(write func() error) error { return write() }

func (r *requester) pingNow() error {
	return r.doNow(func() error {
		_, err := r.conn.Write([]byte("PING")) // want conn-write
		return err
	})
}
