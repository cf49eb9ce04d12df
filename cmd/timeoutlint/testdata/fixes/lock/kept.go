package lock

import (
	"errors"
	"fmt"
	"sync"
)

type ring struct {
	mu     sync.RWMutex
	closed bool
	slots  []int
}

var errRing = errors.New("no such slot")

func (r *ring) close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.closed = true
}

// get forgets the lock twice, the second time in a case.
func (r *ring) get(i int) (int, error) {
	r.mu.RLock()
	if r.closed {
		return 0, errRing
	}
	switch {
	case i < 0:
		return 0, fmt.Errorf("slot %d: %w", i, errRing)
	}
	n := r.slots[i]
	r.mu.RUnlock()
	return n, nil
}

// first returns what the lock is for.
func (r *ring) first() int {
	r.mu.Lock()
	if len(r.slots) > 0 {
		return r.slots[0]
	}
	r.mu.Unlock()
	return 0
}
