package bounded

import (
	"context"
	"sync"
	"time"
)

const (
	// idleAfter is how long a file may be unused before its entry in the table of files
	// goes.
	idleAfter = 10 * time.Second
	// lateKept is how long an error that nobody asks for is kept.
	lateKept = time.Hour
	// keptBuffer is the size of the largest buffer that is kept for the next write.
	keptBuffer = 1 << 20
)

// files has the state of each file in use: from the file to its *fileState. It is what
// makes all callers that have the same file share its state.
var files sync.Map

// A fileState is the state of one file: its queue, and the goroutine that does what is
// asked. There is never a second one, so a disk that hangs costs one goroutine, and the
// operations stay in order.
type fileState struct {
	file any

	mu      sync.Mutex
	gone    bool // no longer in files: look for another one
	current *call
	queue   []*call
	spare   []*call // to be used again
	buf     []byte  // the data of current

	start func() // work, bound once

	// timer calls tick at due, which is zero when it is not set. It is set once for
	// many operations: it finds out whose time is up, and when to come back.
	timer    *time.Timer
	due      time.Duration
	lastUsed time.Duration

	stuck   bool  // current has been given up, and its time is up
	closing bool  // close the file when current returns
	late    error // for the next operation
}

// stateOf returns the state of a file.
func stateOf(file any) *fileState {
	if s, ok := files.Load(file); ok {
		return s.(*fileState)
	}
	s, _ := files.LoadOrStore(file, &fileState{file: file})
	return s.(*fileState)
}

// lock locks the state of the file that s was of: s, unless that was unused for long.
func (s *fileState) lock() *fileState {
	for {
		s.mu.Lock()
		if !s.gone {
			return s
		}
		s.mu.Unlock()
		files.CompareAndDelete(s.file, s)
		s = stateOf(s.file)
	}
}

// run has the worker do r, and waits for it. It takes over the lock of s.
func (s *fileState) run(ctx context.Context, r request) (int, error) {
	if err := s.refuse(&r); err != nil {
		s.mu.Unlock()
		return 0, err
	}
	_, hasDeadline := ctx.Deadline()
	c := s.enqueue(&r, !hasDeadline)
	s.mu.Unlock()

	if done := ctx.Done(); done == nil {
		//timeoutlint:bounded 60s the watchdog settles the call when its class's bound is over
		<-c.ready
	} else {
		select {
		case <-c.ready:
		case <-done:
			if err := s.leave(ctx, c); err != nil {
				return 0, err
			}
			<-c.ready
		}
	}
	return s.result(c)
}

// enqueue begins a call, or puts it at the end of the queue. Unless it is timed, its
// context has the deadline.
func (s *fileState) enqueue(r *request, timed bool) *call {
	var c *call
	if last := len(s.spare) - 1; last >= 0 {
		c, s.spare = s.spare[last], s.spare[:last]
	} else {
		c = &call{ready: make(chan struct{}, 1)}
	}
	t := now()
	c.request, c.asked = *r, t
	if timed {
		c.deadline = t + r.kind.class().bound()
		s.tickBy(c.deadline)
	} else {
		s.tickBy(t + idleAfter)
	}
	if s.current != nil {
		s.queue = append(s.queue, c)
		return c
	}
	s.begin(c, t)
	if s.start == nil {
		s.start = s.work
	}
	go s.start()
	return c
}

// result returns what became of a settled call, and keeps it to be used again.
func (s *fileState) result(c *call) (int, error) {
	switch c.outcome {
	case expired:
		e := &TimeoutError{Waited: now() - c.asked, NotBegun: c.left == nil}
		return 0, c.operation().timedOut(e, c.left)
	case refused:
		return 0, c.err
	}
	n, err := c.n, c.err
	*c = call{ready: c.ready}
	s.mu.Lock()
	s.spare = append(s.spare, c)
	s.mu.Unlock()
	return n, err
}

// retire ends s. When the file is used again, it gets another state.
func (s *fileState) retire() {
	s.timer.Stop()
	s.gone = true
	s.spare, s.buf = nil, nil
	files.CompareAndDelete(s.file, s)
}
