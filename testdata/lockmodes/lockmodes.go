// Package lockmodes has the same locks at all levels: by default the Lock whose
// holder can wait, with -lock=waiters all that wait with it, with -lock=all each.
package lockmodes

import (
	"os"
	"sync"
	"time"
)

type journal struct {
	mu sync.Mutex
	f  *os.File
	n  int
}

func (j *journal) sync() error {
	j.mu.Lock() // want lock "; 2 other Lock calls wait with it"
	defer j.mu.Unlock()
	return j.f.Sync() // want disk-sync
}

func (j *journal) len() int {
	j.mu.Lock() // want[waiters] lock
	defer j.mu.Unlock()
	return j.n
}

func (j *journal) reset() {
	j.mu.Lock() // want[waiters] lock
	j.n = 0
	j.mu.Unlock()
}

// tryReset does not wait.
func (j *journal) tryReset() bool {
	if !j.mu.TryLock() {
		return false
	}
	defer j.mu.Unlock()
	j.n = 0
	return true
}

// counter has no holder that can wait.
type counter struct {
	mu sync.Mutex
	n  int
}

func (c *counter) inc() {
	c.mu.Lock() // want[all] lock
	defer c.mu.Unlock()
	c.n++
}

// tryInc has a clock.
func (c *counter) tryInc(d time.Duration) bool {
	for by := time.Now().Add(d); !c.mu.TryLock(); time.Sleep(time.Millisecond) {
		if time.Now().After(by) {
			return false
		}
	}
	defer c.mu.Unlock()
	c.n++
	return true
}

// table has a reader that can wait: writers and readers wait with it.
type table struct {
	mu sync.RWMutex
	f  *os.File
	n  int
}

func (t *table) dump(buf []byte) error {
	t.mu.RLock() // want lock
	defer t.mu.RUnlock()
	_, err := t.f.Write(buf) // want disk-write
	return err
}

func (t *table) get() int {
	t.mu.RLock() // want[waiters] lock
	defer t.mu.RUnlock()
	return t.n
}

func (t *table) set(n int) {
	t.mu.Lock() // want[waiters] lock
	defer t.mu.Unlock()
	t.n = n
}

// fastTable has none.
type fastTable struct {
	mu sync.RWMutex
	n  int
}

func (t *fastTable) get() int {
	t.mu.RLock() // want[all] lock
	defer t.mu.RUnlock()
	return t.n
}

// holders are two that reach the same Sync: one finding by default, whose
// witness names the other.
type holders struct {
	mu sync.Mutex
	f  *os.File
}

func (h *holders) a() error {
	h.mu.Lock() // want lock
	defer h.mu.Unlock()
	return h.sync()
}

func (h *holders) b() error {
	h.mu.Lock() // want[waiters] lock
	defer h.mu.Unlock()
	return h.sync()
}

func (h *holders) sync() error {
	return h.f.Sync() // want disk-sync
}

// outer waits for a mutex whose holder can wait, so whoever waits for outer
// waits, too.
type outer struct {
	mu sync.Mutex
	j  *journal
	n  int
}

func (o *outer) len() int {
	o.mu.Lock() // want[waiters] lock
	defer o.mu.Unlock()
	return o.n + o.j.len()
}

func (o *outer) inc() {
	o.mu.Lock() // want[waiters] lock
	defer o.mu.Unlock()
	o.n++
}

// embedded promotes its Lock.
type embedded struct {
	sync.Mutex
	n int
}

func (e *embedded) inc() {
	e.Lock() // want[all] lock
	defer e.Unlock()
	e.n++
}

func byLocker(l sync.Locker, n *int) {
	l.Lock() // want[all] lock
	defer l.Unlock()
	*n++
}

var (
	globalMu sync.Mutex
	global   int
)

func setGlobal(n int) {
	globalMu.Lock() // want[all] lock
	global = n
	globalMu.Unlock()
}
