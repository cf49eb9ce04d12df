//go:build unix

package lock

import (
	"os"
	"sync"
	"syscall"
)

// flocked locks a file for other processes, with a mutex held for its own.
type flocked struct {
	mu sync.Mutex
	f  *os.File
}

// try does not wait, and neither does giving the lock back.
func (l *flocked) try(exclusive bool) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	how := syscall.LOCK_NB
	if exclusive {
		how |= syscall.LOCK_EX
	} else {
		how |= syscall.LOCK_SH
	}
	return syscall.Flock(int(l.f.Fd()), how)
}

func (l *flocked) unlock() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return syscall.Flock(int(l.f.Fd()), syscall.LOCK_UN)
}

// flockWaits waits for other processes, at least for one of them.
type flockWaits struct {
	mu sync.Mutex
	f  *os.File
}

func (l *flockWaits) lock(now bool) error {
	l.mu.Lock() // want lock "is held while syscall\\.Flock"
	defer l.mu.Unlock()
	how := syscall.LOCK_EX
	if now {
		how |= syscall.LOCK_NB
	}
	return syscall.Flock(int(l.f.Fd()), how)
}

// A write waits for the disk, if nothing says that it would rather fail.
func (l *flockWaits) note(b []byte) error {
	l.mu.Lock() // want lock "is held while syscall\\.Write"
	defer l.mu.Unlock()
	_, err := syscall.Write(int(l.f.Fd()), b)
	return err
}
