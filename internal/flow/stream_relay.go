package flow

import (
	"slices"

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
	f.closeRelayed()
	copies := f.copies()
	if len(copies) < 2 {
		return
	}
	ended, goesOn := f.ended(copies), f.goesOn(copies)
	for w, events := range copies {
		if copies[way{w.to, w.from}] == nil {
			continue
		}
		for _, e := range events {
			switch {
			case e.Bound.Verdict <= finding.Cancellable:
			case ended[w.from] && ended[w.to]:
				e.Bound = otherDirection
			default:
				e.Relayed = goesOn
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
		f.complete(t)
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

// complete adds the sides of a copy of which nothing is known but that it is copied
// from or to: a channel of SSH, say, is no connection whose wait is an event.
func (f *function) complete(t *transfer) {
	root := t.events[0].Root()
	c, ok := root.Instr.(ssa.CallInstruction)
	if !ok || root.From != nil || len(t.from) > 0 && len(t.to) > 0 {
		return
	}
	fn := calleeObj(c.Common())
	if fn == nil {
		return
	}
	for _, op := range f.prog.Known.Ops[knowledge.FuncOf(fn)] {
		on := root.Fn.operand(c.Common(), op.On)
		if on == nil || op.Kind != "" || !op.Drains {
			continue
		}
		side := t.to
		if op.Dir == knowledge.Read {
			side = t.from
		}
		if p := t.events[0].translate(root.Fn.place(on)); len(side) == 0 && p.known() {
			side[p] = true
		}
	}
}

// translate expresses a place of the function of e's root in terms of that of e.
func (e *Event) translate(p Place) Place {
	from := e.Origin()
	if from == nil {
		return p
	}
	p = from.translate(p)
	c, ok := e.Instr.(ssa.CallInstruction)
	if !ok {
		return Place{}
	}
	for _, t := range e.Fn.targets(c.Common()) {
		if t.fn == from.Fn && p.known() {
			return e.Fn.translate(p, t)
		}
	}
	return Place{}
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

// ended lists what is closed, or gets a deadline, when one of the copies has ended: by the
// goroutine of the copy, or by f before it waits for all of them.
func (f *function) ended(copies map[way][]*Event) map[Place]bool {
	out := map[Place]bool{}
	for _, l := range f.launched {
		for _, t := range l.targets {
			for _, p := range f.closedBy(t) {
				out[p] = true
			}
		}
	}
	var waits []ssa.Instruction
	for _, e := range f.events {
		if e.Kind == kind.Wait && e.Op != nil {
			waits = append(waits, e.Instr)
		}
	}
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			if c, ok := in.(ssa.CallInstruction); ok && followsCopy(in, copies) && !followsWait(in, waits) {
				for _, p := range f.closesAt(c.Common()) {
					out[p] = true
				}
			}
		}
	}
	return out
}

// closedBy lists what a goroutine closes, by functions that it captured, too.
func (f *function) closedBy(t target) []Place {
	targets := []target{t}
	for _, eff := range t.sum.Effects {
		if !eff.IsCall || eff.Async || eff.On.Path != "" {
			continue
		}
		called := t.arg(eff.On.Param)
		if a, ok := called.(*ssa.Alloc); ok {
			if s := onlyStore(a); s != nil {
				called = s.Val
			}
		}
		if called != nil {
			targets = append(targets, f.valueTargets(called, nil, 0)...)
		}
	}
	var out []Place
	for _, t := range targets {
		for _, r := range t.sum.Closes {
			out = append(out, f.resolveRef(r, t))
		}
	}
	return out
}

// followsCopy reports whether in can run after a copy has begun: not one that closes
// what there is when the other connection can't be had.
func followsCopy(in ssa.Instruction, copies map[way][]*Event) bool {
	if _, ok := in.(*ssa.Defer); ok {
		return true
	}
	for _, events := range copies {
		if slices.ContainsFunc(events, func(e *Event) bool { return mayPrecede(e.Instr, in) }) {
			return true
		}
	}
	return false
}

// followsWait reports whether in runs after a wait, as what is deferred does.
func followsWait(in ssa.Instruction, waits []ssa.Instruction) bool {
	_, deferred := in.(*ssa.Defer)
	return slices.ContainsFunc(waits, func(w ssa.Instruction) bool { return deferred || mayPrecede(w, in) })
}

// closesAt lists what a call closes.
func (f *function) closesAt(c *ssa.CallCommon) []Place {
	var out []Place
	if fn := calleeObj(c); fn != nil && fn.Signature().Recv() != nil && closers[fn.Name()] {
		out = append(out, f.place(argument(c, 0)))
	}
	for _, t := range f.targets(c) {
		for _, r := range t.sum.Closes {
			if p := f.resolveRef(r, t); p.known() && p.depth() <= maxClosed {
				out = append(out, p)
			}
		}
	}
	return out
}
