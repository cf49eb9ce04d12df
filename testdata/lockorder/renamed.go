package lockorder

import (
	"sync"
	"time"
)

// A registrar is a hub with other methods: its mutexes are the same ones.
type hub struct {
	mu      sync.Mutex
	entries sync.Mutex
	n       int
}

type registrar hub

func (h *hub) add() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.entries.Lock()
	h.n++
	h.entries.Unlock()
}

func (r *registrar) expire(after time.Duration) {
	time.AfterFunc(after, func() {
		r.entries.Lock()
		defer r.entries.Unlock()
		h := (*hub)(r)
		h.mu.Lock() // want lock "takes them in the other order"
		h.n--
		h.mu.Unlock()
	})
}

// A shelf has fields of the same names, and is something else.
type shelf struct {
	mu      sync.Mutex
	entries sync.Mutex
	n       int
}

func (s *shelf) expire() {
	s.entries.Lock()
	defer s.entries.Unlock()
	s.mu.Lock()
	s.n--
	s.mu.Unlock()
}
