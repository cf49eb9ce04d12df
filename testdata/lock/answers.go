package lock

import (
	"sync"
)

// finish calls what sends before what makes the channels is seen.
func finish(r *refresh) { r.done(nil) }

// refresh answers all who wait, each of whom has room for the answer.
type refresh struct {
	mu      sync.Mutex
	waiting []chan error
	byID    map[int]chan error
}

func (r *refresh) wait(id int) chan error {
	r.mu.Lock()
	defer r.mu.Unlock()
	ch := make(chan error, 1)
	r.waiting = append(r.waiting, ch)
	named := make(chan error, 1)
	r.byID[id] = named
	return ch
}

func (r *refresh) done(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, ch := range r.waiting {
		ch <- err
	}
	if ch := r.byID[0]; ch != nil {
		ch <- err
	}
}

// refreshTight has no room for some of them.
type refreshTight struct {
	mu      sync.Mutex
	waiting []chan error
}

func (r *refreshTight) wait(tight bool) chan error {
	r.mu.Lock()
	defer r.mu.Unlock()
	ch := make(chan error, 1)
	if tight {
		ch = make(chan error)
	}
	r.waiting = append(r.waiting, ch)
	return ch
}

func (r *refreshTight) done(err error) {
	r.mu.Lock() // want lock "ch <-"
	defer r.mu.Unlock()
	for _, ch := range r.waiting {
		ch <- err
	}
}

// watchers wait by path, each with room for the one event that it gets.
type watchers struct {
	mu     sync.Mutex
	byPath map[string][]chan int
}

func (w *watchers) watch(path string) <-chan int {
	w.mu.Lock()
	defer w.mu.Unlock()
	ch := make(chan int, 1)
	w.byPath[path] = append(w.byPath[path], ch)
	return ch
}

func (w *watchers) notifyAll(n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, list := range w.byPath {
		for _, ch := range list {
			ch <- n
			close(ch)
		}
	}
	w.byPath = map[string][]chan int{}
}

// roomless are made without.
type roomless struct {
	mu     sync.Mutex
	byPath map[string][]chan int
}

func (w *roomless) watch(path string) <-chan int {
	w.mu.Lock()
	defer w.mu.Unlock()
	ch := make(chan int)
	w.byPath[path] = append(w.byPath[path], ch)
	return ch
}

func (w *roomless) notifyAll(n int) {
	w.mu.Lock() // want lock
	defer w.mu.Unlock()
	for _, list := range w.byPath {
		for _, ch := range list {
			ch <- n
			close(ch)
		}
	}
}

// process tells how its command ended, for which there is room.
type process struct {
	mu      sync.RWMutex
	stopped bool
	stop    chan struct{}
	exit    chan int
}

func (p *process) start(wait func() int) {
	exit := make(chan int, 1)
	go func() {
		code := wait()
		p.mu.RLock()
		defer p.mu.RUnlock()
		if !p.stopped {
			select {
			case <-p.stop:
			case exit <- code:
			}
		}
		close(exit)
	}()
	p.exit = exit
}

func (p *process) kill() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stopped = true
}

// chatty tells more than there is room for.
type chatty struct {
	mu   sync.Mutex
	stop chan struct{}
}

func (c *chatty) start(lines []string) chan string {
	out := make(chan string, 1)
	go func() {
		c.mu.Lock() // want lock
		defer c.mu.Unlock()
		for _, l := range lines {
			select {
			case <-c.stop:
				return
			case out <- l:
			}
		}
	}()
	return out
}

func (c *chatty) close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	close(c.stop)
}
