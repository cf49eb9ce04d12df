package check

import (
	"cmp"
	"fmt"
	"go/token"
	"slices"
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/flow"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// A section is a critical section: a Lock and what happens until the Unlock.
type section struct {
	hold   *flow.Hold
	fn     *flow.Event // any event in it, for its function
	blocks []*flow.Event
}

// locks reports the Lock calls that open a critical section which can block.
func (c *checker) locks() {
	reported := c.held(c.sections(c.blocksHolder), c.sections(func(e *flow.Event) bool { return e.IsLock && c.slow[e.Class] }))
	c.selfDeadlocks(reported)
	c.bothOrders()
	c.kept()
	if c.opts.Lock >= LockWaiters {
		c.waiters(reported)
	}
}

// blocksHolder reports whether e keeps whoever holds a lock from giving it
// back, other locks aside.
func (c *checker) blocksHolder(e *flow.Event) bool {
	if e.IsCall || e.IsLock || e.Kind == "" || !c.covers(e.Pos) {
		return false
	}
	if e.Kind == kind.Wait {
		return e.Blocks && !e.Worker && !isMet(e.Root()) && e.Settled >= finding.Cancellable
	}
	return (c.opts.Kinds(e.Kind) || slices.Contains(kind.Default, e.Kind)) && e.Settled >= finding.Callers && !e.Bound.ByCtx && !e.PassesOn()
}

// isMet: somebody is there who ends a wait, and stays.
func isMet(e *flow.Event) bool {
	return (e.Ended || e.Served) && !e.Abandoned
}

// sections lists the critical sections in which something blocks, by position.
func (c *checker) sections(blocks func(*flow.Event) bool) []*section {
	byHold := map[*flow.Hold]*section{}
	var out []*section
	for _, e := range c.events {
		if !blocks(e) {
			continue
		}
		for _, h := range e.Held {
			if e.IsLock && h.Class == e.Class || !c.waitedFor(h) {
				continue
			}
			s := byHold[h]
			if s == nil {
				s = &section{hold: h, fn: e}
				byHold[h] = s
				out = append(out, s)
			}
			s.blocks = append(s.blocks, e)
		}
	}
	slices.SortStableFunc(out, func(a, b *section) int { return cmp.Compare(a.hold.Pos, b.hold.Pos) })
	for _, s := range out {
		slices.SortStableFunc(s.blocks, func(a, b *flow.Event) int {
			return cmp.Or(cmp.Compare(weight(a), weight(b)), cmp.Compare(a.Pos, b.Pos))
		})
	}
	return out
}

// waitedFor reports whether anybody may wait for a mutex without a clock: besides those
// who only try it, and besides readers as long as a reader has it.
func (c *checker) waitedFor(h *flow.Hold) bool {
	if !h.Try && (!h.Reader || !isPrivate(h.Class)) {
		return true
	}
	for _, e := range c.events {
		if e.IsLock && e.Class == h.Class && e.From == nil && (!h.Reader || !e.Reader) {
			return true
		}
	}
	return false
}

// isPrivate reports whether no other package can take mutexes of a class.
func isPrivate(class string) bool {
	return class != "" && !token.IsExported(class[strings.LastIndexAny(class, "./")+1:])
}

// weight orders the reasons of a finding: near ones before far ones, and
// plain operations before those that only matter under a lock, unless they are
// much farther away; other locks come last.
func weight(e *flow.Event) int {
	w := e.Distance()
	switch {
	case e.IsLock:
		w += 1 << 20
	case e.UnderLock:
		w += 3
	}
	return w
}

// waiters reports the other Lock calls of slow mutexes, or all Lock calls.
func (c *checker) waiters(named map[token.Pos]bool) {
	for _, e := range c.events {
		if !e.IsLock || e.From != nil || c.at(spot{e.Pos, kind.Lock}) >= 0 {
			continue
		}
		f := finding.Finding{Kind: kind.Lock, Pos: e.Pos, End: e.End, Verdict: finding.Unbounded, Sites: sites(e)}
		switch {
		case c.slow[e.Class] || named[e.Pos]:
			f.Message = fmt.Sprintf("%s can wait forever: a holder of the mutex can; use TryLock with a clock, or bound the holder", e.What)
		case c.opts.Lock == LockAll:
			f.Message = fmt.Sprintf("%s takes no timeout; use TryLock with a clock", e.What)
		default:
			continue
		}
		c.report(f)
	}
}
