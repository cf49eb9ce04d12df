package lock

import (
	"context"
	"sync"
)

// lru tells its user what it evicts with its mutex held: a callback that
// calls a method of the cache waits for itself.
type lru struct {
	mu      sync.Mutex
	evicted func(key string)
	keys    map[string]int
}

// OnEvict sets the callback.
func (c *lru) OnEvict(fn func(key string)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.evicted = fn
}

func (c *lru) drop(key string) {
	c.mu.Lock() // want lock "callback c\\.evicted \\(line "
	defer c.mu.Unlock()
	delete(c.keys, key)
	if c.evicted != nil {
		c.evicted(key)
	}
}

// hub calls all of its listeners, in a function that expects the lock held.
type hub struct {
	mu        sync.RWMutex
	listeners []func(int)
}

// Listen adds a listener.
func (h *hub) Listen(fn func(int)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.listeners = append(h.listeners, fn)
}

func (h *hub) publish(n int) {
	h.mu.RLock() // want lock "callback"
	defer h.mu.RUnlock()
	h.tellLocked(n)
}

func (h *hub) tellLocked(n int) {
	for _, fn := range h.listeners {
		fn(n)
	}
}

// lruAfter calls it when it has unlocked.
type lruAfter struct {
	mu      sync.Mutex
	evicted func(key string)
	keys    map[string]int
}

// OnEvict sets the callback.
func (c *lruAfter) OnEvict(fn func(key string)) { c.evicted = fn }

func (c *lruAfter) drop(key string) {
	c.mu.Lock()
	delete(c.keys, key)
	fn := c.evicted
	c.mu.Unlock()
	fn(key)
}

func (c *lruAfter) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for key := range c.keys {
		c.dropLocked(key)
	}
}

func (c *lruAfter) dropLocked(key string) {
	c.mu.Unlock()
	c.evicted(key)
	c.mu.Lock()
}

// pure asks its user: a function that returns something is called for that.
type pure struct {
	mu   sync.Mutex
	hash func(string) uint64
	stop context.CancelFunc
	logf func(format string, args ...any)
	own  func(int)
	last uint64
}

// NewPure sets all of its functions.
func NewPure(hash func(string) uint64, logf func(string, ...any), stop context.CancelFunc) *pure {
	return &pure{hash: hash, logf: logf, stop: stop, own: func(int) {}}
}

func (p *pure) put(key string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last = p.hash(key)
	p.logf("put %s", key)
	p.own(1)
	p.stop()
}

// log passes its records on: what is given bytes sends them somewhere, and knows nothing
// of the log.
type log struct {
	mu   sync.Mutex
	send func(record []byte)
	sent func(records [][]byte)
}

// OnRecord sets where records go.
func (l *log) OnRecord(send func([]byte), sent func([][]byte)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.send, l.sent = send, sent
}

func (l *log) record(b []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.send(b)
}

func (l *log) flush(b [][]byte) {
	l.mu.Lock() // want lock "callback l\\.sent"
	defer l.mu.Unlock()
	l.sent(b)
}

// detached calls it in a goroutine, which has no lock to give back.
type detached struct {
	mu   sync.Mutex
	note func(int)
	n    int
}

// OnChange sets the callback.
func (d *detached) OnChange(fn func(int)) { d.note = fn }

func (d *detached) add() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.n++
	go d.note(d.n)
}

// timers keeps a callback, which is told nothing, with each of its entries.
type timers struct {
	mu      sync.Mutex
	entries map[string]*timerEntry
}

type timerEntry struct {
	item any
	fire func()
}

// Add adds an entry.
func (t *timers) Add(key string, item any, fire func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.entries[key] = &timerEntry{item: item, fire: fire}
}

func (t *timers) clear() {
	t.mu.Lock() // want lock "callback e\\.fire "
	defer t.mu.Unlock()
	for key := range t.entries {
		t.remove(key)
	}
}

func (t *timers) remove(key string) {
	if e, ok := t.entries[key]; ok {
		delete(t.entries, key)
		e.fire()
	}
}

// timersAfter collects what to call, and calls it when it has unlocked.
type timersAfter struct {
	mu      sync.Mutex
	entries map[string]*laterEntry
}

type laterEntry struct{ fire func() }

// Add adds an entry.
func (t *timersAfter) Add(key string, fire func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.entries[key] = &laterEntry{fire}
}

func (t *timersAfter) clear() {
	var all []*laterEntry
	t.mu.Lock()
	for key, e := range t.entries {
		delete(t.entries, key)
		all = append(all, e)
	}
	t.mu.Unlock()
	for _, e := range all {
		e.fire()
	}
}

// FailureHandler is a function of the user and an option at once.
type FailureHandler func(err error)

func (h FailureHandler) apply(o *options) { o.failed = h }

// privateHandler is one that only this package makes.
type privateHandler func(err error)

func (h privateHandler) apply(o *options) { o.noted = h }

type options struct {
	failed FailureHandler
	noted  privateHandler
}

type consumer struct {
	mu   sync.Mutex
	opts *options
	n    int
}

func (c *consumer) fail(err error) {
	c.mu.Lock() // want lock "callback c\\.opts\\.failed "
	defer c.mu.Unlock()
	c.n++
	c.opts.failed(err)
}

type ownConsumer struct {
	mu   sync.Mutex
	opts *options
	n    int
}

func (c *ownConsumer) note(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n++
	c.opts.noted(err)
}

// scaler has two callbacks under one Lock, which is one finding.
type scaler struct {
	mu           sync.Mutex
	grow, shrink func(n int)
	n            int
}

// OnScale sets the callbacks.
func (s *scaler) OnScale(grow, shrink func(n int)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.grow, s.shrink = grow, shrink
}

func (s *scaler) scale(by int) {
	s.mu.Lock() // want lock "callback s\\.(grow|shrink) "
	defer s.mu.Unlock()
	s.n += by
	if by > 0 {
		s.grow(s.n)
	} else {
		s.shrink(s.n)
	}
}
