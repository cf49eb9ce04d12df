package workers

import (
	"context"
	"os"
	"sync"
)

// A mark is worked on without waiting: the worker is always on its way back to the
// channel, until it is stopped.
type marks struct {
	mu    sync.Mutex
	ch    chan int
	stop  chan struct{}
	total int
}

func (m *marks) work() {
	for {
		select {
		case n := <-m.ch:
			m.total += n
		case <-m.stop:
			return
		}
	}
}

func (m *marks) add(ctx context.Context, n int) error {
	m.ch <- n // want wait "its receiver leaves with m.stop"
	return ctx.Err()
}

func (m *marks) end() { close(m.stop) }

// addUnlessStopped knows when the worker leaves.
func (m *marks) addUnlessStopped(n int) {
	select {
	case m.ch <- n:
	case <-m.stop:
	}
}

func (m *marks) addLocked(n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.ch <- n
}

// writes are worked on by somebody who waits for the disk.
type writes struct {
	mu sync.Mutex
	ch chan []byte
	f  *os.File
}

func (w *writes) work() {
	for p := range w.ch {
		w.f.Write(p) // want disk-write
	}
}

func (w *writes) addLocked(p []byte) {
	w.mu.Lock() // want lock
	defer w.mu.Unlock()
	w.ch <- p
}

// crossed is worked on by somebody who needs the sender's mutex.
type crossed struct {
	mu    sync.Mutex
	ch    chan int
	total int
}

func (c *crossed) work() {
	for n := range c.ch {
		c.mu.Lock()
		c.total += n
		c.mu.Unlock()
	}
}

func (c *crossed) addLocked(n int) {
	c.mu.Lock() // want lock
	defer c.mu.Unlock()
	c.ch <- n
}

// A batch is done by workers that only compute; files are closed by others.
type batch struct {
	mu  sync.Mutex
	wg  sync.WaitGroup
	in  chan int
	sum int
}

func (b *batch) start() {
	b.wg.Add(1)
	go b.work()
}

func (b *batch) work() {
	defer b.wg.Done()
	for n := range b.in {
		b.sum += n
	}
}

func (b *batch) finish() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	close(b.in)
	b.wg.Wait()
	return b.sum
}

type syncs struct {
	mu sync.Mutex
	wg sync.WaitGroup
	f  *os.File
}

func (s *syncs) start() {
	s.wg.Add(1)
	go s.work()
}

func (s *syncs) work() {
	defer s.wg.Done()
	s.f.Sync() // want disk-sync
}

func (s *syncs) finish() {
	s.mu.Lock() // want lock
	defer s.mu.Unlock()
	s.wg.Wait()
}

// tallies have a worker that goes on until the channel is closed, and looks for
// more whenever it is told to.
type tallies struct {
	ch    chan int
	flush chan struct{}
	total int
}

func (t *tallies) work(write func(int)) {
	for {
		select {
		case n, ok := <-t.ch:
			if !ok {
				return
			}
			t.total += n
		case <-t.flush:
			write(t.total)
		}
	}
}

func (t *tallies) add(n int) {
	t.ch <- n
}

// shared has two workers, of which one stays.
type shared struct {
	ch   chan int
	stop chan struct{}
}

func (s *shared) helper(do func(int)) {
	for {
		select {
		case n := <-s.ch:
			do(n)
		case <-s.stop:
			return
		}
	}
}

func (s *shared) worker(do func(int)) {
	for n := range s.ch {
		do(n)
	}
}

func (s *shared) add(n int) {
	s.ch <- n
}

// dialer asks a manager and waits for its answer, both of which are over when the
// manager has left.
type dialer struct {
	ask  chan string
	ret  chan int
	stop chan bool
}

func (d *dialer) manage(find func(string) int) {
	for {
		select {
		case name := <-d.ask:
			d.ret <- find(name)
		case <-d.stop:
			return
		}
	}
}

func (d *dialer) close() { close(d.stop) }

func (d *dialer) dial(name string) int {
	d.ask <- name // want wait "its receiver leaves with d.stop"
	return <-d.ret
}

// A partition tells its user of errors. Close receives what the user has not.
type partition struct {
	mu     sync.RWMutex
	errors chan error
	once   sync.Once
	n      int
}

func (p *partition) add() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.n++
}

// Errors is for the user to receive from.
func (p *partition) Errors() <-chan error { return p.errors }

func (p *partition) fail(err error) {
	p.mu.RLock() // want lock
	defer p.mu.RUnlock()
	p.errors <- err
}

func (p *partition) Close() (err error) {
	p.once.Do(func() { close(p.errors) })
	for e := range p.errors {
		err = e
	}
	return err
}

// A collector takes all of them as they come.
type collector struct {
	mu     sync.RWMutex
	errors chan error
	last   error
}

func (c *collector) fail(err error) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	c.errors <- err
}

func (c *collector) collect() {
	for e := range c.errors {
		c.last = e
	}
}
