package lock

import (
	"os"
	"sync"
)

// store waits two calls away.
type store struct {
	mu sync.Mutex
	f  *os.File
	n  int
}

func (s *store) put(rec []byte) error {
	s.mu.Lock() // want lock "s\\.f\\.Sync \\(line "
	defer s.mu.Unlock()
	s.n++
	return s.commit()
}

func (s *store) commit() error { return s.flush() }

func (s *store) flush() error {
	return s.f.Sync() // want disk-sync
}

// storeEarly calls the same function with nothing held.
type storeEarly struct {
	mu sync.Mutex
	s  *store
	n  int
}

func (s *storeEarly) put() error {
	s.mu.Lock()
	s.n++
	s.mu.Unlock()
	return s.s.commit()
}

// helped takes and gives back its mutex in functions of its own: the section
// begins where it calls them.
type helped struct {
	mu sync.Mutex
	f  *os.File
	n  int
}

func (h *helped) lock()   { h.mu.Lock() }
func (h *helped) unlock() { h.mu.Unlock() }

func (h *helped) sync() error {
	h.lock() // want lock
	defer h.unlock()
	return h.f.Sync() // want disk-sync
}

// helpedEarly does so before it waits.
type helpedEarly struct {
	mu sync.Mutex
	f  *os.File
	n  int
}

func (h *helpedEarly) lock()   { h.mu.Lock() }
func (h *helpedEarly) unlock() { h.mu.Unlock() }

func (h *helpedEarly) sync() error {
	h.lock()
	h.n++
	h.unlock()
	return h.f.Sync() // want disk-sync
}

// scoped hands its caller the function that unlocks.
type scoped struct {
	mu sync.Mutex
	f  *os.File
}

func (s *scoped) enter() (leave func()) {
	s.mu.Lock()
	return s.mu.Unlock
}

func (s *scoped) sync() error {
	defer s.enter()() // want lock
	return s.f.Sync() // want disk-sync
}

// index has a function that wants the mutex held.
type index struct {
	mu sync.Mutex
	f  *os.File
	n  int
}

func (x *index) add() error {
	x.mu.Lock() // want lock
	defer x.mu.Unlock()
	x.n++
	return x.saveLocked()
}

// saveLocked is called with x.mu held.
func (x *index) saveLocked() error {
	return x.f.Sync() // want disk-sync
}

// polite has one, too, but that gives the mutex back while it waits.
type polite struct {
	mu sync.Mutex
	f  *os.File
	n  int
}

func (p *polite) add() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.n++
	return p.saveLocked()
}

// saveLocked is called with p.mu held, and returns with p.mu held.
func (p *polite) saveLocked() error {
	p.mu.Unlock()
	err := p.f.Sync() // want disk-sync
	p.mu.Lock()
	return err
}

// halfPolite gives it back after the first of two writes.
type halfPolite struct {
	mu sync.Mutex
	f  *os.File
}

func (h *halfPolite) add(rec []byte) error {
	h.mu.Lock() // want lock "Write"
	defer h.mu.Unlock()
	return h.saveLocked(rec)
}

func (h *halfPolite) saveLocked(rec []byte) error {
	_, err := h.f.Write(rec) // want disk-write
	h.mu.Unlock()
	defer h.mu.Lock()
	if err != nil {
		return err
	}
	return h.f.Sync() // want disk-sync
}

// closureUnderLock calls a function literal in its section.
type closureUnderLock struct {
	mu sync.Mutex
	f  *os.File
}

func (c *closureUnderLock) sync() error {
	flush := func() error {
		return c.f.Sync() // want disk-sync
	}
	c.mu.Lock() // want lock
	defer c.mu.Unlock()
	return flush()
}

// closureLater makes it there and calls it afterwards.
type closureLater struct {
	mu sync.Mutex
	f  *os.File
}

func (c *closureLater) sync() error {
	c.mu.Lock()
	f := c.f
	flush := func() error {
		return f.Sync() // want disk-sync
	}
	c.mu.Unlock()
	return flush()
}

// methodUnderLock calls a method value.
type methodUnderLock struct {
	mu sync.Mutex
	f  *os.File
}

func (m *methodUnderLock) sync() error {
	flush := m.f.Sync
	m.mu.Lock() // want lock
	defer m.mu.Unlock()
	return flush() // want disk-sync
}

// with runs what it is given under its mutex; one of its callers waits there.
type with struct {
	mu sync.Mutex
	f  *os.File
	n  int
}

func (w *with) lock(fn func() error) error {
	w.mu.Lock() // want lock
	defer w.mu.Unlock()
	return fn()
}

func (w *with) add() error {
	return w.lock(func() error { w.n++; return nil })
}

func (w *with) sync() error {
	return w.lock(func() error {
		return w.f.Sync() // want disk-sync
	})
}

// withShort is given nothing that waits.
type withShort struct {
	mu sync.Mutex
	n  int
}

func (w *withShort) lock(fn func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	fn()
}

func (w *withShort) add() { w.lock(func() { w.n++ }) }
