package flow

import (
	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/kind"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// A way is the direction of a copy.
type way struct{ from, to Place }

// relays recognises two copies between the same two connections, one in each
// direction, of which the first to end closes both. A relay that is idle is as
// its peers want it, and a deadline for the whole copy would cut off those that
// are not. One that leaves the other direction behind is a fault.
func (f *function) relays() {
	copies := f.copies()
	if len(copies) < 2 {
		return
	}
	ended := f.ended()
	for w, events := range copies {
		if !apart(events, copies[way{w.to, w.from}]) || !ended[w.from] || !ended[w.to] {
			continue
		}
		for _, e := range events {
			if e.Bound.Verdict > finding.Cancellable {
				e.Bound = Bound{Verdict: finding.Cancellable, What: "the end of the other direction"}
			}
		}
	}
}

// apart reports whether one of the copies back runs in another call than one of
// those there: a single call that reads and writes is a dialogue.
func apart(there, back []*Event) bool {
	for _, a := range there {
		for _, b := range back {
			if a.Instr != b.Instr {
				return true
			}
		}
	}
	return false
}

// copies lists the events of the copies of f, in its goroutines, too.
func (f *function) copies() map[way][]*Event {
	out := map[way][]*Event{}
	for _, r := range f.events {
		if r.Dir != knowledge.Read || !r.Repeats() || !r.On.known() {
			continue
		}
		for _, w := range f.events {
			if w.Instr == r.Instr && w.Dir == knowledge.Write && w.On.known() && w.On != r.On {
				k := way{r.On, w.On}
				out[k] = append(out[k], r, w)
			}
		}
	}
	return out
}

// ended lists what is closed when one of the copies has ended: by the goroutine
// of the copy, or by f, unless that waits for all of them first.
func (f *function) ended() map[Place]bool {
	out := map[Place]bool{}
	for _, l := range f.launched {
		for _, t := range l.targets {
			for _, r := range t.sum.Closes {
				out[f.resolveRef(r, t)] = true
			}
		}
	}
	for _, e := range f.events {
		if e.Kind == kind.Wait && e.Op != nil {
			return out
		}
	}
	for p := range f.closed {
		out[p] = true
	}
	return out
}
