package closures

import (
	"bufio"
	"net"
	"time"
)

// mux sets a deadline before it calls what it was given.
type mux struct {
	greet func(net.Conn) error
}

func newMux(greet func(net.Conn) error) *mux { return &mux{greet: greet} }

func (m *mux) serve(c net.Conn) error {
	if err := c.SetDeadline(time.Now().Add(time.Second)); err != nil {
		return err
	}
	return m.greet(c)
}

func greetInTime(c net.Conn) error {
	_, err := c.Write([]byte("hello\n"))
	return err
}

var _ = newMux(greetInTime)

// bareMux does not.
type bareMux struct {
	greet func(net.Conn) error
}

func newBareMux(greet func(net.Conn) error) *bareMux { return &bareMux{greet: greet} }

func (m *bareMux) serve(c net.Conn) error { return m.greet(c) }

func greetForever(c net.Conn) error {
	_, err := bufio.NewReader(c).ReadString('\n') // want conn-read
	return err
}

var _ = newBareMux(greetForever)

// wrapper is told how to wrap the connections; what it gets back has their deadline.
type wrapper struct {
	wrap func(net.Conn) (net.Conn, error)
	pick func(a, b net.Conn) net.Conn
}

func (w *wrapper) hello(c net.Conn) error {
	if err := c.SetDeadline(time.Now().Add(time.Second)); err != nil {
		return err
	}
	inner, err := w.wrap(c)
	if err != nil {
		return err
	}
	_, err = inner.Write([]byte("hello\n"))
	return err
}

func (w *wrapper) helloEither(c, other net.Conn) error {
	if err := c.SetDeadline(time.Now().Add(time.Second)); err != nil {
		return err
	}
	_, err := w.pick(c, other).Write([]byte("hello\n")) // want conn-write
	return err
}
