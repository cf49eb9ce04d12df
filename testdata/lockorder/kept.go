package lockorder

import (
	"errors"
	"sync"
)

var errClosed = errors.New("closed")

// results forgets its mutex when there are none yet: whoever asks next waits forever.
type results struct {
	mu   sync.Mutex
	last map[string]int
}

func (r *results) get(name string) int {
	r.mu.Lock() // want lock "results\\)\\.get returns without Unlock, line 19"
	if r.last == nil {
		return 0
	}
	n := r.last[name]
	r.mu.Unlock()
	return n
}

// set gives it back on all ways.
func (r *results) set(name string, n int) error {
	r.mu.Lock()
	if r.last == nil {
		r.mu.Unlock()
		return errClosed
	}
	r.last[name] = n
	r.mu.Unlock()
	return nil
}

// outbox forgets it when it fails, with a reader's lock.
type outbox struct {
	mu     sync.RWMutex
	closed bool
	ch     chan int
}

func (o *outbox) send(n int) error {
	o.mu.RLock() // want lock "returns without RUnlock"
	if o.closed {
		return errClosed
	}
	select {
	case o.ch <- n:
	default:
	}
	o.mu.RUnlock()
	return nil
}

// close defers it, in a literal.
func (o *outbox) close() error {
	o.mu.Lock()
	defer func() {
		o.closed = true
		o.mu.Unlock()
	}()
	if o.closed {
		return errClosed
	}
	close(o.ch)
	return nil
}

// session is handed out locked, when it is open: done unlocks it.
type session struct {
	mu   sync.Mutex
	open bool
}

func (s *session) begin() bool {
	s.mu.Lock()
	if !s.open {
		s.mu.Unlock()
		return false
	}
	return true
}

func (s *session) done() { s.mu.Unlock() }

// ticket is handed out with the function that unlocks it.
type ticket struct {
	mu  sync.Mutex
	set bool
}

func (t *ticket) take() (func(), error) {
	t.mu.Lock()
	if t.set {
		t.mu.Unlock()
		return nil, errClosed
	}
	return t.mu.Unlock, nil
}

// job is unlocked by the goroutine that works for it.
type job struct {
	mu   sync.Mutex
	busy bool
}

func (j *job) start(work func()) error {
	j.mu.Lock()
	if j.busy {
		j.mu.Unlock()
		return errClosed
	}
	go func() {
		work()
		j.mu.Unlock()
	}()
	return nil
}

// node is walked hand over hand: what is locked last is given back by another name.
type node struct {
	mu   sync.Mutex
	next *node
	n    int
}

func (n *node) find(k int) bool {
	n.mu.Lock()
	for n.next != nil {
		next := n.next
		next.mu.Lock()
		n.mu.Unlock()
		n = next
		if n.n == k {
			n.mu.Unlock()
			return true
		}
	}
	n.mu.Unlock()
	return false
}

// counter takes its mutex only if it is shared, and gives it back only then.
type counter struct {
	mu     sync.Mutex
	shared bool
	n      int
}

func (c *counter) add(n int) bool {
	if c.shared {
		c.mu.Lock()
	}
	if n < 0 {
		if c.shared {
			c.mu.Unlock()
		}
		return false
	}
	c.n += n
	if c.shared {
		c.mu.Unlock()
	}
	return true
}

// Pool is unlocked by whoever checked something out of it: its users can, too.
type Pool struct {
	sync.Mutex
	free int
}

func (p *Pool) Checkout() bool {
	p.Lock()
	if p.free == 0 {
		p.Unlock()
		return false
	}
	p.free--
	return true
}

// Fail keeps it where it fails and not where it does not, which nobody means.
func (p *Pool) Fail() error {
	p.Lock() // want lock "returns without Unlock"
	if p.free == 0 {
		return errClosed
	}
	p.free--
	p.Unlock()
	return nil
}

// gate asks twice whether it is closed, before it has the mutex and afterwards: that can
// have changed in between.
type gate struct {
	mu     sync.Mutex
	closed bool
}

func (g *gate) shut() error {
	if g.closed {
		return nil
	}
	g.mu.Lock() // want lock "returns without Unlock"
	if g.closed {
		return errClosed
	}
	g.closed = true
	g.mu.Unlock()
	return nil
}

// library lends its books for as long as a reader reads: the read lock goes with the loan.
type library struct {
	mu    sync.RWMutex
	books map[string]string
}

type loan struct {
	from *library
	text string
}

func (s *library) lend(name string) (*loan, error) {
	s.mu.RLock()
	text, ok := s.books[name]
	if !ok {
		s.mu.RUnlock()
		return nil, errors.New("no such book")
	}
	return &loan{s, text}, nil
}

func (l *loan) giveBack() { l.from.mu.RUnlock() }

// replace forgets the lock for writing, which goes with nothing.
func (s *library) replace(name, text string) error {
	s.mu.Lock() // want lock "returns without Unlock"
	if _, ok := s.books[name]; !ok {
		return errors.New("no such book")
	}
	s.books[name] = text
	s.mu.Unlock()
	return nil
}
