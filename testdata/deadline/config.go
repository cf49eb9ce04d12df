package deadline

import (
	"net"
	"time"
)

type config struct {
	ReadTimeout time.Duration
	Debug       bool
}

type session struct {
	conn net.Conn
	cfg  config
}

// conditional is bounded when the configuration says so: silent by default.
func (s *session) conditional(buf []byte) (int, error) {
	if s.cfg.ReadTimeout > 0 {
		s.conn.SetReadDeadline(time.Now().Add(s.cfg.ReadTimeout))
	}
	return s.conn.Read(buf)
}

// conditionalScaled chooses the time first, where it is configured.
func (s *session) conditionalScaled(buf []byte, n int) (int, error) {
	if s.cfg.ReadTimeout > 0 {
		d := s.cfg.ReadTimeout * time.Duration(n)
		if d < s.cfg.ReadTimeout {
			d = s.cfg.ReadTimeout
		}
		s.conn.SetReadDeadline(time.Now().Add(d))
	}
	return s.conn.Read(buf)
}

func (s *session) conditionalNotZero(buf []byte) (int, error) {
	if d := s.cfg.ReadTimeout; d != 0 {
		s.conn.SetReadDeadline(time.Now().Add(d))
	}
	return s.conn.Read(buf)
}

// conditionalElseClear is what a server does that keeps one connection busy.
func (s *session) conditionalElseClear(buf []byte) (int, error) {
	if s.cfg.ReadTimeout > 0 {
		s.conn.SetReadDeadline(time.Now().Add(s.cfg.ReadTimeout))
	} else {
		s.conn.SetReadDeadline(time.Time{})
	}
	return s.conn.Read(buf)
}

func conditionalParameter(c net.Conn, d time.Duration, buf []byte) (int, error) {
	if d > 0 {
		c.SetReadDeadline(time.Now().Add(d))
	}
	return c.Read(buf)
}

func conditionalTime(c net.Conn, by time.Time, buf []byte) (int, error) {
	if !by.IsZero() {
		c.SetReadDeadline(by)
	}
	return c.Read(buf)
}

// conditionalHelper computes the time to wait until in a helper.
func (s *session) conditionalHelper(buf []byte) (int, error) {
	s.conn.SetReadDeadline(s.cfg.deadline())
	return s.conn.Read(buf)
}

func (c *config) deadline() time.Time {
	if c.ReadTimeout <= 0 {
		return time.Time{}
	}
	return time.Now().Add(c.ReadTimeout)
}

// conditionalWrite has the read's timeout, which is no bound for a write.
func (s *session) conditionalWrite(buf []byte) (int, error) {
	if s.cfg.ReadTimeout > 0 {
		s.conn.SetReadDeadline(time.Now().Add(s.cfg.ReadTimeout))
	}
	return s.conn.Write(buf) // want conn-write
}
