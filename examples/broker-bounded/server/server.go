// Package server speaks to the broker's clients.
package server

import (
	"net"
	"sync"
	"time"

	"github.com/timeoutlint/timeoutlint/examples/broker/frame"
)

// adminTimeout is how long an administrator's tool may take for a request, and
// to read the reply.
const adminTimeout = 30 * time.Second

// A Handler answers requests.
type Handler interface {
	Handle(frame.Frame) frame.Frame
}

// A Server accepts connections at two addresses: one for clients, which stay
// connected and may be silent for long, and one for administrators.
type Server struct {
	handler Handler

	mu        sync.Mutex
	closed    bool
	listeners []net.Listener
	conns     map[net.Conn]bool

	done sync.WaitGroup
}

// New returns a server that answers with h.
func New(h Handler) *Server {
	return &Server{handler: h, conns: map[net.Conn]bool{}}
}

// ServeClients accepts clients until the server is closed.
func (s *Server) ServeClients(ln net.Listener) { s.accept(ln, s.client) }

// ServeAdmins accepts administrators until the server is closed.
func (s *Server) ServeAdmins(ln net.Listener) { s.accept(ln, s.admin) }

func (s *Server) accept(ln net.Listener, serve func(net.Conn) error) {
	s.mu.Lock()
	s.listeners = append(s.listeners, ln)
	s.mu.Unlock()
	for {
		conn, err := ln.Accept()
		if err != nil {
			return
		}
		if !s.add(conn) {
			conn.Close()
			return
		}
		go func() {
			defer s.remove(conn)
			serve(conn)
		}()
	}
}

// client answers a client's requests, one after the other.
func (s *Server) client(conn net.Conn) error {
	for {
		if err := conn.SetReadDeadline(time.Now().Add(30 * time.Second)); err != nil {
			return err
		}
		req, err := frame.Read(conn)
		if err != nil {
			return err
		}
		if err := conn.SetWriteDeadline(time.Now().Add(30 * time.Second)); err != nil {
			return err
		}
		if err := frame.Write(conn, s.handler.Handle(req)); err != nil {
			return err
		}
	}
}

// admin does so for an administrator, who is expected to be quick.
func (s *Server) admin(conn net.Conn) error {
	for {
		if err := conn.SetDeadline(time.Now().Add(adminTimeout)); err != nil {
			return err
		}
		req, err := frame.Read(conn)
		if err != nil {
			return err
		}
		if err := frame.Write(conn, s.handler.Handle(req)); err != nil {
			return err
		}
	}
}

// Close closes all listeners and connections, and waits for the handlers.
func (s *Server) Close() {
	s.mu.Lock()
	s.closed = true
	for _, ln := range s.listeners {
		ln.Close()
	}
	for conn := range s.conns {
		conn.Close()
	}
	s.mu.Unlock()
	s.done.Wait()
}

func (s *Server) add(conn net.Conn) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return false
	}
	s.conns[conn] = true
	s.done.Add(1)
	return true
}

func (s *Server) remove(conn net.Conn) {
	conn.Close()
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.conns, conn)
	s.done.Done()
}
