package lock

import (
	"context"
	"sync"
	"time"
)

type bus struct {
	mu   sync.Mutex
	subs []chan string
}

// publish waits for the slowest subscriber, and so does subscribe.
func (b *bus) publish(msg string) {
	b.mu.Lock() // want lock
	defer b.mu.Unlock()
	for _, ch := range b.subs {
		ch <- msg
	}
}

func (b *bus) subscribe() <-chan string {
	ch := make(chan string)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.subs = append(b.subs, ch)
	return ch
}

// lossyBus drops what nobody takes.
type lossyBus struct {
	mu   sync.Mutex
	subs []chan string
}

func (b *lossyBus) publish(msg string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, ch := range b.subs {
		select {
		case ch <- msg:
		default:
		}
	}
}

// patientBus waits, but not for long.
type patientBus struct {
	mu   sync.Mutex
	subs []chan string
}

func (b *patientBus) publish(msg string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, ch := range b.subs {
		select {
		case ch <- msg:
		case <-time.After(time.Second):
		}
	}
}

// queue has a buffer, and a buffer can be full.
type queue struct {
	mu    sync.Mutex
	items chan string
}

func newQueue() *queue { return &queue{items: make(chan string, 16)} }

func (q *queue) put(item string) {
	q.mu.Lock() // want lock
	defer q.mu.Unlock()
	q.items <- item
}

// once sends into room that it made itself.
type once struct {
	mu sync.Mutex
	n  int
}

func (o *once) next() <-chan int {
	o.mu.Lock()
	defer o.mu.Unlock()
	ch := make(chan int, 1)
	o.n++
	ch <- o.n
	return ch
}

type receiver struct {
	mu sync.Mutex
	in chan int
}

func (r *receiver) next() int {
	r.mu.Lock() // want lock
	defer r.mu.Unlock()
	return <-r.in
}

type stopper struct {
	mu   sync.Mutex
	done chan struct{}
}

// stop waits for a goroutine that may want the mutex to finish.
func (s *stopper) stop() {
	s.mu.Lock() // want lock
	defer s.mu.Unlock()
	<-s.done
}

// chooser has two channels and no clock.
type chooser struct {
	mu   sync.Mutex
	a, b chan int
}

func (c *chooser) either() int {
	c.mu.Lock() // want lock
	defer c.mu.Unlock()
	select {
	case v := <-c.a:
		return v
	case v := <-c.b:
		return v
	}
}

// cancelled can be ended by its own caller, which is no help to those who wait
// for the mutex; then again its caller may have given it a deadline.
type cancelled struct {
	mu sync.Mutex
	in chan int
}

func (c *cancelled) next(ctx context.Context) (int, error) {
	c.mu.Lock() // may lock
	defer c.mu.Unlock()
	select {
	case v := <-c.in:
		return v, nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

// ignored has a context and does not use it: under a lock that is a finding of
// the lock, and no other.
type ignored struct {
	mu sync.Mutex
	in chan int
}

func (i *ignored) next(ctx context.Context) (int, error) {
	i.mu.Lock() // want lock
	defer i.mu.Unlock()
	return <-i.in, ctx.Err()
}

type group struct {
	mu sync.Mutex
	wg sync.WaitGroup
}

func (g *group) wait() {
	g.mu.Lock() // want lock "g\\.wg\\.Wait"
	defer g.mu.Unlock()
	g.wg.Wait()
}

// computing waits for goroutines that end by themselves.
type computing struct {
	mu    sync.Mutex
	total int
}

func (c *computing) add(parts [][]int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	sums := make([]int, len(parts))
	var wg sync.WaitGroup
	for i, part := range parts {
		wg.Go(func() {
			for _, v := range part {
				sums[i] += v
			}
		})
	}
	wg.Wait()
	for _, s := range sums {
		c.total += s
	}
}

// condition gives its mutex back while it waits.
type condition struct {
	mu   sync.Mutex
	cond *sync.Cond
	n    int
}

func newCondition() *condition {
	c := &condition{}
	c.cond = sync.NewCond(&c.mu)
	return c
}

func (c *condition) take() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for c.n == 0 {
		c.cond.Wait()
	}
	c.n--
}

// outerCondition keeps another mutex than the one that Wait gives back.
type outerCondition struct {
	outer sync.Mutex
	mu    sync.Mutex
	cond  *sync.Cond
	n     int
}

func newOuterCondition() *outerCondition {
	c := &outerCondition{}
	c.cond = sync.NewCond(&c.mu)
	return c
}

func (c *outerCondition) take() {
	c.outer.Lock() // want lock
	defer c.outer.Unlock()
	c.mu.Lock()
	defer c.mu.Unlock()
	for c.n == 0 {
		c.cond.Wait()
	}
	c.n--
}

// worker receives until its channel is closed, and keeps the mutex for as long.
// That may well be what the mutex is for: one run at a time.
type worker struct {
	mu   sync.Mutex
	jobs chan func()
}

func (w *worker) run() {
	w.mu.Lock() // may lock
	defer w.mu.Unlock()
	for job := range w.jobs {
		job()
	}
}

// carefulWorker takes the mutex for each job.
type carefulWorker struct {
	mu   sync.Mutex
	jobs chan int
	sum  int
}

func (w *carefulWorker) run() {
	for n := range w.jobs {
		w.mu.Lock()
		w.sum += n
		w.mu.Unlock()
	}
}

// feeder gives it work under a mutex of its own.
type feeder struct {
	mu sync.Mutex
	w  *carefulWorker
	n  int
}

func newFeeder() *feeder {
	f := &feeder{w: &carefulWorker{jobs: make(chan int)}}
	go f.w.run()
	return f
}

func (f *feeder) add(n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.n++
	f.w.jobs <- n
}

// carelessWorker needs the mutex that those hold who give it work.
type carelessWorker struct {
	mu   sync.Mutex
	jobs chan int
	sum  int
}

func newCarelessWorker() *carelessWorker {
	w := &carelessWorker{jobs: make(chan int)}
	go w.run()
	return w
}

func (w *carelessWorker) run() {
	for n := range w.jobs {
		w.mu.Lock()
		w.sum += n
		w.mu.Unlock()
	}
}

func (w *carelessWorker) add(n int) {
	w.mu.Lock() // want lock
	defer w.mu.Unlock()
	w.jobs <- n
}

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
