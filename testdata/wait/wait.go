// Package wait waits for other goroutines. By default a wait is a finding where
// a context is at hand and not used, and where what it waits for has no end.
package wait

import (
	"context"
	"os"
	"time"
)

func receive(ctx context.Context, ch chan int) (int, error) {
	return <-ch, ctx.Err() // want wait
}

func send(ctx context.Context, ch chan<- int) error {
	ch <- 1 // want wait
	return ctx.Err()
}

func selectWithContext(ctx context.Context, ch chan int) (int, error) {
	select {
	case v := <-ch:
		return v, nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

func selectWithTimer(ctx context.Context, ch chan int) (int, error) {
	select {
	case v := <-ch:
		return v, ctx.Err()
	case <-time.After(time.Second):
		return 0, os.ErrDeadlineExceeded
	}
}

func selectWithDefault(ctx context.Context, ch chan int) (int, error) {
	select {
	case v := <-ch:
		return v, ctx.Err()
	default:
		return 0, nil
	}
}

// selectNeither waits for one of two channels, and not for the context.
func selectNeither(ctx context.Context, a, b chan int) (int, error) {
	select { // want wait
	case v := <-a:
		return v, ctx.Err()
	case v := <-b:
		return v, ctx.Err()
	}
}

// timer ends by itself.
func timer(ctx context.Context, d time.Duration) {
	<-time.After(d)
	t := time.NewTimer(d)
	defer t.Stop()
	<-t.C
	time.Sleep(d)
}

// bare has no context: only -strict has a word about it.
func bare(ch chan int) int {
	return <-ch
}

// field has its context in a field.
type field struct {
	ctx context.Context
	in  chan int
}

func (f *field) next() (int, error) {
	select {
	case v := <-f.in:
		return v, nil
	case <-f.ctx.Done():
		return 0, f.ctx.Err()
	}
}

// produce sends in its goroutine without looking at the context.
func produce(ctx context.Context, next func() int) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for ctx.Err() == nil {
			out <- next() // want wait
		}
	}()
	return out
}
