// Package tests has test files: off by default.
package tests

import (
	"io"
	"net"
	"sync"
	"time"
)

func echo(c net.Conn) error {
	_, err := io.Copy(c, c) // want conn-read
	return err
}

// readOnly has no caller but the test, whose deadline is no bound for the others.
func readOnly(c net.Conn, buf []byte) (int, error) {
	return c.Read(buf) // want conn-read
}

// bounded is called without a deadline by the test only.
func bounded(c net.Conn, buf []byte) (int, error) {
	return c.Read(buf)
}

func usesBounded(c net.Conn, buf []byte) (int, error) {
	c.SetReadDeadline(time.Now().Add(time.Minute))
	return bounded(c, buf)
}

// A sink is implemented by a mock of the test: what that does is not what runs.
type sink interface{ put([]byte) error }

type collector struct {
	mu sync.Mutex
	to sink
}

func (c *collector) add(b []byte) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.to.put(b)
}
