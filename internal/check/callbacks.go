package check

import (
	"fmt"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/flow"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// callbacks reports the Lock calls that open a critical section in which the
// type calls back its user, once for each mutex and callback.
func (c *checker) callbacks() {
	type pair struct{ mutex, callback string }
	found := map[pair]int{} // index of the finding
	for _, e := range c.events {
		for _, h := range e.Held {
			root := e.Root()
			if !e.Endangers(h) || !c.covers(root.Pos) {
				continue
			}
			p := pair{h.Class, root.What}
			if i, ok := found[p]; ok {
				f := &c.findings[i]
				f.Witness = limitSteps(append(f.Witness, finding.Step{Pos: h.Pos, Text: mutexText(h) + " is held meanwhile"}, callStep(e)))
				continue
			}
			n := len(c.findings)
			if c.report(c.callback(e, h)); len(c.findings) > n {
				found[p] = n
			}
		}
	}
}

func (c *checker) callback(e *flow.Event, h *flow.Hold) finding.Finding {
	root := e.Root()
	return finding.Finding{
		Kind: kind.Lock, Pos: h.Pos, End: h.End, Verdict: finding.Unbounded,
		Message: fmt.Sprintf("%s is held while the callback %s (%s) runs, which waits for itself if it needs it; call it after the Unlock%s",
			mutexText(h), root.What, c.where(root.Pos, "", h.Pos), c.othersText(h)),
		Witness: append([]finding.Step{callStep(e)}, e.Steps()...),
	}
}

func callStep(e *flow.Event) finding.Step {
	return finding.Step{Pos: e.Pos, Text: "calls " + e.What}
}
