package lock

import "sync"

// A way is one of two.
type way int

const (
	byMemory way = iota
	byStore
)

type reader struct {
	mu     sync.Mutex
	memory int
}

// all has a case for each constant, so that the end does not run.
func (r *reader) all(w way) int {
	r.mu.Lock()
	switch w {
	case byMemory:
		defer r.mu.Unlock()
		return r.memory
	case byStore:
		r.mu.Unlock()
		return 0
	default:
	}
	return -1
}

// A state may be one that has no name: it is read from elsewhere.
type state byte

const (
	open state = iota
	shut
)

func stateOf(b []byte) state { return state(b[0]) }

func (r *reader) some(s state) int {
	r.mu.Lock() // want lock "returns without Unlock"
	switch s {
	case open:
		defer r.mu.Unlock()
		return r.memory
	case shut:
		r.mu.Unlock()
		return 0
	}
	return -1
}

// not has no case for one of the constants.
func (r *reader) not(w way) int {
	r.mu.Lock() // want lock "returns without Unlock"
	switch w {
	case byMemory:
		r.mu.Unlock()
		return r.memory
	}
	return -1
}
