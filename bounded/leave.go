package bounded

import (
	"context"
	"errors"
	"slices"
	"time"
)

// This file has the ways in which a call ends without having returned.

// leave is for the caller of c whose context is done. It returns nil when c has been
// settled, so that ready can be received from.
func (s *fileState) leave(ctx context.Context, c *call) error {
	s.mu.Lock()
	if c.outcome != pending {
		s.mu.Unlock()
		return nil
	}
	e := &TimeoutError{Waited: now() - c.asked}
	switch {
	case c != s.current:
		s.queue = slices.DeleteFunc(s.queue, func(q *call) bool { return q == c })
		e.NotBegun = true
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		c.left = abandon(c.operation())
		s.makeStuck()
	default:
		// Unlike a timeout, a cancel does not say that the disk is slow. Those who wait
		// for their turn may go on waiting until that is certain.
		c.left = abandon(c.operation())
		c.deadline = c.begun + c.kind.class().bound()
		s.tickBy(c.deadline)
	}
	s.mu.Unlock()
	return c.operation().giveUp(ctx, e, c.left)
}

// makeStuck says that current, whose caller has left, takes too long. Nobody is made to
// wait behind it.
func (s *fileState) makeStuck() {
	s.stuck = true
	s.current.deadline = 0
	for _, c := range s.queue {
		c.err = s.refuse(&c.request)
		c.settle(refused)
	}
	s.queue = s.queue[:0]
}

// refuse returns the error of an operation that is not to be begun, or nil.
func (s *fileState) refuse(r *request) error {
	if s.stuck {
		s.closing = s.closing || r.kind == opClose
		return s.stuckError(r)
	}
	err := s.late
	if err == nil || r.kind == opClose { // a Close closes, and returns it afterwards
		return nil
	}
	s.late = nil
	s.tickBy(now() + idleAfter) // there is no more reason to keep s for long
	return err
}

func (s *fileState) stuckError(r *request) error {
	return &StuckError{
		Op:       r.kind.String(),
		Resource: nameOf(r.file),
		StuckOp:  s.current.kind.String(),
		Since:    time.Now().Add(s.current.begun - now()),
	}
}

// tickBy sees to it that tick is called at t, or before.
func (s *fileState) tickBy(t time.Duration) {
	if s.due != 0 && s.due <= t {
		return
	}
	s.due = t
	if wait := t - now(); s.timer == nil {
		s.timer = time.AfterFunc(wait, s.tick)
	} else {
		s.timer.Reset(wait)
	}
}

func (s *fileState) tickByDeadline(c *call) {
	if c.deadline != 0 {
		s.tickBy(c.deadline)
	}
}

// tick ends the waits whose time is up, and what has been idle for long.
func (s *fileState) tick() {
	//timeoutlint:ignore lock ready has room for the one value that is sent on it
	s.mu.Lock()
	defer s.mu.Unlock()
	t := now()
	if s.due == 0 || t < s.due {
		return // the timer was set anew while this call was on its way
	}
	s.due = 0
	if c := s.current; c != nil && isUp(c, t) {
		first := c.left == nil
		if first {
			c.left = abandon(c.operation())
		}
		s.makeStuck()
		if first {
			c.settle(expired)
		}
	}
	s.queue = slices.DeleteFunc(s.queue, func(c *call) bool {
		if !isUp(c, t) {
			return false
		}
		c.settle(expired)
		return true
	})
	s.planTick(t)
}

func isUp(c *call, t time.Duration) bool { return c.deadline != 0 && c.deadline <= t }

// planTick sets the timer for what is to end next. It is not set when nothing can,
// which is so for a file that is stuck: then the end of current sets it.
func (s *fileState) planTick(t time.Duration) {
	switch {
	case s.stuck:
	case s.current != nil:
		s.tickBy(t + idleAfter)
		s.tickByDeadline(s.current)
		for _, c := range s.queue {
			s.tickByDeadline(c)
		}
	case t < s.lastUsed+idleAfter:
		s.tickBy(s.lastUsed + idleAfter)
	case s.late != nil && t < s.lastUsed+lateKept:
		s.tickBy(s.lastUsed + lateKept)
	default:
		s.retire()
	}
}
