package lock

import (
	"os"
	"sync"
)

// A ledger gives its lock up twice, in two functions, around what waits for the disk.
type ledger struct {
	mu   sync.Mutex
	f    *os.File
	size int
}

func (l *ledger) add() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.store()
}

// store expects the lock held. So does turn, which gives it back to the caller of store.
func (l *ledger) store() error {
	l.turn()
	l.mu.Unlock()
	err := l.f.Sync() // want disk-sync
	l.mu.Lock()
	return err
}

func (l *ledger) turn() {
	l.mu.Unlock()
	l.f.Sync() // want disk-sync
	l.mu.Lock()
	l.size = 0
}

// A slowLedger gives its lock up in turn alone.
type slowLedger struct {
	mu   sync.Mutex
	f    *os.File
	size int
}

func (l *slowLedger) add() error {
	l.mu.Lock() // want lock "is held while l\\.f\\.Sync"
	defer l.mu.Unlock()
	return l.store()
}

func (l *slowLedger) store() error {
	l.turn()
	return l.f.Sync() // want disk-sync
}

func (l *slowLedger) turn() {
	l.mu.Unlock()
	l.f.Sync() // want disk-sync
	l.mu.Lock()
	l.size = 0
}

// A stuckLedger takes a lock that turn has given back to the caller.
type stuckLedger struct {
	mu   sync.Mutex
	f    *os.File
	size int
}

func (l *stuckLedger) add() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.store() // want lock "waits for itself"
}

func (l *stuckLedger) store() {
	l.turn()
	l.mu.Lock()
	l.mu.Unlock()
}

func (l *stuckLedger) turn() {
	l.mu.Unlock()
	l.f.Sync() // want disk-sync
	l.mu.Lock()
	l.size = 0
}
