// Package poller writes to sockets that do not block.
package poller

import (
	"errors"
	"sync"
	"syscall"
)

type conn struct {
	mu   sync.Mutex
	fd   int
	left []byte
}

func (c *conn) Write(b []byte) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	n, err := write(c.fd, b)
	if err != nil && !errors.Is(err, syscall.EAGAIN) {
		return err
	}
	c.left = append(c.left, b[max(n, 0):]...)
	return nil
}

func write(fd int, b []byte) (int, error) { return syscall.Write(fd, b) }

// Whether a write to a file blocks has nothing to do with that.
func (c *conn) Keep(b []byte) error {
	c.mu.Lock() // want lock "syscall.Pwrite"
	defer c.mu.Unlock()
	_, err := syscall.Pwrite(c.fd, b, 0)
	return err
}
