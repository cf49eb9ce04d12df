// Package lock has mutexes whose holders can wait forever.
package lock

import (
	"context"
	"sync"
)

// A box can be full: all its Lock calls get a timeout.
type box struct {
	mu sync.Mutex
	ch chan int
	n  int
}

func (b *box) put(ctx context.Context, n int) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.ch <- n
	return nil
}

func (b *box) len() (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.n, nil
}

func (b *box) take() int { return <-b.ch }

// A shelf has a Lock that cannot fail: there is no repair.
type shelf struct {
	mu sync.RWMutex
	ch chan int
	n  int
}

func (s *shelf) put(n int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ch <- n
	return nil
}

func (s *shelf) len() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.n
}

func (s *shelf) take() int { return <-s.ch }
