package flow

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// An await is a wait for a channel or a group; bound is nil for a bare one.
type await struct {
	place Place
	bound *Bound
}

// awaits lists what f waits for.
func (f *function) awaits() []await {
	var out []await
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			switch in := in.(type) {
			case *ssa.Select:
				out = append(out, f.selectAwaits(in)...)
			case *ssa.UnOp:
				if in.Op == token.ARROW && !f.afterKill(in) {
					out = append(out, await{place: f.place(in.X)})
				}
			case *ssa.Call:
				if isMethod(&in.Call, "Wait") {
					out = append(out, await{place: f.place(argument(&in.Call, 0))})
				}
			}
		}
	}
	return out
}

// afterKill reports whether in follows something that ends what it waits for:
// cmd.Process.Kill(); <-done. It is the tail of a bounded wait. In between may be
// a look at whether there is anything to wait for.
func (f *function) afterKill(in ssa.Instruction) bool {
	b := in.Block()
	if slices.ContainsFunc(b.Instrs[:slices.Index(b.Instrs, in)], kills) {
		return true
	}
	up := b.Idom()
	return up != nil && len(b.Preds) == 1 && asksForNil(up) && slices.ContainsFunc(up.Instrs, kills)
}

// kills reports whether in closes something, ends a process, or cancels a context. A deadline
// for what is written next does not end what others read.
func kills(in ssa.Instruction) bool {
	c, ok := in.(*ssa.Call)
	if !ok {
		return false
	}
	fn := calleeObj(&c.Call)
	return fn != nil && closers[fn.Name()] && fn.Name() != "SetWriteDeadline" && fn.Signature().Recv() != nil || isNamed(c.Call.Value.Type(), "context", "CancelFunc")
}

// killed reports whether a process is ended before it is waited for.
func (f *function) killed(in ssa.Instruction, process Place) bool {
	for i := range before(in) {
		c, ok := i.(*ssa.Call)
		if !ok || !isMethod(&c.Call, "Kill") {
			continue
		}
		if p := f.place(argument(&c.Call, 0)); p.known() && (p == process || p == f.join(process, ".Process")) {
			return true
		}
	}
	return false
}

// asksForNil reports whether b ends with a comparison with nil.
func asksForNil(b *ssa.BasicBlock) bool {
	br, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok {
		return false
	}
	cmp, ok := br.Cond.(*ssa.BinOp)
	return ok && (isNil(cmp.X) || isNil(cmp.Y))
}

func (f *function) selectAwaits(in *ssa.Select) []await {
	var bound *Bound
	if in.Blocking {
		// A ticker ends the select, not the wait: its case goes around again.
		if b, src := f.selectBound(in); b.Verdict < finding.Unbounded && src != ticker {
			bound = &b
		}
	}
	var out []await
	for _, st := range in.States {
		if st.Dir == types.RecvOnly && (bound != nil || in.Blocking) {
			out = append(out, await{f.place(st.Chan), bound})
		}
	}
	return out
}

// raced returns the bound of the waits for signals; nil if one is bare.
func raced(awaits []await, signals map[Place]bool) *Bound {
	var out *Bound
	for _, a := range awaits {
		if !signals[a.place] {
			continue
		}
		if a.bound == nil {
			return nil
		}
		if out == nil || a.bound.Verdict > out.Verdict {
			out = a.bound
		}
	}
	return out
}

// linkAwaits decides, for each bare wait, what the goroutines that end it do:
// they end by themselves, or can wait forever in turn.
func (f *function) linkAwaits() {
	for _, e := range f.events {
		if e.Kind != kind.Wait || e.From != nil {
			continue
		}
		for _, l := range f.launched {
			if signalsAny(l, f.waitedFor(e)) {
				f.linkAwait(e, l)
			}
		}
	}
	for _, e := range f.events {
		e.Ended = e.Ended && e.Awaits == nil
	}
}

// waitedFor lists what a wait receives from. A send is not one: another goroutine
// that sends or closes there does not end it.
func (f *function) waitedFor(e *Event) []Place {
	var sel *ssa.Select
	switch in := e.Instr.(type) {
	case *ssa.Send:
		return nil
	case *ssa.Select:
		sel = in
	default:
		return []Place{e.On}
	}
	var out []Place
	for _, st := range sel.States {
		if st.Dir == types.RecvOnly {
			out = append(out, f.place(st.Chan))
		}
	}
	return out
}

func signalsAny(l *launch, places []Place) bool {
	for _, p := range places {
		if p.known() && l.signals[p] {
			return true
		}
	}
	return false
}

func (f *function) linkAwait(e *Event, l *launch) {
	e.Ended = len(l.targets) > 0
	for _, g := range f.events {
		if g.Instr != l.instr || g.IsCall || g.IsLock || g.UnderLock {
			continue
		}
		if g.Kind == kind.Wait && g.Bound.Verdict == finding.Unbounded && !g.Root().Ended && !f.answeredBy(g, e) {
			e.Ended = false
			continue
		}
		if g.Kind != "" && g.Kind != kind.Wait && g.Bound.Verdict >= finding.Callers && !g.Bound.ByCtx && e.Awaits == nil {
			e.Awaits = g
		}
	}
}

// answeredBy reports whether a goroutine's wait g is a send of what e receives.
func (f *function) answeredBy(g, e *Event) bool {
	_, send := g.Root().Instr.(*ssa.Send)
	_, receive := e.Instr.(*ssa.UnOp)
	return send && receive && g.On == e.On
}
