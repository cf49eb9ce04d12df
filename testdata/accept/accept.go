// Package accept waits for peers to connect.
package accept

import (
	"errors"
	"net"
	"net/rpc"
	"time"
)

// serve is ended by closing the listener: silent by default.
func serve(ln net.Listener, handle func(net.Conn)) error {
	for {
		c, err := ln.Accept()
		if err != nil {
			return err
		}
		go handle(c)
	}
}

func serveTCP(ln *net.TCPListener, handle func(net.Conn)) {
	for {
		c, err := ln.AcceptTCP()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			continue
		}
		go handle(c)
	}
}

// server keeps its listener in a field.
type server struct {
	ln   net.Listener
	quit chan struct{}
}

func (s *server) run() {
	for {
		select {
		case <-s.quit:
			return
		default:
		}
		c, err := s.ln.Accept()
		if err != nil {
			return
		}
		c.Close()
	}
}

func one(ln net.Listener) (net.Conn, error) {
	return ln.Accept() // want accept
}

func oneTCP(ln *net.TCPListener) (net.Conn, error) {
	ln.SetDeadline(time.Now().Add(time.Second))
	return ln.Accept()
}

func oneTCPBare(ln *net.TCPListener) (net.Conn, error) {
	return ln.AcceptTCP() // want accept
}

// cleared takes the deadline back.
func cleared(ln *net.TCPListener) (net.Conn, error) {
	ln.SetDeadline(time.Now().Add(time.Second))
	ln.SetDeadline(time.Time{})
	return ln.AcceptTCP() // want accept
}

func oneUnix(ln *net.UnixListener) (*net.UnixConn, error) {
	return ln.AcceptUnix() // want accept
}

// callback waits for the one connection that it was told of.
func callback() (net.Conn, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	defer ln.Close()
	return ln.Accept() // want accept
}

// raced waits no longer than a minute.
func raced(ln net.Listener) (net.Conn, error) {
	type result struct {
		c   net.Conn
		err error
	}
	done := make(chan result, 1)
	go func() {
		c, err := ln.Accept()
		done <- result{c, err}
	}()
	select {
	case r := <-done:
		return r.c, r.err
	case <-time.After(time.Minute):
		ln.Close()
		return nil, errors.New("nobody came")
	}
}

// watched is ended by a timer that closes the listener.
func watched(ln net.Listener) (net.Conn, error) {
	t := time.AfterFunc(time.Minute, func() { ln.Close() })
	defer t.Stop()
	return ln.Accept()
}

// background loops in package net/rpc.
func background(ln net.Listener, s *rpc.Server) {
	s.Accept(ln)
}

// polled takes turns with another job.
func polled(ln *net.TCPListener, stopped func() bool, handle func(net.Conn)) error {
	for !stopped() {
		ln.SetDeadline(time.Now().Add(time.Second))
		c, err := ln.Accept()
		if err != nil {
			var ne net.Error
			if errors.As(err, &ne) && ne.Timeout() {
				continue
			}
			return err
		}
		go handle(c)
	}
	return nil
}

// next is asked by loops and by whoever wants one connection.
func next(ln net.Listener) (net.Conn, error) {
	c, err := ln.Accept()
	if err != nil {
		return nil, err
	}
	return c, c.(*net.TCPConn).SetKeepAlive(true)
}

func loopNext(ln net.Listener, handle func(net.Conn)) error {
	for {
		c, err := next(ln)
		if err != nil {
			return err
		}
		go handle(c)
	}
}
