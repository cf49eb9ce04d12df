package closures

import (
	"bufio"
	"fmt"
	"net"
	"time"
)

// link is a connection with what belongs to it; a pool keeps those that are idle.
type link struct {
	nc net.Conn
	rw *bufio.ReadWriter
}

func (l *link) extend() { l.nc.SetDeadline(time.Now().Add(time.Second)) }

type pool struct{ idle []*link }

func (p *pool) free() (*link, bool) {
	if len(p.idle) == 0 {
		return nil, false
	}
	l := p.idle[0]
	p.idle = p.idle[1:]
	return l, true
}

// get sets the deadline of what it returns, whether that is new or not.
func (p *pool) get(addr string) (*link, error) {
	if l, ok := p.free(); ok {
		l.extend()
		return l, nil
	}
	nc, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return nil, err
	}
	l := &link{nc: nc, rw: bufio.NewReadWriter(bufio.NewReader(nc), bufio.NewWriter(nc))}
	l.extend()
	return l, nil
}

// with lends a connection, which has a deadline, to a function.
func (p *pool) with(addr string, use func(*link) error) error {
	l, err := p.get(addr)
	if err != nil {
		return err
	}
	return use(l)
}

func (p *pool) retry(addr string, use func(*link) error) error {
	if err := p.with(addr, use); err == nil {
		return nil
	}
	return p.with(addr, use)
}

func (p *pool) ping(addr string) error {
	return p.retry(addr, func(l *link) error {
		fmt.Fprintf(l.rw, "ping\r\n")
		if err := l.rw.Flush(); err != nil {
			return err
		}
		_, err := l.rw.ReadSlice('\n')
		return err
	})
}

// parts lends the reader and writer alone.
func (p *pool) parts(addr string, use func(*bufio.ReadWriter) error) error {
	l, err := p.get(addr)
	if err != nil {
		return err
	}
	return use(l.rw)
}

func (p *pool) line(addr string) error {
	return p.parts(addr, func(rw *bufio.ReadWriter) error {
		_, err := rw.ReadSlice('\n')
		return err
	})
}

// lender is one whose pool sets the deadline only of connections that are new.
type lender struct {
	nc net.Conn
}

func (l *lender) extend() { l.nc.SetDeadline(time.Now().Add(time.Second)) }

type idleLenders struct{ idle []*lender }

func (p *idleLenders) get(addr string) (*lender, error) {
	if len(p.idle) > 0 {
		return p.idle[0], nil
	}
	nc, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return nil, err
	}
	l := &lender{nc: nc}
	l.extend()
	return l, nil
}

func (p *idleLenders) with(addr string, use func(*lender) error) error {
	l, err := p.get(addr)
	if err != nil {
		return err
	}
	return use(l)
}

func (p *idleLenders) ping(addr string) error {
	return p.with(addr, func(l *lender) error {
		_, err := l.nc.Read(make([]byte, 1)) // want conn-read
		return err
	})
}

// A deadline for what is read is none for what is written.
func (p *pool) ask(addr string, use func(*asker) error) error {
	nc, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	a := &asker{nc: nc}
	a.nc.SetReadDeadline(time.Now().Add(time.Second))
	return use(a)
}

type asker struct{ nc net.Conn }

func (p *pool) question(addr string, question []byte) error {
	return p.ask(addr, func(a *asker) error {
		if _, err := a.nc.Write(question); err != nil { // want conn-write
			return err
		}
		_, err := a.nc.Read(make([]byte, 1))
		return err
	})
}
