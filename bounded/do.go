package bounded

import (
	"context"
	"runtime"
	"sync"
)

// Do runs fn in a goroutine and waits for it to return, as long as ctx allows, or the
// bound of [ClassWait] when ctx has no deadline. The name is the operation's in errors
// and logs.
//
// When the time is up Do returns, and fn goes on: its goroutine stays until it returns,
// and what it returns is logged and dropped. So fn must not write to what its caller
// uses after Do. Nothing limits how many such goroutines there are; for files use
// [Write], [WriteAt] and [Sync], which never have more than one each.
//
// A panic of fn becomes one of Do, and likewise [runtime.Goexit].
func Do(ctx context.Context, name string, fn func() error) error {
	o := operation{class: ClassWait, op: name}
	if ctx.Err() != nil {
		return o.giveUp(ctx, &TimeoutError{NotBegun: true}, nil)
	}
	start := now()
	r := &running{done: make(chan struct{})}
	expired, stop := o.class.timer(ctx)
	defer stop()
	go r.run(fn)

	select {
	case <-r.done:
		return r.result()
	case <-expired:
	case <-ctx.Done():
	}

	a := r.leave(o)
	if a == nil {
		return r.result()
	}
	return o.giveUp(ctx, &TimeoutError{Waited: now() - start}, a)
}

// running is a function that Do waits for.
type running struct {
	done chan struct{} // closed when fn has returned, and what follows is set

	err      error
	panicked any
	exited   bool

	mu       sync.Mutex
	returned bool
	left     *abandoned // set when Do has left
}

func (r *running) run(fn func() error) {
	start := now()
	normal := false
	defer func() {
		if !normal {
			r.panicked = recover()
			r.exited = r.panicked == nil
		}
		r.mu.Lock()
		r.returned = true
		left := r.left
		r.mu.Unlock()
		close(r.done)
		if left == nil {
			return
		}
		left.end(now()-start, r.err)
		if r.panicked != nil {
			panic(r.panicked) // nobody is left to handle it
		}
	}()
	r.err = fn()
	normal = true
}

// leave abandons r, or returns nil when it has returned.
func (r *running) leave(o operation) *abandoned {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.returned {
		r.left = abandon(o)
	}
	return r.left
}

// result does what fn did.
func (r *running) result() error {
	<-r.done
	switch {
	case r.panicked != nil:
		panic(r.panicked)
	case r.exited:
		runtime.Goexit()
	}
	return r.err
}
