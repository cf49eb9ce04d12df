package lock

import (
	"errors"
	"net"
	"sync"
	"time"
)

var errLate = errors.New("late")

// feed waits as long as it takes, with its mutex held, only if it has no timeout.
type feed struct {
	mu      sync.Mutex
	ch      chan int
	timeout time.Duration
}

func (f *feed) put(n int) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.timeout <= 0 {
		f.ch <- n
		return nil
	}
	select {
	case f.ch <- n:
		return nil
	case <-time.After(f.timeout):
		return errLate
	}
}

// plainFeed only skips something else without a timeout.
type plainFeed struct {
	mu      sync.Mutex
	ch      chan int
	timeout time.Duration
}

func (f *plainFeed) put(n int) {
	f.mu.Lock() // want lock
	defer f.mu.Unlock()
	if f.timeout <= 0 {
		n = 0
	}
	f.ch <- n
}

// dialWithin dials without a timeout only if there is none.
func dialWithin(addr string, timeout time.Duration) (net.Conn, error) {
	if timeout > 0 {
		return net.DialTimeout("tcp", addr, timeout)
	}
	return net.Dial("tcp", addr)
}

func dialAnyway(addr string, timeout time.Duration) (net.Conn, error) {
	if timeout > 0 {
		time.Sleep(timeout)
	}
	return net.Dial("tcp", addr) // want dial
}
