package flow

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
)

// watch arms a watchdog: a goroutine that waits for a clock, a context or a
// channel and then closes something, or sets its deadline.
func (f *function) watch(t target, s *state) {
	if t.fn == nil || len(t.sum.Closes) == 0 {
		return
	}
	b, ok := f.watchBound(t)
	if !ok {
		return
	}
	for _, r := range t.sum.Closes {
		if p := f.resolveRef(r, t); p.known() {
			f.arm(s, p, b, nil)
		}
	}
	for p := range t.fn.closed { // as the goroutine sees it, if f has just put it there
		t.fn.watchClass(p, b)
	}
}

// arm records that something will end the waits on p.
func (f *function) arm(s *state, p Place, b Bound, by ssa.Value) {
	b.What = "a watchdog"
	if old, ok := s.deadlines.get(slot{p, watchDir}); !ok || old.bound.Verdict > b.Verdict {
		s.set(p, watchDir, deadline{bound: b, by: by})
	}
	f.watchClass(p, b)
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
	if old, ok := f.prog.watched[class]; !ok || old.Verdict > b.Verdict {
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

// watchBound is the worst of what a goroutine waits for before it closes.
func (f *function) watchBound(t target) (Bound, bool) {
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
		case quit:
			// A channel of this function's own is closed when it is done waiting.
			if mk := t.fn.madeChan(w.channel, 0); mk != nil {
				continue
			}
		default:
			continue
		}
		if b.Verdict < finding.Unbounded && (!found || b.Verdict > out.Verdict) {
			out, found = b, true
		}
	}
	return out, found
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
}

func (f *function) wakes() []channelWake {
	var out []channelWake
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			switch in := in.(type) {
			case *ssa.Select:
				for _, st := range in.States {
					if st.Dir == types.RecvOnly {
						out = append(out, channelWake{in, st.Chan, f.wakeOf(st.Chan)})
					}
				}
			case *ssa.UnOp:
				if in.Op == token.ARROW {
					out = append(out, channelWake{in, in.X, f.wakeOf(in.X)})
				}
			}
		}
	}
	return out
}
