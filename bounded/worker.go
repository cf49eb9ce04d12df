package bounded

import (
	"errors"
	"io"
	"slices"
	"time"
)

// work is the goroutine of a file. It does what is current, and what is in the queue by
// then, and ends: nothing stays behind for a file that nobody uses.
//
// The switch to it and back is most of what a bounded write costs. It cannot be avoided:
// a system call on the caller's goroutine cannot be left. A goroutine that
// stays and is woken, and mutexes in place of channels, measured no faster, and one that
// spins on another core slower, as the data has to move there. Writing with RWF_NOWAIT
// first is refused by ext4 and tmpfs.
func (s *fileState) work() {
	// Nobody but this goroutine replaces a current that is not nil.
	for c := s.current; c != nil; {
		n, err := c.do(s.buf)
		c = s.finish(c, n, err)
	}
}

// begin makes c current. The data is copied: the caller may use its own again when it
// has left, and the worker may be stuck with the copy by then.
func (s *fileState) begin(c *call, t time.Duration) {
	c.begun = t
	s.current = c
	if c.s != "" {
		s.buf = append(s.buf[:0], c.s...)
	} else {
		s.buf = append(s.buf[:0], c.p...)
	}
}

// finish takes in what c, the current call, has returned, and begins the next one. As
// its caller may use c again at once, it must not be touched after it is settled.
func (s *fileState) finish(c *call, n int, err error) (next *call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	closed := c.kind == opClose
	if c.left != nil {
		s.finishLate(c, n, err)
	} else {
		if closed && s.late != nil {
			err, s.late = errors.Join(s.late, err), nil
		}
		c.n, c.err = n, err
		s.lastUsed = c.begun
		c.settle(returned)
	}
	s.current = nil
	if cap(s.buf) > keptBuffer {
		s.buf = nil
	}
	if next = s.beginNext(); next == nil && closed && s.late == nil {
		s.retire()
	}
	return next
}

// finishLate takes in what c, whose caller has left, has returned. The file is good
// again, but for an error that somebody has to be told.
func (s *fileState) finishLate(c *call, n int, err error) {
	t := now()
	isWrite := c.kind == opWrite || c.kind == opWriteAt
	if isWrite && err == nil && n < len(s.buf) {
		err = io.ErrShortWrite
	}
	if err != nil {
		s.late = &LateError{Op: c.kind.String(), Resource: nameOf(c.file), Took: t - c.begun, Err: err}
	}
	c.left.end(t-c.begun, err)
	s.stuck = false
	s.lastUsed = t
	s.tickBy(t + idleAfter)
}

// beginNext begins what was asked for first, and returns it, or nil.
func (s *fileState) beginNext() *call {
	if s.closing {
		s.closing = false
		return s.beginClose()
	}
	for len(s.queue) > 0 {
		c := s.queue[0]
		s.queue = slices.Delete(s.queue, 0, 1)
		if err := s.refuse(&c.request); err != nil {
			c.err = err
			c.settle(refused)
			continue
		}
		s.begin(c, now())
		return c
	}
	return nil
}

// beginClose begins the Close that was refused while the file was stuck. Its caller has
// left already, so it is abandoned from the start: when it fails it leaves a late error.
func (s *fileState) beginClose() *call {
	t := now()
	c := &call{request: request{kind: opClose, file: s.file}}
	c.left = abandon(c.operation())
	c.left.reported(false)
	c.deadline = t + c.kind.class().bound()
	s.tickBy(c.deadline)
	s.begin(c, t)
	return c
}
