package lock

import (
	"os"
	"sync"
)

// unlocking makes of a lock a function that gives it back, once.
func unlocking(l sync.Locker) func() {
	var once sync.Once
	return func() { once.Do(l.Unlock) }
}

// releaseFirst gives the lock back before it waits.
type releaseFirst struct {
	mu sync.Mutex
	f  *os.File
}

func (r *releaseFirst) sync() error {
	unlock := unlocking(&r.mu)
	r.mu.Lock()
	defer unlock()
	if r.f == nil {
		return os.ErrClosed
	}
	unlock()
	return r.f.Sync() // want disk-sync
}

// releaseLate gives it back when it returns.
type releaseLate struct {
	mu sync.Mutex
	f  *os.File
}

func (r *releaseLate) sync() error {
	unlock := unlocking(&r.mu)
	r.mu.Lock() // want lock "is held while r\\.f\\.Sync"
	defer unlock()
	if r.f == nil {
		return os.ErrClosed
	}
	return r.f.Sync() // want disk-sync
}

// releaseOther gives another lock back.
type releaseOther struct {
	mu, other sync.Mutex
	f         *os.File
}

func (r *releaseOther) sync() error {
	unlock := unlocking(&r.other)
	r.mu.Lock() // want lock "is held while r\\.f\\.Sync"
	defer r.mu.Unlock()
	r.other.Lock()
	unlock()
	return r.f.Sync() // want disk-sync
}

// releaseHelper takes the lock in a function that returns how to give it back.
type releaseHelper struct {
	mu sync.Mutex
	f  *os.File
}

func (r *releaseHelper) lock() (unlock func()) {
	r.mu.Lock()
	return r.mu.Unlock
}

func (r *releaseHelper) sync() error {
	unlock := r.lock()
	f := r.f
	unlock()
	return f.Sync() // want disk-sync
}
