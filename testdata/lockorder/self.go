// Package lockorder waits for locks that are never given back: those that the
// goroutine itself holds, and those that two goroutines take in both orders.
package lockorder

import (
	"net"
	"sync"
)

type registry struct {
	mu    sync.Mutex
	names map[string]int
}

func (r *registry) twice() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.mu.Lock() // want lock "waits for itself"
	r.names = nil
}

func (r *registry) len() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.names)
}

// add calls a method that wants the mutex, too.
func (r *registry) add(name string) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.names[name]++
	return r.len() // want lock "waits for itself"
}

// addThenLen calls it when it has given the mutex back.
func (r *registry) addThenLen(name string) int {
	r.mu.Lock()
	r.names[name]++
	r.mu.Unlock()
	return r.len()
}

// lenLocked wants the mutex held.
func (r *registry) lenLocked() int { return len(r.names) }

func (r *registry) addLocked(name string) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.names[name]++
	return r.lenLocked()
}

// merge locks another registry than its own.
func (r *registry) merge(from *registry) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.names) + from.len()
}

// inGoroutine waits somewhere else, and the mutex is given back meanwhile.
func (r *registry) inGoroutine(show func(int)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	go func() { show(r.len()) }()
}

// indirect is three calls away from itself.
type indirect struct {
	mu sync.Mutex
	n  int
}

func (i *indirect) first() {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.second() // want lock "waits for itself"
}

func (i *indirect) second() { i.third() }

func (i *indirect) third() {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.n++
}

// relocks gives its mutex back around the call.
type relocks struct {
	mu sync.Mutex
	n  int
}

func (r *relocks) inc() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.n++
}

func (r *relocks) run(job func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.mu.Unlock()
	r.inc()
	job()
	r.mu.Lock()
}

// forgets has no Unlock on one path, and goes around again.
type forgets struct {
	mu sync.Mutex
	n  int
}

func (f *forgets) drain(next func() bool) {
	for next() {
		f.mu.Lock() // want lock "waits for itself"
		if f.n == 0 {
			continue
		}
		f.n--
		f.mu.Unlock()
	}
}

// deferredInLoop gives nothing back before the function returns.
type deferredInLoop struct {
	mu sync.Mutex
	n  int
}

func (d *deferredInLoop) drain(next func() bool) {
	for next() {
		d.mu.Lock() // want lock "waits for itself"
		defer d.mu.Unlock()
		d.n--
	}
}

// table has readers.
type table struct {
	mu   sync.RWMutex
	rows map[string]string
}

func (t *table) get(k string) string {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.rows[k]
}

// both reads while it reads, which hangs when a writer comes in between.
func (t *table) both(a, b string) string {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.rows[a] + t.get(b) // want lock "waits for t.mu.Lock"
}

func (t *table) readTwice(a string) string {
	t.mu.RLock()
	defer t.mu.RUnlock()
	t.mu.RLock() // want lock "waits for t.mu.Lock"
	defer t.mu.RUnlock()
	return t.rows[a]
}

// upgrade wants to write while it reads.
func (t *table) upgrade(k, v string) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	if t.rows[k] != v {
		t.mu.Lock() // want lock "waits for itself"
		t.rows[k] = v
		t.mu.Unlock()
	}
}

// readsWhileWriting reads through a method that locks.
func (t *table) readsWhileWriting(k, v string) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.rows[k] = v
	return t.get(k) // want lock "waits for itself"
}

// properUpgrade lets go first.
func (t *table) properUpgrade(k, v string) {
	if t.get(k) == v {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.rows[k] = v
}

// embedding calls its own Lock by two names.
type embedding struct {
	sync.Mutex
	n int
}

func (e *embedding) inc() {
	e.Lock()
	defer e.Unlock()
	e.Mutex.Lock() // want lock "waits for itself"
	e.n++
}

// inClosure locks in a function that it calls itself.
type inClosure struct {
	mu sync.Mutex
	n  int
}

func (c *inClosure) inc() {
	add := func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.n++
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	add() // want lock "waits for itself"
}

// tries does not wait.
type tries struct {
	mu sync.Mutex
	n  int
}

func (t *tries) inc() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.mu.TryLock() {
		t.n++
	}
}

// handsOver: the goroutine unlocks, when it has the answer.
type handsOver struct {
	mu  sync.Mutex
	msg []byte
}

func (h *handsOver) start(c net.Conn) {
	h.mu.Lock()
	go func() {
		h.msg = make([]byte, 1)
		c.Read(h.msg) // want conn-read
		h.mu.Unlock()
	}()
}

func (h *handsOver) both(c net.Conn) {
	h.start(c)
	h.start(c)
}

// keeps: the goroutine has a mutex of its own.
type keeps struct{ mu, other sync.Mutex }

func (k *keeps) start() {
	k.mu.Lock()
	go func() {
		k.other.Lock()
		k.other.Unlock()
	}()
}

func (k *keeps) both() {
	k.start()
	k.start() // want lock "waits for itself"
}
