package flow

import (
	"golang.org/x/tools/go/ssa"

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
		if copies[way{w.to, w.from}] == nil || !ended[w.from] || !ended[w.to] {
			continue
		}
		for _, e := range events {
			if e.Bound.Verdict > finding.Cancellable {
				e.Bound = Bound{Verdict: finding.Cancellable, What: "the end of the other direction"}
			}
		}
	}
}

// copies lists the events of the copies of f, in its goroutines, too. What both
// reads from and writes to a connection is no copy, but a dialog.
func (f *function) copies() map[way][]*Event {
	type transfer struct {
		way
		dialog bool
		events []*Event
	}
	calls := map[ssa.Instruction]*transfer{}
	for _, e := range f.events {
		if e.Kind != kind.ConnRead && e.Kind != kind.ConnWrite || !e.On.known() {
			continue
		}
		t := calls[e.Instr]
		if t == nil {
			t = &transfer{}
			calls[e.Instr] = t
		}
		end := &t.from
		if e.Dir == knowledge.Write {
			end = &t.to
		}
		t.dialog = t.dialog || end.known() && *end != e.On || e.Dir == knowledge.Read && !e.Repeats()
		*end = e.On
		t.events = append(t.events, e)
	}
	out := map[way][]*Event{}
	for _, t := range calls {
		if !t.dialog && t.from.known() && t.to.known() && t.from != t.to {
			out[t.way] = append(out[t.way], t.events...)
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
