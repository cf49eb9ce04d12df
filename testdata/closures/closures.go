// Package closures waits in function literals and method values.
package closures

import (
	"net"
	"os"
	"sync"
	"time"
)

func captured(c net.Conn, buf []byte) (int, error) {
	read := func() (int, error) {
		return c.Read(buf) // want conn-read
	}
	return read()
}

// capturedBounded sets the deadline outside, before the call.
func capturedBounded(c net.Conn, buf []byte) (int, error) {
	read := func() (int, error) {
		return c.Read(buf)
	}
	c.SetReadDeadline(time.Now().Add(time.Minute))
	return read()
}

// capturedBefore has the deadline before the literal.
func capturedBefore(c net.Conn, buf []byte) (int, error) {
	c.SetReadDeadline(time.Now().Add(time.Minute))
	read := func() (int, error) {
		return c.Read(buf)
	}
	return read()
}

// capturedTooLate calls it before the deadline is set.
func capturedTooLate(c net.Conn, buf []byte) (int, error) {
	read := func() (int, error) {
		return c.Read(buf) // want conn-read
	}
	n, err := read()
	c.SetReadDeadline(time.Now().Add(time.Minute))
	return n, err
}

// setsDeadline is a literal that bounds what comes after its call.
func setsDeadline(c net.Conn, buf []byte) (int, error) {
	arm := func() { c.SetReadDeadline(time.Now().Add(time.Minute)) }
	arm()
	return c.Read(buf)
}

// neverCalled makes it, and that is all.
func neverCalled(c net.Conn, buf []byte) (int, error) {
	arm := func() { c.SetReadDeadline(time.Now().Add(time.Minute)) }
	_ = arm
	return c.Read(buf) // want conn-read
}

func immediately(c net.Conn, buf []byte) (n int, err error) {
	func() {
		n, err = c.Read(buf) // want conn-read
	}()
	return n, err
}

func byParameter(c net.Conn, buf []byte) error {
	send := func(d net.Conn) error {
		_, err := d.Write(buf)
		return err
	}
	c.SetWriteDeadline(time.Now().Add(time.Minute))
	return send(c)
}

func byParameterBare(c net.Conn, buf []byte) error {
	send := func(d net.Conn) error {
		_, err := d.Write(buf) // want conn-write
		return err
	}
	return send(c)
}

// reassigned captures a variable that is another connection when it is called.
func reassigned(c, other net.Conn, buf []byte) (int, error) {
	c.SetReadDeadline(time.Now().Add(time.Minute))
	read := func() (int, error) {
		return c.Read(buf) // want conn-read
	}
	c = other
	return read()
}

// returned is called by who knows whom, who knows when.
func returned(c net.Conn) func([]byte) (int, error) {
	return func(buf []byte) (int, error) {
		return c.Read(buf) // want conn-read
	}
}

// returnedBounded brings its deadline along.
func returnedBounded(c net.Conn) func([]byte) (int, error) {
	return func(buf []byte) (int, error) {
		c.SetReadDeadline(time.Now().Add(time.Minute))
		return c.Read(buf)
	}
}

// later keeps functions in a field and calls them afterwards.
type later struct{ jobs []func() error }

func (l *later) add(f *os.File) {
	l.jobs = append(l.jobs, func() error {
		return f.Sync() // want disk-sync
	})
}

// addMethod waits nowhere that is to be seen here: run calls it.
func (l *later) addMethod(f *os.File) {
	l.jobs = append(l.jobs, f.Sync) // may disk-sync
}

func (l *later) run() error {
	for _, job := range l.jobs {
		if err := job(); err != nil {
			return err
		}
	}
	return nil
}

// methodValue binds the receiver.
func methodValue(c net.Conn, buf []byte) (int, error) {
	read := c.Read
	return read(buf) // want conn-read
}

func methodValueBounded(c net.Conn, buf []byte) (int, error) {
	read := c.Read
	c.SetReadDeadline(time.Now().Add(time.Minute))
	return read(buf)
}

// methodExpression takes the receiver as an argument.
func methodExpression(c *net.TCPConn, buf []byte) (int, error) {
	read := (*net.TCPConn).Read
	return read(c, buf) // want conn-read
}

func methodExpressionBounded(c *net.TCPConn, buf []byte) (int, error) {
	c.SetReadDeadline(time.Now().Add(time.Minute))
	return (*net.TCPConn).Read(c, buf)
}

// session has methods that are used as values.
type session struct{ conn net.Conn }

func (s *session) ping() error {
	_, err := s.conn.Write([]byte("PING\r\n")) // want conn-write
	return err
}

func (s *session) pong() error {
	_, err := s.conn.Write([]byte("PONG\r\n"))
	return err
}

func (s *session) keepAlive() error {
	fn := s.ping
	return fn()
}

// keepAliveBounded is the only one to call pong.
func (s *session) keepAliveBounded() error {
	fn := s.pong
	s.conn.SetWriteDeadline(time.Now().Add(time.Minute))
	return fn()
}

// each calls what it is given, in its own goroutine.
func each(conns []net.Conn, fn func(net.Conn) error) error {
	for _, c := range conns {
		if err := fn(c); err != nil {
			return err
		}
	}
	return nil
}

func broadcast(conns []net.Conn, msg []byte) error {
	return each(conns, func(c net.Conn) error {
		_, err := c.Write(msg) // want conn-write
		return err
	})
}

func broadcastBounded(conns []net.Conn, msg []byte) error {
	return each(conns, func(c net.Conn) error {
		c.SetWriteDeadline(time.Now().Add(time.Second))
		_, err := c.Write(msg)
		return err
	})
}

// onceDo runs it here, once.
func onceDo(o *sync.Once, f *os.File) (err error) {
	o.Do(func() {
		err = f.Sync() // want disk-sync
	})
	return err
}

// global is called from anywhere.
var global = func(c net.Conn, buf []byte) (int, error) {
	return c.Read(buf) // want conn-read
}

// nested is a literal in a literal.
func nested(c net.Conn, buf []byte) (int, error) {
	outer := func() (int, error) {
		inner := func() (int, error) {
			return c.Read(buf) // want conn-read
		}
		return inner()
	}
	return outer()
}

func nestedBounded(c net.Conn, buf []byte) (int, error) {
	outer := func() (int, error) {
		inner := func() (int, error) {
			return c.Read(buf)
		}
		return inner()
	}
	c.SetReadDeadline(time.Now().Add(time.Minute))
	return outer()
}

// parallel runs in goroutines of its own; the deadline of each is set there.
func parallel(conns []net.Conn, msg []byte) {
	var wg sync.WaitGroup
	for _, c := range conns {
		wg.Go(func() {
			c.SetWriteDeadline(time.Now().Add(time.Second))
			c.Write(msg)
		})
	}
	wg.Wait()
}

// iterate hands out lines to the body of the loop, which is a function, too.
func iterate(c net.Conn) func(yield func(byte) bool) {
	return func(yield func(byte) bool) {
		var b [1]byte
		for {
			if _, err := c.Read(b[:]); err != nil || !yield(b[0]) { // want conn-read
				return
			}
		}
	}
}

// loopBody writes in the body of a range over a function.
func loopBody(c net.Conn, seq func(yield func([]byte) bool)) error {
	for msg := range seq {
		if _, err := c.Write(msg); err != nil { // want conn-write
			return err
		}
	}
	return nil
}

func loopBodyBounded(c net.Conn, seq func(yield func([]byte) bool)) error {
	for msg := range seq {
		c.SetWriteDeadline(time.Now().Add(time.Second))
		if _, err := c.Write(msg); err != nil {
			return err
		}
	}
	return nil
}
