package flow

import (
	"go/token"
	"slices"
	"time"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// A Bound is what ends a wait, with the verdict that it gives.
type Bound struct {
	Verdict finding.Verdict
	Dur     time.Duration // when constant
	Name    string        // the configuration the duration comes from
	What    string        // "read deadline", "select with a timer"
	Pos     token.Pos     // where it is set
	On      Place         // for finding.Callers: whose bound the caller provides
	ByCtx   bool          // for finding.Callers: On is a context
	// FromContext marks What as the origin of a context, for messages.
	FromContext bool
	// Elsewhere: by a field of a value that somebody else made.
	Elsewhere bool
	// AtLiteral: the value that lacks the timeout is in this package, and a
	// finding of its own.
	AtLiteral bool
	// guarded: set only if a configuration says so.
	guarded bool
	// byDefault: it is what somebody gets who gives nothing else.
	byDefault bool
}

// A slot is one direction of a connection, or what watches it.
type slot struct {
	place Place
	dir   knowledge.Dir // Read or Write; watchDir, roomDir
}

// watchDir is the slot of a watchdog: something that will close the resource.
const watchDir knowledge.Dir = 1 << 7

// A deadline is the lattice value of a slot. From good to bad:
//
//	set → guarded → perhaps ← untouched ← set
//
// An absent slot is "untouched": the function has not set it, the caller may
// have. guarded is set under a condition on the configuration, so that its
// join with a path that does not set it is "perhaps", not untouched; if it is the deadline
// of the caller's context, the caller's.
type deadline struct {
	bound   Bound
	guarded bool
	ctx     Place     // for guarded: the context whose deadline it is, where it has one
	by      ssa.Value // for watchdogs: the timer, which can be stopped
}

// joinDeadline merges what two paths know of a slot; ok says which of the
// paths have an entry at all, and plain that no configuration chose the one that has none.
// It is commutative and associative.
func joinDeadline(a, b deadline, aok, bok, plain bool) (deadline, bool) {
	if !aok {
		a, b, bok = b, a, aok
	}
	if !bok {
		if soft(a) && !plain {
			return a.orNone(), true
		}
		if a.bound.Verdict == finding.Unbounded {
			return a, true
		}
		return deadline{}, false
	}
	if a.bound.Verdict > b.bound.Verdict || a.bound.Verdict == b.bound.Verdict && a.bound.Pos > b.bound.Pos {
		a, b = b, a
	}
	// b is the weaker one; a path that clears after a guarded set is conditional.
	if b.bound.Verdict == finding.Unbounded && soft(a) {
		return a.orNone(), true
	}
	if a.bound.ByCtx != b.bound.ByCtx && b.bound.Verdict == finding.Callers && a.bound.Verdict == finding.Conditional {
		return a, true // the configuration has a say in it
	}
	if a.bound.Verdict == b.bound.Verdict && a.bound.Dur != b.bound.Dur {
		b.bound.Dur = 0
	}
	b.guarded = a.guarded || b.guarded
	if !b.ctx.known() && b.bound.Verdict == finding.Bounded {
		b.ctx = a.ctx
	}
	return b, true
}

// orNone is a guarded deadline where it may not have been set.
func (d deadline) orNone() deadline {
	switch {
	case d.bound.Verdict == finding.Bounded && d.ctx.known():
		d.bound.Verdict, d.bound.On, d.bound.ByCtx = finding.Callers, d.ctx, true
	case d.bound.Verdict < finding.Callers:
		d.bound.Verdict = max(d.bound.Verdict, finding.Conditional)
	}
	return d
}

func soft(d deadline) bool {
	return d.guarded || d.bound.Verdict == finding.Conditional
}

// A Hold is a lock held: the Lock call that took it.
type Hold struct {
	Place  Place
	Class  string // type and field of the mutex, the same in all functions
	Reader bool
	Instr  ssa.Instruction // in the function whose state this is
	Pos    token.Pos
	End    token.Pos
	What   string // the call as source text: "s.mu.Lock"
	Text   string // the mutex: "s.mu"
	Try    bool   // taken by TryLock: nobody waits here
	conds  []edge // the conditions under which it is taken
}

// state is the dataflow value at a point of a function.
type state struct {
	deadlines table[slot, deadline]
	held      []*Hold                 // may be held, in the order taken
	maybe     table[Place, bool]      // of these, not held on all paths
	released  table[Place, bool]      // given up though the caller took them; false: taken back
	given     map[Place]bool          // what givenUp found
	deferred  []*ssa.Defer            // run at return, last first
	rebound   table[Place, ssa.Value] // what a buffer was reset to
	// plain: of the ways that lead here one was chosen, and not by a configuration.
	plain bool
}

func (s *state) clone() *state {
	return &state{
		deadlines: s.deadlines.share(), maybe: s.maybe.share(), released: s.released.share(), rebound: s.rebound.share(), given: s.given, plain: s.plain,
		held: slices.Clip(s.held), deferred: slices.Clip(s.deferred),
	}
}

// join merges the state of another path into s and reports a change. What onePath says
// is not there on the other path stays as it is.
func (s *state) join(t *state, onePath func(Place) bool) bool {
	changed := false
	for k, a := range s.deadlines.all {
		if b, ok := t.deadlines.get(k); ok || !onePath(k.place) {
			changed = s.merge(k, a, b, true, ok, t.plain) || changed
		}
	}
	for k, b := range t.deadlines.all {
		switch {
		case s.deadlines.has(k):
		case onePath(k.place):
			s.deadlines.set(k, b)
			changed = true
		default:
			changed = s.merge(k, deadline{}, b, false, true, s.plain) || changed
		}
	}
	s.plain = s.plain || t.plain
	changed = s.joinHeld(t) || changed
	for p, now := range t.released.all {
		if was, ok := s.released.get(p); !ok || now && !was {
			s.release(p, now)
			changed = true
		}
	}
	for k, v := range t.rebound.all {
		if !s.rebound.has(k) {
			s.rebound.set(k, v)
			changed = true
		}
	}
	for _, d := range t.deferred {
		if !hasDefer(s.deferred, d) {
			s.deferred = append(s.deferred, d)
			changed = true
		}
	}
	return changed
}

// joinHeld: what is held on one path only is held maybe.
func (s *state) joinHeld(t *state) bool {
	changed := false
	for _, h := range s.held {
		if (t.maybe.has(h.Place) || t.holds(h.Place) == nil) && !s.maybe.has(h.Place) {
			s.maybe.set(h.Place, true)
			changed = true
		}
	}
	for _, h := range t.held {
		if s.holds(h.Place) == nil {
			s.held = append(slices.Clip(s.held), h)
			s.maybe.set(h.Place, true)
			changed = true
		}
	}
	return changed
}

func (s *state) merge(k slot, a, b deadline, aok, bok, plain bool) bool {
	d, ok := joinDeadline(a, b, aok, bok, plain)
	if !ok {
		s.deadlines.remove(k)
		return aok
	}
	if aok && d == a {
		return false
	}
	s.deadlines.set(k, d)
	return true
}

func hasDefer(list []*ssa.Defer, d *ssa.Defer) bool {
	return slices.Contains(list, d)
}

func (s *state) holds(p Place) *Hold {
	for _, h := range s.held {
		if h.Place == p {
			return h
		}
	}
	return nil
}

// set records a deadline for every direction in dir.
func (s *state) set(p Place, dir knowledge.Dir, d deadline) {
	for _, one := range [...]knowledge.Dir{knowledge.Read, knowledge.Write, watchDir, roomDir} {
		if dir&one != 0 {
			s.deadlines.set(slot{p, one}, d)
		}
	}
}

// lock and unlock change what is held.
func (s *state) lock(h *Hold) {
	if s.released.has(h.Place) {
		s.release(h.Place, false)
	}
	s.drop(h.Place)
	s.held = append(slices.Clip(s.held), h)
}

func (s *state) unlock(p Place) {
	own := !s.maybe.has(p) && !s.released.has(p)
	if !s.drop(p) || !own {
		s.release(p, true)
	}
}

func (s *state) release(p Place, now bool) {
	s.released.set(p, now)
	s.given = nil
}

// givenUp lists the locks of the caller that are not held now. Nobody changes the
// list: events share it.
func (s *state) givenUp() map[Place]bool {
	if s.given != nil {
		return s.given
	}
	for p, now := range s.released.all {
		if now {
			if s.given == nil {
				s.given = map[Place]bool{}
			}
			s.given[p] = true
		}
	}
	return s.given
}

// drop forgets a lock and reports whether it was held.
func (s *state) drop(p Place) bool {
	s.maybe.remove(p)
	for i, h := range s.held {
		if h.Place == p {
			s.held = append(s.held[:i:i], s.held[i+1:]...)
			return true
		}
	}
	return false
}

// surely lists the locks that are held on all paths.
func (s *state) surely() []*Hold {
	if len(s.maybe.entries) == 0 {
		return s.held
	}
	var out []*Hold
	for _, h := range s.held {
		if !s.maybe.has(h.Place) {
			out = append(out, h)
		}
	}
	return out
}
