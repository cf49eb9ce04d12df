package bounded

import (
	"context"
	"errors"
	"sync/atomic"
	"time"
)

// An Event tells a hook of a timeout, or of the end of an operation that was given up.
type Event struct {
	Class    Class
	Op       string
	Resource string

	// Late is false for a timeout. It is true when an operation whose caller has left,
	// because of a timeout or a cancel, returns at last. The latter event comes second.
	Late bool

	Waited time.Duration // how long the caller waited; with Late, how long it took
	Err    error         // the *TimeoutError; with Late, what the operation returned
}

var hook atomic.Pointer[func(Event)]

// SetHook makes f be called at each [Event], in place of the function set before. A nil
// f is none. At a timeout it is called before the error is returned, by the goroutine
// that waited, so it should be quick. It may be called by several at once.
func SetHook(f func(Event)) {
	if f == nil {
		hook.Store(nil)
		return
	}
	hook.Store(&f)
}

func (e Event) send() {
	if f := hook.Load(); f != nil {
		(*f)(e)
	}
}

// An operation is what a timeout is reported of.
type operation struct {
	class    Class
	op       string
	resource string
}

// giveUp is for a caller who will not wait for o any longer: because ctx is done, or
// else because the configured bound has passed. It completes e, reports it, and returns
// the error. A cancel is no timeout, and its error is all there is to tell. When o goes
// on without the caller, it is a, and otherwise nil.
func (o operation) giveUp(ctx context.Context, e *TimeoutError, a *abandoned) error {
	switch ended := ctx.Err(); {
	case errors.Is(ended, context.DeadlineExceeded):
		e.Err, e.byContext = context.Cause(ctx), true
	case ended != nil:
		a.reported(false)
		return canceled(ctx, o.op, o.resource)
	}
	return o.timedOut(e, a)
}

// timedOut completes e, counts it, tells the hook, and logs it.
func (o operation) timedOut(e *TimeoutError, a *abandoned) error {
	e.Class, e.Op, e.Resource = o.class, o.op, o.resource
	counters.timeouts[o.class].Add(1)
	Event{Class: o.class, Op: o.op, Resource: o.resource, Waited: e.Waited, Err: e}.send()
	ok, suppressed := limits[o.class].begin()
	if !ok {
		a.reported(false)
		return e
	}
	// The caller may be the logger, and hold its lock: a log file can be one of ours.
	go func() {
		o.logTimeout(e, suppressed)
		a.reported(true)
	}()
	return e
}
