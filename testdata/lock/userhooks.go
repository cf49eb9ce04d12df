package lock

import "sync"

// A Hook is implemented by users of the package, who may call back.
type Hook interface{ OnDrop(id int) }

// A Pool drops what is broken. Its hooks are kept with its configuration, and its entries
// have a mutex of their own, which its users wait for, too.
type Pool struct {
	cfg     *poolConfig
	entries []*poolEntry
}

type poolConfig struct {
	hooks  []any
	failed func(id int)
}

type poolEntry struct {
	mu sync.Mutex
	id int
	n  int
}

// NewPool returns a pool.
func NewPool(hooks []any, failed func(id int)) *Pool {
	return &Pool{cfg: &poolConfig{hooks, failed}}
}

// Use waits for an entry.
func (p *Pool) Use(i int) {
	e := p.entries[i]
	e.mu.Lock()
	defer e.mu.Unlock()
	e.n++
}

func (c *poolConfig) each(fn func(any)) {
	for _, h := range c.hooks {
		fn(h)
	}
}

func (p *Pool) told(e *poolEntry) {
	p.cfg.each(func(h any) {
		if h, ok := h.(Hook); ok {
			h.OnDrop(e.id)
		}
	})
}

func (p *Pool) drop(e *poolEntry) {
	e.mu.Lock() // want lock "callback h\\.OnDrop"
	defer e.mu.Unlock()
	e.n = 0
	p.told(e)
}

func (p *Pool) fail(e *poolEntry) {
	e.mu.Lock() // want lock "callback p\\.cfg\\.failed"
	defer e.mu.Unlock()
	e.n = 0
	p.cfg.failed(e.id)
}

// dropAfter tells them when it has unlocked.
func (p *Pool) dropAfter(e *poolEntry) {
	e.mu.Lock()
	e.n = 0
	e.mu.Unlock()
	p.told(e)
}

// dropLater tells them in a goroutine.
func (p *Pool) dropLater(e *poolEntry) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.n = 0
	go p.told(e)
}

// private is a mutex that no function of which others know takes.
type private struct {
	mu  sync.Mutex
	cfg *poolConfig
}

func (p *private) fail() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.cfg.failed(1)
}

// A Sizer is asked, which returns something.
type Sizer interface{ Size(id int) int }

func (p *Pool) grow(e *poolEntry, s Sizer) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.n = s.Size(e.id)
}

// A Counter is implemented here, by adder, and that does not call back.
type Counter interface{ Add(n int) }

type adder struct{ n int }

func (c *adder) Add(n int) { c.n += n }

func (p *Pool) count(e *poolEntry, c Counter) {
	e.mu.Lock()
	defer e.mu.Unlock()
	c.Add(e.n)
}

// A Limiter is asked, too: it is a part of the pool, and not somebody who is told.
type Limiter interface {
	Allow() error
	Report(err error)
}

func (p *Pool) report(e *poolEntry, l Limiter) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.n = 0
	l.Report(nil)
}

// A Keeper is one object that does a part of the pool's work, and knows its place.
type Keeper interface{ Kept(id int) }

// A KeptPool has a keeper.
type KeptPool struct {
	mu     sync.Mutex
	keeper Keeper
	told   []Keeper
}

// NewKeptPool returns a pool.
func NewKeptPool(k Keeper, told []Keeper) *KeptPool { return &KeptPool{keeper: k, told: told} }

// Keep uses the keeper.
func (p *KeptPool) Keep(id int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.keeper.Kept(id)
}

// Tell tells all who want to know.
func (p *KeptPool) Tell(id int) {
	p.mu.Lock() // want lock "callback"
	defer p.mu.Unlock()
	for _, k := range p.told {
		k.Kept(id)
	}
}

// A Batch keeps what users give to an exported method by a helper.
type Batch struct {
	mu      sync.Mutex
	n       int
	onFlush func(*Batch)
	inner   func(*Batch)
}

func (b *Batch) OnFlush(f func(*Batch)) { b.keep(f) }

func (b *Batch) keep(f func(*Batch)) { b.onFlush = f }

func NewBatch() *Batch {
	b := new(Batch)
	b.keepInner(func(b *Batch) { b.n = 0 })
	return b
}

func (b *Batch) keepInner(f func(*Batch)) { b.inner = f }

func (b *Batch) Flush() {
	b.mu.Lock() // want lock "callback"
	defer b.mu.Unlock()
	b.onFlush(b)
}

func (b *Batch) Reset() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.inner(b)
}

// The chores are the package's own: nobody else calls its methods, exported as they are.
type chores struct {
	mu     sync.Mutex
	n      int
	onDone func(*chores)
}

func (q *chores) OnDone(f func(*chores)) { q.keepDone(f) }

func (q *chores) keepDone(f func(*chores)) { q.onDone = f }

func (q *chores) finish() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.onDone(q)
}
