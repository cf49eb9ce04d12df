// Package generated has a file that a program wrote: off by default, because
// nobody is going to edit it.
package generated

import (
	"net"
	"os"
	"sync"
	"time"
)

func read(c net.Conn, buf []byte) (int, error) {
	return c.Read(buf) // want conn-read
}

// usesGenerated calls what the file has; the wait is over there.
func usesGenerated(c net.Conn) error { return ping(c) }

// bounds is what a generated function expects of its callers.
func bounds(c net.Conn) error {
	c.SetDeadline(time.Now().Add(time.Second))
	return pong(c)
}

// store has its lock here. What the generated file does under it is fair to
// mention here, and fair to leave out.
type store struct {
	mu sync.Mutex
	f  *os.File
}

func (s *store) save() error {
	s.mu.Lock() // want[generated] lock may lock
	defer s.mu.Unlock()
	return s.marshal()
}
