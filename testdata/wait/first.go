package wait

import (
	"context"
	"sync"
)

// A promise has a channel as soon as somebody asks for it.
type promise struct {
	mu    sync.Mutex
	value int
	kept  bool
	done  chan int
}

// Done puts the first value into a channel that was just made with room for it.
func (p *promise) Done() <-chan int {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.done == nil {
		p.done = make(chan int, 1)
		if p.kept {
			p.done <- p.value
		}
	}
	return p.done
}

// A twice has room for one of two values.
type twice struct {
	mu    sync.Mutex
	value int
	done  chan int
}

func (t *twice) Done() <-chan int {
	t.mu.Lock() // want lock
	defer t.mu.Unlock()
	if t.done == nil {
		t.done = make(chan int, 1)
		t.done <- t.value
		t.done <- t.value + 1
	}
	return t.done
}

// A late promise is kept whenever it is, in a channel that was made before.
type latePromise struct {
	mu    sync.Mutex
	value int
	done  chan int
}

func (p *latePromise) Done() <-chan int {
	p.mu.Lock() // want lock
	defer p.mu.Unlock()
	if p.done == nil {
		p.done = make(chan int, 1)
	}
	p.done <- p.value
	return p.done
}

// A task carries the channel of its result, which another function made with room.
type task struct {
	n      int
	result chan<- int
}

type future struct{ result <-chan int }

func newFuture() (future, chan<- int) {
	ch := make(chan int, 1)
	return future{ch}, ch
}

func submit(ctx context.Context, tasks chan<- task, n int) future {
	f, ch := newFuture()
	select {
	case tasks <- task{n, ch}:
	case <-ctx.Done():
		close(ch)
	}
	return f
}

func solve(ctx context.Context, tasks <-chan task) {
	select {
	case t := <-tasks:
		t.result <- t.n
	case <-ctx.Done():
	}
}

// A hasty task has no room for its result.
type hastyTask struct {
	n      int
	result chan<- int
}

func newHasty() (future, chan<- int) {
	ch := make(chan int)
	return future{ch}, ch
}

func submitHasty(ctx context.Context, tasks chan<- hastyTask, n int) future {
	f, ch := newHasty()
	select {
	case tasks <- hastyTask{n, ch}:
	case <-ctx.Done():
		close(ch)
	}
	return f
}

func solveHasty(ctx context.Context, tasks <-chan hastyTask) {
	select {
	case t := <-tasks:
		t.result <- t.n // want wait
	case <-ctx.Done():
	}
}
