package wait

import (
	"context"
	"net"
	"sync"
	"time"
)

// group and groupField cannot select: what the goroutines wait for is what to bound.
func group(ctx context.Context, wg *sync.WaitGroup) error {
	wg.Wait()
	return ctx.Err()
}

func groupField(ctx context.Context, p *pool) error {
	p.wg.Wait()
	return ctx.Err()
}

type pool struct {
	wg   sync.WaitGroup
	mu   sync.Mutex
	cond *sync.Cond
	n    int
	done chan struct{}
}

func (p *pool) idle(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	for p.n > 0 {
		p.cond.Wait() // want wait
	}
	return ctx.Err()
}

// idleNoContext has no better way to wait.
func (p *pool) idleNoContext() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for p.n > 0 {
		p.cond.Wait()
	}
}

// closed waits for a channel that Close closes; without a context in scope it
// is silent by default.
func (p *pool) closed() {
	<-p.done
}

func (p *pool) closedContext(ctx context.Context) {
	<-p.done // want wait
}

// groupRaced waits in a goroutine, and for that goroutine with the context.
func groupRaced(ctx context.Context, wg *sync.WaitGroup) error {
	done := make(chan struct{})
	go func() {
		wg.Wait()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// computing goroutines end by themselves.
func sum(ctx context.Context, parts [][]int) (total int) {
	sums := make([]int, len(parts))
	var wg sync.WaitGroup
	for i, part := range parts {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for _, v := range part {
				sums[i] += v
			}
		}()
	}
	wg.Wait()
	for _, s := range sums {
		total += s
	}
	return total
}

func first(ctx context.Context, values []int) int {
	ch := make(chan int)
	go func() {
		best := 0
		for _, v := range values {
			best = max(best, v)
		}
		ch <- best
	}()
	return <-ch
}

// reading goroutines do not.
func readAll(conns []net.Conn) {
	var wg sync.WaitGroup
	for _, c := range conns {
		wg.Add(1)
		go func() {
			defer wg.Done()
			c.Read(make([]byte, 1)) // want conn-read
		}()
	}
	wg.Wait() // told at what it waits for
}

func readOne(c net.Conn) error {
	done := make(chan error)
	go func() {
		_, err := c.Read(make([]byte, 1)) // want conn-read
		done <- err
	}()
	return <-done // told at what it waits for
}

// Who accepts the read has not accepted the wait.
func readIdle(c net.Conn) error {
	done := make(chan error)
	go func() {
		_, err := c.Read(make([]byte, 1)) //timeoutlint:ignore conn-read the peer may be idle
		done <- err
	}()
	return <-done // want wait
}

// readBounded ends with the deadline.
func readBounded(c net.Conn) error {
	c.SetReadDeadline(time.Now().Add(time.Minute))
	done := make(chan error)
	go func() {
		_, err := c.Read(make([]byte, 1))
		done <- err
	}()
	return <-done
}

// closer waits in a goroutine of its own, so that collect need not.
func collect(ctx context.Context, n int, work func(context.Context) int) []int {
	results := make(chan int, n)
	var wg sync.WaitGroup
	for range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			results <- work(ctx)
		}()
	}
	go func() {
		wg.Wait()
		close(results)
	}()
	var out []int
	for r := range results {
		out = append(out, r)
	}
	return out
}

// gate wakes whoever waits when the context ends.
type gate struct {
	mu   sync.Mutex
	cond *sync.Cond
	open bool
}

func (g *gate) pass(ctx context.Context) error {
	done := make(chan struct{})
	go func() {
		g.enter(ctx)
		close(done)
	}()
	select {
	case <-done:
	case <-ctx.Done():
		g.cond.Broadcast()
		<-done
	}
	return ctx.Err()
}

func (g *gate) enter(ctx context.Context) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for !g.open && ctx.Err() == nil {
		g.cond.Wait()
	}
}

// door is opened by others alone.
type door struct {
	mu   sync.Mutex
	cond *sync.Cond
	open bool
}

func (d *door) enter(ctx context.Context) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for !d.open && ctx.Err() == nil {
		d.cond.Wait() // want wait
	}
}

func (d *door) unlock() {
	d.mu.Lock()
	d.open = true
	d.mu.Unlock()
	d.cond.Broadcast()
}

// A wicket is opened by others, or by the end of the context of who waits.
type wicket struct {
	mu   sync.Mutex
	cond *sync.Cond
	open bool
}

func (w *wicket) enter(ctx context.Context) {
	w.mu.Lock()
	defer w.mu.Unlock()
	stop := context.AfterFunc(ctx, func() {
		w.cond.L.Lock()
		defer w.cond.L.Unlock()
		w.cond.Broadcast()
	})
	defer stop()
	for !w.open && ctx.Err() == nil {
		w.cond.Wait()
	}
}

// A hatch is one whose condition somebody watches the context for.
type hatch struct {
	mu   sync.Mutex
	cond *sync.Cond
	open bool
}

func (h *hatch) enter(ctx context.Context) {
	go func() {
		<-ctx.Done()
		h.cond.Broadcast()
	}()
	h.mu.Lock()
	defer h.mu.Unlock()
	for !h.open && ctx.Err() == nil {
		h.cond.Wait()
	}
}

// meet waits for a condition of its caller.
func meet(ctx context.Context, cond *sync.Cond, met func() bool) error {
	stop := context.AfterFunc(ctx, func() {
		cond.L.Lock()
		defer cond.L.Unlock()
		cond.Broadcast()
	})
	defer stop()
	for !met() {
		cond.Wait()
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}

// meetOther wakes those who wait for another condition.
func meetOther(ctx context.Context, cond, other *sync.Cond, met func() bool) error {
	stop := context.AfterFunc(ctx, other.Broadcast)
	defer stop()
	for !met() {
		cond.Wait() // want wait
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}

func meetSoon(ctx context.Context, cond *sync.Cond, met func() bool) error {
	alarm := time.AfterFunc(time.Minute, cond.Broadcast)
	defer alarm.Stop()
	for !met() {
		cond.Wait()
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}

// askTwice waits in two places for what a function returns: one repair is alike to the other.
func askTwice(ctx context.Context, answers func() chan int) int {
	n := <-answers() // want wait "though ctx is in scope"
	if n < 0 {
		n = <-answers() // told at the first
	}
	return n + len(ctx.Done())
}
