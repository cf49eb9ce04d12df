package wait

import (
	"context"
)

// done waits for nothing but the context.
func done(ctx context.Context) error {
	<-ctx.Done()
	return ctx.Err()
}

// shutdown stops the server that the context told to stop.
func shutdown(ctx context.Context, stop func(), stopped <-chan struct{}) {
	<-ctx.Done()
	stop()
	<-stopped // want wait
}

// goroutine waits where no caller is kept; the context is its own all the same.
func goroutine(ctx context.Context, in, out chan int) {
	go func() {
		v := <-in // want wait
		select {
		case out <- v:
		case <-ctx.Done():
		}
	}()
}

// drained waits for a worker when the context has ended already.
func drained(ctx context.Context, ch, stopped chan int) (int, error) {
	select {
	case v := <-ch:
		return v, nil
	case <-ctx.Done():
		return <-stopped, ctx.Err()
	}
}

// drainedEither gets there in the other case, too.
func drainedEither(ctx context.Context, ch, stopped chan int) error {
	select {
	case <-ch:
	case <-ctx.Done():
	}
	<-stopped // want wait
	return ctx.Err()
}

// drainedOther is in the other case.
func drainedOther(ctx context.Context, ch, stopped chan int) error {
	select {
	case <-ch:
		<-stopped // want wait
	case <-ctx.Done():
	}
	return ctx.Err()
}

// drain only waits once the context is done: there is nothing left to select with.
func drain(ctx context.Context, in, out chan int) {
	select {
	case v := <-in:
		out <- v // want wait
	case <-ctx.Done():
		out <- 0
	}
}

// A lease ends with its context, and says so through a method.
type lease struct {
	ctx   context.Context
	lost  chan struct{}
	ended chan struct{}
}

func (l *lease) over() <-chan struct{} { return l.ctx.Done() }

func (l *lease) losing() <-chan struct{} { return l.lost }

// watchLease waits for the end on purpose.
func watchLease(ctx context.Context, l *lease) {
	go func() {
		defer close(l.ended)
		<-l.over()
	}()
	<-ctx.Done()
}

func awaitLoss(ctx context.Context, l *lease) error {
	<-l.losing() // want wait
	return ctx.Err()
}

// watched gets a channel from a function that has the context, and closes it then.
func watched(ctx context.Context, w watcher) error {
	<-w.watch(ctx)
	return ctx.Err()
}

// unwatched does not hand the context on.
func unwatched(ctx context.Context, w watcher) error {
	<-w.events() // want wait
	return ctx.Err()
}

type watcher interface {
	watch(ctx context.Context) <-chan int
	events() <-chan int
}

// cleanUp waits in a goroutine of its own for an end, so that nobody else has to.
func cleanUp(ctx context.Context, stopped <-chan struct{}, remove func()) error {
	go func() {
		<-stopped
		remove()
	}()
	return ctx.Err()
}

// cleanUpHere keeps its caller waiting.
func cleanUpHere(ctx context.Context, stopped <-chan struct{}, remove func()) error {
	<-stopped // want wait
	remove()
	return ctx.Err()
}

// cleanUpAfter drops the value that tells it of the end.
func cleanUpAfter(ctx context.Context, copied <-chan bool, remove func()) error {
	go func() {
		<-copied
		remove()
	}()
	return ctx.Err()
}

// passOn waits for a value, for its reader.
func passOn(ctx context.Context, from <-chan int, to func(int)) error {
	go func() {
		to(<-from) // want wait "though ctx is in scope"
	}()
	return ctx.Err()
}
