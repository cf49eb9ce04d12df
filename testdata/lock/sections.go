package lock

import (
	"os"
	"sync"
)

// early gives the mutex back before it waits.
type early struct {
	mu sync.Mutex
	f  *os.File
	n  int
}

func (e *early) sync() error {
	e.mu.Lock()
	e.n++
	e.mu.Unlock()
	return e.f.Sync() // want disk-sync
}

// late takes it afterwards.
type late struct {
	mu sync.Mutex
	f  *os.File
	n  int
}

func (l *late) sync() error {
	err := l.f.Sync() // want disk-sync
	l.mu.Lock()
	defer l.mu.Unlock()
	l.n++
	return err
}

// between has two sections and waits between them.
type between struct {
	mu sync.Mutex
	f  *os.File
	n  int
}

func (b *between) sync() error {
	b.mu.Lock()
	b.n++
	b.mu.Unlock()
	err := b.f.Sync() // want disk-sync
	b.mu.Lock()
	b.n--
	b.mu.Unlock()
	return err
}

// second waits in the second section only.
type second struct {
	mu sync.Mutex
	f  *os.File
	n  int
}

func (s *second) sync() error {
	s.mu.Lock()
	s.n++
	s.mu.Unlock()
	s.mu.Lock()       // want lock
	err := s.f.Sync() // want disk-sync
	s.mu.Unlock()
	return err
}

// conditional still holds the mutex on one path.
type conditional struct {
	mu sync.Mutex
	f  *os.File
}

func (c *conditional) sync(fast bool) error {
	c.mu.Lock() // want lock
	if fast {
		c.mu.Unlock()
	}
	err := c.f.Sync() // want disk-sync
	if !fast {
		c.mu.Unlock()
	}
	return err
}

// returns leaves on the path that gave the mutex back.
type returns struct {
	mu     sync.Mutex
	f      *os.File
	closed bool
}

func (r *returns) sync() error {
	r.mu.Lock() // want lock
	if r.closed {
		r.mu.Unlock()
		return os.ErrClosed
	}
	err := r.f.Sync() // want disk-sync
	r.mu.Unlock()
	return err
}

// bothPaths gives it back on each path, one by one.
type bothPaths struct {
	mu    sync.Mutex
	f     *os.File
	dirty bool
}

func (b *bothPaths) sync() error {
	b.mu.Lock()
	if b.dirty {
		b.dirty = false
		b.mu.Unlock()
	} else {
		b.mu.Unlock()
	}
	return b.f.Sync() // want disk-sync
}

// maybeLocked takes it on one path only.
type maybeLocked struct {
	mu sync.Mutex
	f  *os.File
}

func (m *maybeLocked) sync(shared bool) error {
	if shared {
		m.mu.Lock() // want lock
		defer m.mu.Unlock()
	}
	return m.f.Sync() // want disk-sync
}

// looped takes it in each round and waits outside.
type looped struct {
	mu   sync.Mutex
	f    *os.File
	todo [][]byte
}

func (l *looped) run() error {
	for {
		l.mu.Lock()
		if len(l.todo) == 0 {
			l.mu.Unlock()
			return nil
		}
		rec := l.todo[0]
		l.todo = l.todo[1:]
		l.mu.Unlock()
		if _, err := l.f.Write(rec); err != nil { // want disk-write
			return err
		}
	}
}

// around gives it back around the write, for it was taken before the loop.
type around struct {
	mu   sync.Mutex
	f    *os.File
	todo [][]byte
}

func (a *around) run() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	for len(a.todo) > 0 {
		rec := a.todo[0]
		a.todo = a.todo[1:]
		a.mu.Unlock()
		_, err := a.f.Write(rec) // want disk-write
		a.mu.Lock()
		if err != nil {
			return err
		}
	}
	return nil
}

// inClosure has its Unlock in a deferred closure.
type inClosure struct {
	mu sync.Mutex
	f  *os.File
	n  int
}

func (i *inClosure) sync() error {
	i.mu.Lock() // want lock
	defer func() {
		i.n++
		i.mu.Unlock()
	}()
	return i.f.Sync() // want disk-sync
}

// method keeps the method of the mutex in a variable.
type method struct {
	mu sync.Mutex
	f  *os.File
}

func (m *method) sync() error {
	m.mu.Lock() // want lock
	unlock := m.mu.Unlock
	defer unlock()
	return m.f.Sync() // want disk-sync
}

// other holds the mutex of another value of the same type.
type other struct {
	mu sync.Mutex
	f  *os.File
	n  int
}

func (o *other) sync(p *other) error {
	o.mu.Lock()
	o.n++
	o.mu.Unlock()
	p.mu.Lock() // want lock
	defer p.mu.Unlock()
	return p.f.Sync() // want disk-sync
}

// two mutexes are held, and the holder of each can wait.
type two struct {
	files sync.Mutex
	stats sync.Mutex
	f     *os.File
	n     int
}

func (t *two) sync() error {
	t.files.Lock() // want lock "t\\.files is held"
	defer t.files.Unlock()
	t.stats.Lock() // want lock "t\\.stats is held"
	defer t.stats.Unlock()
	t.n++
	return t.f.Sync() // want disk-sync
}

// twoApart holds only one of them meanwhile.
type twoApart struct {
	files sync.Mutex
	stats sync.Mutex
	f     *os.File
	n     int
}

func (t *twoApart) sync() error {
	t.stats.Lock()
	t.n++
	t.stats.Unlock()
	t.files.Lock() // want lock "t\\.files is held"
	defer t.files.Unlock()
	return t.f.Sync() // want disk-sync
}

// chained waits for a mutex whose holder can wait for the disk.
type chained struct {
	mu  sync.Mutex
	log *chainedLog
	n   int
}

type chainedLog struct {
	mu sync.Mutex
	f  *os.File
	n  int
}

func (l *chainedLog) sync() error {
	l.mu.Lock() // want lock
	defer l.mu.Unlock()
	return l.f.Sync() // want disk-sync
}

func (l *chainedLog) len() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.n
}

func (c *chained) total() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.n + c.log.len()
}
