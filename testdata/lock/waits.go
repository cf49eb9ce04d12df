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

type crasher struct {
	mu sync.Mutex
	n  int
}

// crash keeps the goroutine for the trace of the panic, which ends the program.
func (c *crasher) crash(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err != nil {
		go panic(err)
		select {}
	}
}

func (c *crasher) count() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.n
}

type stayer struct {
	mu sync.Mutex
	n  int
}

// stay has no crash to wait for.
func (s *stayer) stay(err error) {
	s.mu.Lock() // want lock
	defer s.mu.Unlock()
	if err != nil {
		go println(err)
		select {}
	}
}

func (s *stayer) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.n
}
