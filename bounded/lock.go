package bounded

import (
	"context"
	"fmt"
	"runtime"
	"sync"
)

// A tryLocker is a lock that can be tried, as those of package sync can.
type tryLocker interface {
	TryLock() bool
}

// An RLocker is a lock with a read side, such as [sync.RWMutex].
type RLocker interface {
	RLock()
	RUnlock()
}

// Lock locks l. It waits as long as ctx allows, or the bound of [ClassLock] when ctx has
// no deadline. When it returns an error, the caller does not have the lock, and will not
// get it later.
//
// A lock that is free is taken even if ctx is done. Those who wait with a bound get the
// lock in the order of their calls; among those who lock l without this package, they
// count as one goroutine. There is never more than one waiting for l on their behalf,
// however many have given up.
//
// As the lock comes from that goroutine, l must not care which goroutine locks it. Those
// of package sync do not. The dynamic type of l has to be a pointer or another type that
// can be compared.
func Lock(ctx context.Context, l sync.Locker) error {
	switch l := l.(type) { // calls through an interface would cost as much as the lock
	case *sync.Mutex:
		if l.TryLock() {
			return nil
		}
	case *sync.RWMutex:
		if l.TryLock() {
			return nil
		}
	case tryLocker:
		if l.TryLock() {
			return nil
		}
	}
	return lockSlow(ctx, l, "lock", l)
}

// RLock locks the read side of l, usually a [sync.RWMutex], as [Lock] locks a lock.
// Those who wait to read have an order of their own.
func RLock(ctx context.Context, l RLocker) error {
	side := readSide{l}
	if side.TryLock() {
		return nil
	}
	return lockSlow(ctx, side, "rlock", l)
}

// A readSide is the read side of a lock, as a lock of its own.
type readSide struct{ RLocker }

func (s readSide) Lock()   { s.RLock() }
func (s readSide) Unlock() { s.RUnlock() }

func (s readSide) TryLock() bool {
	switch l := s.RLocker.(type) {
	case *sync.RWMutex:
		return l.TryRLock()
	case interface{ TryRLock() bool }:
		return l.TryRLock()
	}
	return false
}

// triesBeforeQueue is how often a lock is tried before its caller joins the queue. Most
// critical sections are over by then, and queueing costs two switches of goroutines.
const triesBeforeQueue = 4

// lockSlow locks l, which was not free. The last two arguments are for reports.
func lockSlow(ctx context.Context, l sync.Locker, op string, resource any) error {
	start := now()
	if t, ok := l.(tryLocker); ok && ctx.Err() == nil {
		for range triesBeforeQueue {
			runtime.Gosched()
			if t.TryLock() {
				return nil
			}
		}
	}
	o := operation{class: ClassLock, op: op}
	name := func() string { return fmt.Sprintf("%T(%[1]p)", resource) }
	if ctx.Err() != nil {
		o.resource = name()
		return o.giveUp(ctx, &TimeoutError{NotBegun: true}, nil)
	}

	expired, stop := o.class.timer(ctx)
	defer stop()
	w := &waiter{granted: make(chan struct{})}
	joinQueue(l, w)
	select {
	case <-w.granted:
		return nil
	case <-expired:
	case <-ctx.Done():
	}

	o.resource = name()
	left, a := leaveQueue(l, w, o)
	if !left {
		return nil
	}
	return o.giveUp(ctx, &TimeoutError{Waited: now() - start}, a)
}
