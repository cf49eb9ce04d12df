package lock

import (
	"os"
	"sync"
)

// onceUnlocker makes a function that unlocks, however often it is called.
func onceUnlocker(l sync.Locker) func() {
	var once sync.Once
	return func() { once.Do(l.Unlock) }
}

// starter unlocks before it waits, by the function that it was made.
type starter struct {
	mu      sync.Mutex
	started bool
	f       *os.File
}

func (s *starter) start() error {
	unlock := onceUnlocker(&s.mu)
	s.mu.Lock()
	defer unlock()
	if s.started {
		return nil
	}
	s.started = true
	unlock()
	return s.flush()
}

func (s *starter) flush() error {
	s.mu.Lock() // want lock
	defer s.mu.Unlock()
	return s.f.Sync() // want disk-sync
}

// startLate waits first.
func (s *starter) startLate() error {
	unlock := onceUnlocker(&s.mu)
	s.mu.Lock() // want lock
	defer unlock()
	err := s.f.Sync() // want disk-sync
	unlock()
	return err
}

// twoLocks unlocks a mutex that is not the one held.
type twoLocks struct {
	a, b sync.Mutex
	f    *os.File
}

func (o *twoLocks) sync() error {
	unlock := onceUnlocker(&o.b)
	o.b.Lock()
	o.a.Lock() // want lock
	defer o.a.Unlock()
	unlock()
	return o.f.Sync() // want disk-sync
}

// locked takes the mutex and returns what gives it back.
func (e *early) locked() func() {
	e.mu.Lock()
	return e.mu.Unlock
}

func (e *early) count() error {
	unlock := e.locked()
	e.n++
	unlock()
	return e.f.Sync() // want disk-sync
}

func (e *early) countHeld() error {
	defer e.locked()() // want lock
	e.n++
	return e.f.Sync() // want disk-sync
}

// wrapped is made by a function that another one makes it with.
func wrapped(l sync.Locker, name string) func() {
	return onceUnlocker(l)
}

func (s *starter) restart() error {
	unlock := wrapped(&s.mu, "restart")
	s.mu.Lock()
	s.started = false
	unlock()
	return s.flush()
}
