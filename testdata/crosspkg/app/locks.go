package app

import (
	"context"
	"os"
	"sync"
	"time"

	"example.com/testdata/crosspkg/lib"
)

// index waits for the disk of lib under a mutex of its own. What lib does is
// found there; that somebody waits for it with a lock is found here.
type index struct {
	mu  sync.Mutex
	log *lib.Log
	n   int
}

func (x *index) add(rec []byte) error {
	x.mu.Lock() // want lock "x\\.mu is held while .*lib\\.go:"
	defer x.mu.Unlock()
	x.n++
	return x.log.Append(rec)
}

// flushed does so for a function that takes no lock itself.
type flushed struct {
	mu  sync.Mutex
	log *lib.Log
}

func (f *flushed) flush() error {
	f.mu.Lock() // want lock
	defer f.mu.Unlock()
	return f.log.Flush()
}

// measured waits for a mutex in lib whose holders wait for the disk.
type measured struct {
	mu  sync.Mutex
	log *lib.Log
	max int
}

func (m *measured) measure() {
	m.mu.Lock() // want lock
	defer m.mu.Unlock()
	m.max = max(m.max, m.log.Len())
}

// apart lets go of its mutex before.
type apart struct {
	mu  sync.Mutex
	log *lib.Log
	n   int
}

func (a *apart) add(rec []byte) error {
	a.mu.Lock()
	a.n++
	a.mu.Unlock()
	return a.log.Append(rec)
}

// counting waits for a mutex in lib whose holders do not wait.
type counting struct {
	mu    sync.Mutex
	stats lib.Stats
}

func (c *counting) inc() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stats.Inc()
}

// guarded takes a mutex that is hidden in lib.
type guarded struct {
	guard lib.Guard
	f     *os.File
}

func (g *guarded) sync() error {
	g.guard.Enter() // want lock
	defer g.guard.Leave()
	return g.f.Sync() // want disk-sync
}

func (g *guarded) syncAfter(note func()) error {
	g.guard.Enter()
	note()
	g.guard.Leave()
	return g.f.Sync() // want disk-sync
}

func (g *guarded) twice() {
	g.guard.Enter()
	defer g.guard.Leave()
	g.guard.Enter() // want lock "waits for itself"
}

// awaiting holds its mutex while lib waits for a channel.
type awaiting struct {
	mu sync.Mutex
	r  *lib.Result
}

func (a *awaiting) value() int {
	a.mu.Lock() // want lock
	defer a.mu.Unlock()
	return a.r.Await()
}

// awaitingBounded does so for a time.
type awaitingBounded struct {
	mu sync.Mutex
	r  *lib.Result
}

func (a *awaitingBounded) value() (int, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.r.AwaitContext(ctx)
}

// backend is implemented in lib.
type backend interface{ Append([]byte) error }

type service struct {
	mu sync.Mutex
	b  backend
}

func newService(l *lib.Log) *service { return &service{b: l} }

func (s *service) add(rec []byte) error {
	s.mu.Lock() // want lock
	defer s.mu.Unlock()
	return s.b.Append(rec)
}

// twoWaits calls lib twice with the same mutex held: one finding.
type twoWaits struct {
	mu  sync.Mutex
	log *lib.Log
}

func (t *twoWaits) add(a, b []byte) error {
	t.mu.Lock() // want lock
	defer t.mu.Unlock()
	if err := t.log.Append(a); err != nil {
		return err
	}
	return t.log.Append(b)
}

// declared holds its mutex while lib waits as long as lib says.
type declared struct {
	mu  sync.Mutex
	log *lib.Log
}

func (d *declared) checkpoint() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.log.Checkpoint()
}

// greeter holds its mutex meanwhile, and that is its own fault.
type greeter struct {
	mu   sync.Mutex
	peer *lib.Peer
}

func (g *greeter) hello() error {
	g.mu.Lock() // want lock
	defer g.mu.Unlock()
	return g.peer.Hello()
}
