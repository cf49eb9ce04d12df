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

// copies lists the events of the copies of f, in its goroutines, too.
func (f *function) copies() map[way][]*Event {
	calls := map[ssa.Instruction]*transfer{}
	for _, e := range f.events {
		stream := e.Kind == "" && e.Dir != 0 || e.Kind == kind.ConnRead || e.Kind == kind.ConnWrite
		if !stream || !e.On.known() {
			continue
		}
		if calls[e.Instr] == nil {
			calls[e.Instr] = &transfer{from: map[Place]bool{}, to: map[Place]bool{}}
		}
		calls[e.Instr].add(e)
	}
	out := map[way][]*Event{}
	for _, t := range calls {
		if w, ok := t.way(); ok {
			out[w] = append(out[w], t.events...)
		}
	}
	return out
}

// A transfer is what one call reads from and writes to.
type transfer struct {
	from, to map[Place]bool
	once     bool // reads a message, not all there is
	events   []*Event
}

func (t *transfer) add(e *Event) {
	if e.Dir == knowledge.Write {
		t.to[e.On] = true
	} else {
		t.from[e.On] = true
		t.once = t.once || !e.Repeats()
	}
	t.events = append(t.events, e)
}

// way is the copy that a transfer makes, if it is one. What reads from and writes to
// the same connection is none, but a dialog.
func (t *transfer) way() (way, bool) {
	if t.once || len(t.from) != 1 || len(t.to) != 1 {
		return way{}, false
	}
	w := way{only(t.from), only(t.to)}
	return w, w.from != w.to
}

// only is the one element of a set of one.
func only(set map[Place]bool) Place {
	for p := range set {
		return p
	}
	return Place{}
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
