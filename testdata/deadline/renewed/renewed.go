// Package renewed sets the deadline of a connection before each operation, out of what it
// was told.
package renewed

import (
	"errors"
	"net"
	"time"
)

type conn struct {
	c        net.Conn
	deadline time.Time
	timeout  time.Duration
}

func (c *conn) Write(b []byte) (n int, err error) {
	if err = c.renew(); err == nil {
		if n, err = c.c.Write(b); err == nil { // want[strict] conn-write
			return n, nil
		}
	}
	return n, err
}

// A Failure is an error with a code.
type Failure interface {
	error
	Code() int
}

type failure struct{ error }

func (failure) Code() int { return 1 }

func (c *conn) renew() Failure {
	now := time.Now()
	var until time.Time
	if c.deadline.IsZero() {
		if c.timeout > 0 {
			until = now.Add(c.timeout)
		}
	} else {
		if now.After(c.deadline) {
			return newFailure("late")
		}
		until = c.deadline
	}
	if err := c.c.SetDeadline(until); err != nil {
		return wrapped(err)
	}
	return nil
}

func newFailure(text string) Failure {
	f := Failure(&failure{errors.New(text)})
	return f
}

func wrapped(err error) Failure {
	if f, ok := err.(Failure); ok {
		return f
	}
	return failure{err}
}

func send(c *conn) error {
	_, err := c.Write(make([]byte, 1<<20))
	return err
}

// What check returns may be nothing: then there is no deadline.
func (c *conn) Read(b []byte) (int, error) {
	if err := c.renewUnlessIdle(b); err != nil {
		return 0, err
	}
	return c.c.Read(b) // want[strict] conn-read
}

func (c *conn) renewUnlessIdle(b []byte) Failure {
	if len(b) == 0 {
		return check(b)
	}
	if err := c.c.SetReadDeadline(time.Now().Add(time.Second)); err != nil {
		return wrapped(err)
	}
	return nil
}

func check(b []byte) Failure {
	if b != nil {
		return nil
	}
	return newFailure("no buffer")
}

func receive(c *conn) error {
	_, err := c.Read(make([]byte, 8)) // want conn-read
	return err
}
