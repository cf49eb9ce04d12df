// Package waits waits for other goroutines with a context at hand.
package waits

import (
	"context"
	"sync"
)

func receive(ctx context.Context, ch chan int) error {
	<-ch
	return nil
}

func value(ctx context.Context, ch chan int) (int, error) {
	v := <-ch
	return v, nil
}

func result(ctx context.Context, ch chan error) error {
	return <-ch
}

func send(ctx context.Context, ch chan int) {
	ch <- 1
}

func choose(ctx context.Context, a, b chan int) error {
	select {
	case <-a:
	case <-b:
	}
	return nil
}

// number has no way to tell that it gave up.
func number(ctx context.Context, ch chan int) int {
	v := <-ch
	return v
}

// expression has to be taken apart by a person.
func expression(ctx context.Context, ch chan int) (int, error) {
	return 1 + <-ch, nil
}

func cond(ctx context.Context, c *sync.Cond) error {
	c.Wait()
	return nil
}

// A pump has a context of its own.
type pump struct {
	ctx  context.Context
	in   chan int
	out  chan int
	open bool
}

// feed leaves with the context, as its own loop does.
func (p *pump) feed() {
	p.out <- 0
	for {
		select {
		case <-p.ctx.Done():
			p.in = nil
			return
		case v := <-p.in:
			p.open = v > 0
		}
	}
}

// take is who leaves feed alone.
func (p *pump) take() {
	for {
		select {
		case <-p.ctx.Done():
			return
		case v := <-p.out:
			p.open = v > 0
		}
	}
}

func (p *pump) start() {
	go p.take()
	go p.feed()
}

// loop leaves in the middle of a round as at its end.
func loop(ctx context.Context, in, out chan int, full bool) bool {
	for {
		if full {
			out <- 0
		}
		select {
		case <-ctx.Done():
			return false
		case v := <-in:
			full = v > 0
		}
	}
}

// closing would leave out open, for which its readers wait.
func closing(ctx context.Context, in, out chan int) {
	out <- 0
	for range 10 {
		select {
		case <-ctx.Done():
			close(out)
			return
		case <-in:
		}
	}
	close(out)
}

// declared later: the context of its way out does not exist yet.
func later(ctx context.Context, in, out chan int) {
	out <- 0
	for {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		select {
		case <-ctx.Done():
			return
		case <-in:
		}
	}
}
