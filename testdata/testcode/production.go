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
