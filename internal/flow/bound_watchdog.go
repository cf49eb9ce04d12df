package flow

import (
	"cmp"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// watch arms a watchdog: a goroutine that waits for a clock, a context or a
// channel and then closes something, or sets its deadline.
func (f *function) watch(t target, s *state) {
	if t.fn == nil || len(t.sum.Closes) == 0 {
		return
	}
	for p := range t.fn.closed {
		b, ok := f.watchBound(t, p)
		if !ok {
			continue
		}
		if r, ok := t.fn.ref(p); ok {
			if q := f.resolveRef(r, t); q.known() {
				f.arm(s, q, b, nil)
			}
		}
		t.fn.watchClass(p, b) // as the goroutine sees it, if f has just put it there
	}
}

// arm records that something will end the waits on p.
func (f *function) arm(s *state, p Place, b Bound, by ssa.Value) {
	b.What = "a watchdog"
	if old, ok := s.deadlines.get(slot{p, watchDir}); !ok || b.isBefore(old.bound) {
		s.set(p, watchDir, deadline{bound: b, by: by})
	}
	f.watchClass(p, b)
}

// isBefore reports whether b is the better one of two bounds; of equal ones, whether it
// comes first in an order.
func (b Bound) isBefore(o Bound) bool {
	return cmp.Or(cmp.Compare(b.Verdict, o.Verdict), cmp.Compare(b.Pos, o.Pos), cmp.Compare(b.Dur, o.Dur), cmp.Compare(b.Name, o.Name)) < 0
}

// maxEither bounds the nesting of such variables.
const maxEither = 3

// either lists what a variable with several values can be.
func either(v ssa.Value) []ssa.Value {
	switch v := v.(type) {
	case *ssa.Phi:
		return v.Edges
	case *ssa.Alloc:
		var out []ssa.Value
		for _, r := range *v.Referrers() {
			if s, ok := r.(*ssa.Store); ok && s.Addr == v {
				out = append(out, s.Val)
			}
		}
		return out
	}
	return nil
}

// watchClass records that something ends the waits on a field of all objects
// of its type: an object that watches over its own connection.
func (f *function) watchClass(p Place, b Bound) {
	class := placeClass(p)
	if class == "" || p.depth() != 1 || b.Verdict >= finding.Callers || f.prog.InTest(f.ssa.Pos()) {
		return
	}
	if old, ok := f.prog.watched[class]; !ok || b.isBefore(old) {
		f.prog.watched[class] = Bound{Verdict: max(b.Verdict, finding.Conditional), What: "a watchdog", Pos: b.Pos}
	}
}

// An arming is a function that a timer or context will call.
type arming struct {
	in *function
	fn ssa.Value
	b  Bound
}

// rearm evaluates the armings again, when all functions are known: one that
// sets its timer again was not when it was met.
func (p *Program) rearm() {
	for _, a := range p.armings {
		for _, t := range a.in.valueTargets(a.fn, nil, 0) {
			for _, r := range t.sum.Closes {
				if pl := a.in.resolveRef(r, t); pl.known() {
					a.in.watchClass(pl, a.b)
				}
			}
		}
	}
}

// watchOf is what watches the field that p stands for; of a variable that is
// one or the other, all of them.
func (f *function) watchOf(p Place, depth int) (Bound, bool) {
	if w, ok := f.prog.watched[placeClass(p)]; ok {
		return w, true
	}
	if parent, ok := p.parent(); ok {
		return f.watchOf(parent, depth)
	}
	if depth > maxEither {
		return Bound{}, false
	}
	var out Bound
	found := false
	for _, e := range either(p.Root) {
		pl := f.place(e)
		if pl.Root == p.Root {
			continue
		}
		w, ok := f.watchOf(pl, depth+1)
		if !ok {
			return Bound{}, false
		}
		if !found || w.Verdict > out.Verdict {
			out, found = w, true
		}
	}
	return out, found
}

// isWatched reports whether a watchdog of the package ends e, whoever made what it
// waits for.
func (e *Event) isWatched() bool {
	for ; e != nil; e = e.Origin() {
		if e.Dir != 0 && e.Bound.Verdict < finding.Callers {
			return true
		}
	}
	return false
}

// disarm forgets what the timer v, or the function v, would have ended.
func (s *state) disarm(v ssa.Value) {
	for k, d := range s.deadlines.all {
		if d.by == v {
			s.deadlines.remove(k)
		}
	}
}

// watchBound is the worst of what a goroutine waits for before it closes p. A channel
// that somebody closes ends a wait no sooner than a Close does, and is no bound.
func (f *function) watchBound(t target, p Place) (Bound, bool) {
	var out Bound
	found := false
	for _, w := range t.fn.wakes() {
		b := w.wake.bound
		switch w.wake.source {
		case timer, ticker:
		case done:
			if b.Verdict == finding.Callers {
				if b = f.contextIn(b.On, t); b.Verdict == finding.Callers {
					b.ByCtx = true
				}
			}
		default:
			continue
		}
		if b.Verdict < finding.Unbounded && (!found || b.Verdict > out.Verdict) && t.fn.leadsToClose(w, p) {
			out, found = b, true
		}
	}
	return out, found
}

// leadsToClose reports whether p is closed once a channel has woken the function: not
// only when something could not be sent to the peer, nor the next time around.
func (f *function) leadsToClose(w channelWake, p Place) bool {
	k := wayToClose{w.in, w.then, p}
	leads, known := f.leads[k]
	if !known {
		leads = f.closesThen(w, p)
		if f.done {
			f.leads[k] = leads
		}
	}
	return leads
}

// A wayToClose is a question that is asked at each start of a goroutine.
type wayToClose struct {
	wake ssa.Instruction
	then *ssa.BasicBlock
	p    Place
}

func (f *function) closesThen(w channelWake, p Place) bool {
	closing := f.closings(p)
	if len(closing) == 0 {
		return true // a goroutine that f starts does
	}
	atReturn := slices.ContainsFunc(closing, func(in ssa.Instruction) bool { _, ok := in.(*ssa.Defer); return ok })
	seen := map[*ssa.BasicBlock]bool{w.in.Block(): true}
	var closes func([]ssa.Instruction, []*ssa.BasicBlock) bool
	closes = func(instrs []ssa.Instruction, next []*ssa.BasicBlock) bool {
		for _, in := range instrs {
			if f.awaitsPeer(in) { // it closes only if that fails, if it does
				return false
			}
			if _, ends := in.(*ssa.RunDefers); ends && atReturn || slices.Contains(closing, in) {
				return true
			}
		}
		return slices.ContainsFunc(next, func(b *ssa.BasicBlock) bool {
			if seen[b] {
				return false
			}
			seen[b] = true
			return closes(b.Instrs, b.Succs)
		})
	}
	if w.then != nil {
		return closes(w.then.Instrs, w.then.Succs)
	}
	b := w.in.Block()
	return closes(b.Instrs[slices.Index(b.Instrs, w.in)+1:], b.Succs)
}

// closings lists the calls of f that close p.
func (f *function) closings(p Place) []ssa.Instruction {
	var out []ssa.Instruction
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			c, ok := in.(ssa.CallInstruction)
			if _, isGo := in.(*ssa.Go); ok && !isGo && slices.Contains(f.closesAt(c.Common()), p) {
				out = append(out, in)
			}
		}
	}
	return out
}

// awaitsPeer reports whether in reads from a peer, writes to it, or asks it, for as long as
// that likes, and does not wait for an answer with a clock.
func (f *function) awaitsPeer(in ssa.Instruction) bool {
	return slices.ContainsFunc(f.events, func(e *Event) bool {
		return e.Instr == in && (e.Kind == kind.ConnRead || e.Kind == kind.ConnWrite || e.Kind == kind.RPC) && e.Bound.Verdict > finding.Conditional && !e.isAnswered()
	})
}

// isAnswered reports whether a callee on the way to the operation of e then waits with an
// end.
func (e *Event) isAnswered() bool {
	for e = e.Origin(); e != nil; e = e.Origin() {
		if slices.ContainsFunc(e.Fn.events, func(o *Event) bool {
			return o.Kind == kind.Wait && o.Bound.Verdict <= finding.Callers && mayPrecede(e.Instr, o.Instr)
		}) {
			return true
		}
	}
	return false
}

// contextIn evaluates a context of a target with what f passes for it.
func (f *function) contextIn(p Place, t target) Bound {
	r, ok := t.fn.ref(p)
	if !ok || r.Path != "" || t.arg(r.Param) == nil {
		return Bound{Verdict: finding.Cancellable, What: "a context of unknown origin"}
	}
	return f.context(t.arg(r.Param))
}

// A channelWake is a channel that a function receives from.
type channelWake struct {
	in      ssa.Instruction
	channel ssa.Value
	wake    wake
	then    *ssa.BasicBlock // of a select: where it goes on
}

func (f *function) wakes() []channelWake {
	var out []channelWake
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			switch in := in.(type) {
			case *ssa.Select:
				for i, st := range in.States {
					if st.Dir == types.RecvOnly {
						out = append(out, channelWake{in, st.Chan, f.wakeOf(st.Chan), caseBlock(in, i)})
					}
				}
			case *ssa.UnOp:
				if in.Op == token.ARROW {
					out = append(out, channelWake{in, in.X, f.wakeOf(in.X), nil})
				}
			}
		}
	}
	return out
}
