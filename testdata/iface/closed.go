package iface

import (
	"bufio"
	"io"
	"net"
	"time"
)

// A rule looks at what a client says first. Only this package can have one, so that all that a
// rule may do is known.
type rule interface {
	match(br *bufio.Reader) bool
}

type always struct{}

func (always) match(*bufio.Reader) bool { return true }

type byHello struct{ hello byte }

func (r byHello) match(br *bufio.Reader) bool {
	b, err := br.Peek(1)
	return err == nil && b[0] == r.hello
}

type byName struct{ name string }

func (r byName) match(br *bufio.Reader) bool {
	line, err := br.ReadString('\n')
	return err == nil && line == r.name
}

func route(l net.Listener, rules []rule) error {
	for {
		conn, err := l.Accept() // may[strict] accept
		if err != nil {
			return err
		}
		go choose(conn, rules)
	}
}

func choose(conn net.Conn, rules []rule) {
	defer conn.Close()
	br := bufio.NewReader(conn)
	for _, r := range rules {
		if r.match(br) { // want conn-read
			return
		}
	}
}

func chooseHasty(conn net.Conn, rules []rule) {
	defer conn.Close()
	conn.SetReadDeadline(time.Now().Add(time.Second))
	br := bufio.NewReader(conn)
	for _, r := range rules {
		if r.match(br) {
			return
		}
	}
}

// A Rule may be anybody's, who says nothing of what it reads.
type Rule interface {
	Match(br *bufio.Reader) bool
}

type openRule struct{ name string }

func (r openRule) Match(br *bufio.Reader) bool {
	line, err := br.ReadString('\n')
	return err == nil && line == r.name
}

func chooseOpen(conn net.Conn, rules []Rule) {
	defer conn.Close()
	br := bufio.NewReader(conn)
	for _, r := range rules {
		if r.Match(br) {
			return
		}
	}
}

// A source provides connections, again and again, until it is closed.
type source interface {
	provide() (io.ReadWriteCloser, error)
	close()
}

type listening struct{ l net.Listener }

func (s *listening) provide() (io.ReadWriteCloser, error) { return s.l.Accept() } // may[strict] accept
func (s *listening) close()                               { s.l.Close() }

type single struct {
	rwc  io.ReadWriteCloser
	done bool
}

func (s *single) provide() (io.ReadWriteCloser, error) {
	if s.done {
		return nil, io.EOF
	}
	s.done = true
	return s.rwc, nil
}

func (s *single) close() {}

type provider struct{ from source }

func (p *provider) run(use func(io.ReadWriteCloser)) {
	for {
		rwc, err := p.from.provide()
		if err != nil {
			return
		}
		use(rwc)
	}
}

func (p *provider) close() { p.from.close() }
