package check

import (
	"cmp"
	"fmt"
	"go/token"
	"slices"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/flow"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// A danger is a callback that may need a mutex which is held while it runs.
type danger struct {
	e *flow.Event
	h *flow.Hold
}

// callbacks reports the Lock calls that open a critical section in which the package
// calls back its user, once for each callback and each Lock: at the mutex that is taken
// nearest to the call. The others are named there.
func (c *checker) callbacks() {
	found, at := map[string]int{}, map[token.Pos]int{} // index of the finding
	for _, d := range c.dangers() {
		what := d.e.Root().What
		i, known := found[what]
		j, here := at[d.h.Pos]
		switch {
		case known:
			c.addWitness(i, heldStep(d.h), callStep(d.e))
			continue
		case here:
			c.addWitness(j, finding.Step{Pos: d.e.Root().Pos, Text: "so does the callback " + what})
			found[what] = j
			continue
		}
		n := len(c.findings)
		if c.report(c.callback(d.e, d.h)); len(c.findings) > n {
			found[what], at[d.h.Pos] = n, n
		}
	}
}

// addWitness adds steps to those of finding i.
func (c *checker) addWitness(i int, steps ...finding.Step) {
	f := &c.findings[i]
	f.Witness = limitSteps(append(f.Witness, steps...))
}

// dangers lists them, the nearest first.
func (c *checker) dangers() []danger {
	var out []danger
	for _, e := range c.events {
		for _, h := range e.Held {
			if e.Endangers(h) && c.covers(e.Root().Pos) {
				out = append(out, danger{e, h})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b danger) int { return cmp.Compare(a.e.Distance(), b.e.Distance()) })
	return out
}

func (c *checker) callback(e *flow.Event, h *flow.Hold) finding.Finding {
	root := e.Root()
	return finding.Finding{
		Kind: kind.Lock, Pos: h.Pos, End: h.End, Verdict: finding.Unbounded, Node: e.Node(),
		Message: fmt.Sprintf("%s is held while the callback %s (%s) runs, which waits for itself if it needs it; call it after the Unlock%s",
			mutexText(h), root.What, c.where(root.Pos, "", h.Pos), c.othersText(h)),
		Witness: append([]finding.Step{callStep(e)}, e.Steps()...),
	}
}

func callStep(e *flow.Event) finding.Step {
	return finding.Step{Pos: e.Pos, Text: "calls " + e.What}
}
