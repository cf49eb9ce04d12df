package bounded

import (
	"hash/maphash"
	"slices"
	"sync"
	"time"
)

// A waiter waits for a lock with a bound.
type waiter struct {
	granted chan struct{} // closed when the lock is the waiter's
}

// A lockQueue has those who wait for one lock. As long as it exists, one goroutine is
// waiting for the lock on their behalf: with the plain Lock, so that a mutex knows that
// it is wanted, and does not let newcomers go first for ever. What it gets goes to the
// first waiter, or back if none is left. Plain locks may be unlocked by another
// goroutine than locked them, which is what makes this possible.
type lockQueue struct {
	waiters []*waiter // the first is the next
	since   time.Duration
	left    *abandoned // set when a waiter has given up since then
}

// A lockShard has the queues of some of the locks. They are in shards so that locks
// which have nothing to do with each other do not wait for each other here.
type lockShard struct {
	mu     sync.Mutex
	queues map[sync.Locker]*lockQueue
}

var (
	lockShards [64]lockShard
	lockSeed   = maphash.MakeSeed()
)

func shardOf(l sync.Locker) *lockShard {
	return &lockShards[maphash.Comparable(lockSeed, l)%uint64(len(lockShards))]
}

// joinQueue puts w at the end of the queue of l.
func joinQueue(l sync.Locker, w *waiter) {
	s := shardOf(l)
	s.mu.Lock()
	defer s.mu.Unlock()
	q := s.queues[l]
	if q == nil {
		q = &lockQueue{since: now()}
		if s.queues == nil {
			s.queues = make(map[sync.Locker]*lockQueue)
		}
		s.queues[l] = q
		go s.serve(l, q)
	}
	q.waiters = append(q.waiters, w)
}

// leaveQueue takes w out of the queue of l, unless it already has the lock. The first
// that leaves gets what is to be told of when the lock is obtained.
func leaveQueue(l sync.Locker, w *waiter, o operation) (left bool, a *abandoned) {
	s := shardOf(l)
	s.mu.Lock()
	defer s.mu.Unlock()
	q := s.queues[l]
	if q == nil {
		return false, nil
	}
	i := slices.Index(q.waiters, w)
	if i < 0 {
		return false, nil
	}
	q.waiters = slices.Delete(q.waiters, i, i+1)
	if q.left != nil {
		return true, nil
	}
	q.left = abandon(o)
	return true, q.left
}

// serve waits for l on behalf of those in q, until there is none.
func (s *lockShard) serve(l sync.Locker, q *lockQueue) {
	for more := true; more; {
		//timeoutlint:ignore lock it is the one that waits for as long as it takes; who was given l unlocks it
		l.Lock()
		var given bool
		if given, more = s.handOver(l, q); !given {
			l.Unlock()
		}
	}
}

// handOver gives l, which is locked, to the first waiter, if there is one. When there is
// no other, it removes the queue.
func (s *lockShard) handOver(l sync.Locker, q *lockQueue) (given, more bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := now()
	if q.left != nil {
		q.left.end(t-q.since, nil)
		q.left = nil
	}
	q.since = t
	if len(q.waiters) > 0 {
		given = true
		close(q.waiters[0].granted)
		q.waiters = slices.Delete(q.waiters, 0, 1)
	}
	if len(q.waiters) > 0 {
		return given, true
	}
	delete(s.queues, l)
	return given, false
}
