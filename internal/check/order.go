package check

import (
	"fmt"
	"go/token"
	"slices"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/flow"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// selfDeadlocks reports a Lock of what its own goroutine holds already: surely,
// or since the last time around. Who calls an interface may well call another type. Those
// that one Lock keeps waiting are one finding.
func (c *checker) selfDeadlocks(named map[token.Pos]bool) {
	first := map[token.Pos]spot{} // by Lock
	for _, e := range c.events {
		if !e.IsLock || e.Guessed || e.Released[e.On] || e.On.Many() || e.On.InLoop(e.Instr) {
			continue
		}
		for _, h := range e.Held {
			if h.Place != e.On || h.Instr != e.Instr && !slices.Contains(e.Sure, h) {
				continue
			}
			waits := "waits for itself"
			if h.Reader && e.Reader {
				w := c.writer(h)
				if w == nil {
					continue
				}
				waits = fmt.Sprintf("waits for %s (%s), which waits for this goroutine, if it comes in between", w.What, c.line(w.Pos, e.Pos))
			}
			named[e.Pos] = true
			c.report(finding.Finding{
				Kind: kind.Lock, Pos: e.Pos, End: e.End, Node: e.Node(), Verdict: finding.Unbounded, Witness: sinceSteps(e, h),
				Message: fmt.Sprintf("%s %s: %s is held since %s; unlock first, or split off a function that expects the lock held",
					e.What, waits, mutexText(h), c.line(h.Pos, e.Pos)),
			})
			here := spot{e.Pos, kind.Lock}
			if at, ok := first[h.Pos]; !ok {
				first[h.Pos] = here
			} else if at != here {
				c.joins = append(c.joins, join{here, at, "so does " + e.What, false})
			}
		}
	}
}

// sinceSteps shows from where on h is held, and the way to e.
func sinceSteps(e *flow.Event, h *flow.Hold) []finding.Step {
	if h.Pos == e.Pos {
		return e.Steps()
	}
	return append([]finding.Step{holdsStep(h)}, e.Steps()...)
}

func holdsStep(h *flow.Hold) finding.Step {
	return finding.Step{Pos: h.Pos, Text: "holds " + mutexText(h)}
}

// writer is who takes the mutex of h for writing, nil if nobody does: until that has
// had it, who already reads cannot read once more.
func (c *checker) writer(h *flow.Hold) *flow.Event {
	i := slices.IndexFunc(c.events, func(e *flow.Event) bool {
		return e.IsLock && !e.Reader && e.From == nil && e.Class == h.Class && !c.InTest(e.Pos)
	})
	if h.Class == "" || i < 0 {
		return nil
	}
	return c.events[i]
}

// maxOrderCalls is how many calls lie at most between the two locks of an
// order. Mutexes are told apart by their field, not by their object: the
// farther apart, the less likely it is that it is the same two.
const maxOrderCalls = 1

// bothOrders reports two mutexes that are taken in both orders.
func (c *checker) bothOrders() {
	type pair struct{ first, second string }
	seen := map[pair]*flow.Event{}
	done := map[pair]bool{}
	for _, e := range c.events {
		if !e.IsLock || e.Class == "" {
			continue
		}
		for _, h := range e.Sure {
			if h.Class == "" || h.Class == e.Class || h.Reader && e.Reader || e.Distance() > maxOrderCalls {
				continue
			}
			p, back := pair{h.Class, e.Class}, pair{e.Class, h.Class}
			if seen[p] == nil {
				seen[p] = e
			}
			if o := seen[back]; o != nil && !done[p] && !done[back] && !gated(e, o, h) {
				done[p] = true
				c.report(finding.Finding{
					Kind: kind.Lock, Pos: e.Pos, End: e.End, Verdict: finding.Unbounded, Node: e.Node(),
					Message: fmt.Sprintf("%s while %s is held, but %s takes them in the other order: two goroutines can wait for each other forever",
						e.What, mutexText(h), c.where(o.Pos, "", e.Pos)),
					Witness: append([]finding.Step{holdsStep(h), {Pos: o.Pos, Text: "the other order"}}, e.Steps()...),
				})
			}
		}
	}
}

// gated reports whether a third mutex keeps two goroutines from being at e and
// o, inside of h, at the same time.
func gated(e, o *flow.Event, h *flow.Hold) bool {
	for _, a := range e.Sure {
		for _, b := range o.Sure {
			third := a.Class != "" && a.Class != h.Class && a.Class != e.Class
			if third && a.Class == b.Class && (!a.Reader || !b.Reader) {
				return true
			}
		}
	}
	return false
}
