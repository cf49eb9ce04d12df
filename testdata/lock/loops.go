package lock

import (
	"errors"
	"os"
	"strings"
	"sync"
)

// tree unlocks in the body of a loop over a function before it leaves.
type tree struct {
	mu    sync.Mutex
	nodes map[string]int
	f     *os.File
}

func (t *tree) insert(path string) error {
	t.mu.Lock()
	for part := range strings.SplitSeq(path, "/") {
		if part == "" {
			t.mu.Unlock()
			return errors.New("empty part")
		}
		t.nodes[part]++
	}
	t.mu.Unlock()
	return nil
}

func (t *tree) insertAll(paths []string) error {
	for _, p := range paths {
		if err := t.insert(p); err != nil {
			return err
		}
	}
	return t.f.Sync() // want disk-sync
}

// syncEach waits in such a body.
func (t *tree) syncEach(path string) {
	t.mu.Lock() // want lock
	defer t.mu.Unlock()
	for part := range strings.SplitSeq(path, "/") {
		t.nodes[part]++
		t.f.Sync() // want disk-sync
	}
}

// all takes the mutex of each element: they are different ones.
type leaf struct{ mu sync.Mutex }

func all(leaves []*leaf) {
	for _, l := range leaves {
		l.mu.Lock()
	}
	for _, l := range leaves {
		l.mu.Unlock()
	}
}

func list(first *node) {
	for n := first; n != nil; n = n.next {
		n.mu.Lock()
	}
}

type node struct {
	mu   sync.Mutex
	next *node
}

// progressing gives the mutex back in each round of a loop, and returns with it.
type progressing struct {
	mu   sync.Mutex
	done bool
}

func (p *progressing) waitLocked() bool {
	for range 10 {
		if p.done {
			return true
		}
		p.mu.Unlock()
		p.mu.Lock()
	}
	return false
}

func (p *progressing) healthy() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.waitLocked()
}

// captured switches the lock on in a literal.
type captured struct {
	mu sync.Mutex
	n  int
}

func (c *captured) remove(needLock bool) {
	lock := func() {
		if needLock {
			c.mu.Lock()
		}
	}
	unlock := func() {
		if needLock {
			c.mu.Unlock()
		}
	}
	lock()
	c.n--
	unlock()
}

func (c *captured) removeAll() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.remove(false)
}

func (c *captured) removeWrong() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.remove(true) // want lock "waits for itself"
}

// far apart: the two orders are calls away, on objects that nobody compares.
type far struct{ a, b sync.Mutex }

func (x *far) one() {
	x.a.Lock()
	defer x.a.Unlock()
	x.two()
}

func (x *far) two() { x.three() }

func (x *far) three() {
	x.b.Lock()
	defer x.b.Unlock()
}

func (x *far) back() {
	x.b.Lock()
	defer x.b.Unlock()
	x.backTwo()
}

func (x *far) backTwo() { x.backThree() }

func (x *far) backThree() {
	x.a.Lock()
	defer x.a.Unlock()
}
