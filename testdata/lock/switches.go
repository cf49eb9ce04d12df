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

// A ring buffer waits for room only when it is told to.
type ringBuffer struct {
	mu   sync.Mutex
	cond *sync.Cond
	n    int
	max  int
}

func (q *ringBuffer) push(wait bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if wait {
		for q.max > 0 && q.n >= q.max {
			q.cond.Wait()
		}
	}
	q.n++
}

type producer struct {
	mu      sync.Mutex
	results ringBuffer
}

// fail is for what was let in before.
func (p *producer) fail() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.results.push(false)
}

type patient struct {
	mu      sync.Mutex
	results ringBuffer
}

func (p *patient) add() {
	p.mu.Lock() // want lock
	defer p.mu.Unlock()
	p.results.push(true)
}

// A printer is anybody's; the package has one that takes the lock of all.
type printer interface{ Print(string) }

var printing sync.Mutex

type lockedPrinter struct{}

func (lockedPrinter) Print(string) {
	printing.Lock()
	defer printing.Unlock()
}

// stamped prints while the lock is held, with a printer of its user.
func stamped(p printer) {
	printing.Lock()
	defer printing.Unlock()
	p.Print("stamp")
}

// stampedTwice is sure of its printer.
func stampedTwice(p lockedPrinter) {
	printing.Lock()
	defer printing.Unlock()
	p.Print("stamp") // want lock "waits for itself"
}
