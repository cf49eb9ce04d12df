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
