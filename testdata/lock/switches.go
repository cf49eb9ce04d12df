package lock

import (
	"os"
	"sync"
)

// switched locks only when its caller says that the mutex is not held yet.
type switched struct {
	mu sync.Mutex
	f  *os.File
	n  int
}

func (s *switched) remove(needLock bool) {
	if needLock {
		s.mu.Lock()
		defer s.mu.Unlock()
	}
	s.n--
}

func (s *switched) removeAll() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.n > 0 {
		s.remove(false)
	}
}

func (s *switched) removeOne() { s.remove(true) }

func (s *switched) removeHeld() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.remove(true) // want lock "waits for itself"
}

// handOn passes the switch on; what it is decides at the outer call.
func (s *switched) handOn(locked bool) { s.remove(!locked) }

func (s *switched) handOnHeld() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.handOn(true)
}

func (s *switched) handOnWrong() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.handOn(false) // want lock "waits for itself"
}

// store syncs only when it is told to.
type switchedStore struct {
	mu sync.Mutex
	f  *os.File
	n  int
}

func (s *switchedStore) store(sync bool) error {
	s.n++
	if sync {
		return s.f.Sync() // want disk-sync
	}
	return nil
}

func (s *switchedStore) add() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.store(false)
}

func (s *switchedStore) addSynced() error {
	s.mu.Lock() // want lock
	defer s.mu.Unlock()
	return s.store(true)
}
