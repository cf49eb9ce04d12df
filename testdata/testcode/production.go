package tests

import (
	"net"
	"net/http/httptest"
)

// A service is of production; one function of its file is for the tests of others.
type service struct{ conn net.Conn }

func newService(c net.Conn) *service { return &service{conn: c} }

func (s *service) read(b []byte) (int, error) {
	return s.conn.Read(b) // want conn-read
}

func (s *service) close() error         { return s.conn.Close() }
func (s *service) addr() net.Addr       { return s.conn.LocalAddr() }
func (s *service) remote() net.Addr     { return s.conn.RemoteAddr() }
func (s *service) network() string      { return s.conn.LocalAddr().Network() }
func (s *service) isLocal() bool        { return s.addr().String() == s.remote().String() }
func (s *service) connection() net.Conn { return s.conn }

// NewTestService helps tests.
func NewTestService(ts *httptest.Server) (*service, error) {
	c, err := net.Dial("tcp", ts.Listener.Addr().String()) // want[tests] dial
	if err != nil {
		return nil, err
	}
	return newService(c), nil
}

// A standIn is made for tests alone, though it is here.
type standIn struct{ conn net.Conn }

var _ interface{ ask() error } = &standIn{}

func (s *standIn) ask() error {
	_, err := s.conn.Read(make([]byte, 1)) // want[tests] conn-read
	return err
}

// A realOne is made by others, too.
type realOne struct{ conn net.Conn }

func (r *realOne) ask() error {
	_, err := r.conn.Read(make([]byte, 1)) // want conn-read
	return err
}

func newRealOne(c net.Conn) interface{ ask() error } { return &realOne{c} }
