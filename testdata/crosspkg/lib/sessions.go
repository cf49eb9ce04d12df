package lib

import (
	"io"
	"sync"
	"time"
)

// A Session closes its connection when its peer is silent for too long.
type Session struct {
	conn io.ReadWriteCloser
	die  chan struct{}
	once sync.Once
	last time.Time
	mu   sync.Mutex
}

// Config has defaults that are right.
type Config struct{ Deaf bool }

// NewSession starts what reads, and what watches over it.
func NewSession(conn io.ReadWriteCloser, c *Config) *Session {
	s := &Session{conn: conn, die: make(chan struct{})}
	go s.readLoop()
	if !c.Deaf {
		go s.keepalive()
	}
	return s
}

func (s *Session) readLoop() {
	buf := make([]byte, 1024)
	for {
		if _, err := s.conn.Read(buf); err != nil {
			s.Close()
			return
		}
		s.mu.Lock()
		s.last = time.Now()
		s.mu.Unlock()
	}
}

func (s *Session) keepalive() {
	t := time.NewTicker(time.Minute)
	defer t.Stop()
	for {
		select {
		case <-t.C:
			s.mu.Lock()
			silent := time.Since(s.last) > 2*time.Minute
			s.mu.Unlock()
			if silent {
				s.Close()
				return
			}
		case <-s.die:
			return
		}
	}
}

// Close ends the session.
func (s *Session) Close() {
	s.once.Do(func() {
		close(s.die)
		s.conn.Close()
	})
}

// A Pipeline has nobody who watches.
type Pipeline struct {
	conn io.ReadWriteCloser
	die  chan struct{}
}

// NewPipeline starts what reads.
func NewPipeline(conn io.ReadWriteCloser) *Pipeline {
	s := &Pipeline{conn: conn, die: make(chan struct{})}
	go s.readLoop()
	return s
}

func (s *Pipeline) readLoop() {
	buf := make([]byte, 1024)
	for {
		if _, err := s.conn.Read(buf); err != nil {
			close(s.die)
			return
		}
	}
}
