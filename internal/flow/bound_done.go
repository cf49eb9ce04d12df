package flow

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// afterDone reports whether in only runs when a context has ended, in the case
// of a select on its Done channel: there, the context bounds nothing any more.
// A function that begins with a bare <-ctx.Done() is a shutdown, whose own wait
// deserves a bound; it is not meant here.
func (f *function) afterDone(in ssa.Instruction) bool {
	for b := in.Block(); b != nil; b = b.Idom() {
		if ch := f.caseOf(b); ch != nil && f.wakeOf(ch).source == done {
			return true
		}
	}
	return false
}

// WokenByContext reports whether e waits for a condition that somebody signals
// when a context or a timer has ended: whoever waits then looks at it.
func (e *Event) WokenByContext() bool {
	return e.Op != nil && e.Op.Recv == "Cond" && slices.ContainsFunc(e.Fn.prog.order, func(f *function) bool {
		return f.anyInstruction(everywhere, func(in ssa.Instruction) bool {
			c, ok := in.(ssa.CallInstruction)
			if !ok {
				return false
			}
			if mc, ok := f.later(c.Common()).(*ssa.MakeClosure); ok && isMethodValue(mc.Fn.(*ssa.Function)) {
				return mc.Fn.Name() == "Broadcast$bound" && e.isOnCond(f, mc.Bindings[0])
			}
			return isMethod(c.Common(), "Broadcast") && e.isOnCond(f, argument(c.Common(), 0)) && f.onceDone(in)
		})
	})
}

// isOnCond reports whether e waits for the condition that cond is in f.
func (e *Event) isOnCond(f *function, cond ssa.Value) bool {
	p := f.place(cond)
	if class := placeClass(e.On); class != "" {
		return placeClass(p) == class
	}
	for f.ssa != e.Fn.ssa {
		fv, ok := p.Root.(*ssa.FreeVar)
		if !ok || f.outer() == nil {
			return false
		}
		bound := binding(f.ssa, fv)
		if bound == nil {
			return false
		}
		f = f.outer()
		p = f.place(bound)
	}
	return p == e.On
}

// onceDone reports whether in only runs when a context has ended, or a timer.
func (f *function) onceDone(in ssa.Instruction) bool {
	return f.afterDone(in) || f.prog.runsLater(f.ssa) || slices.ContainsFunc(f.wakes(), func(w channelWake) bool {
		return w.then == nil && w.wake.source == done && mayPrecede(w.in, in) && w.in.Block().Dominates(in.Block())
	})
}

// caseOf returns the channel of the receive case whose body begins with b.
func (f *function) caseOf(b *ssa.BasicBlock) ssa.Value {
	if len(b.Preds) != 1 {
		return nil
	}
	p := b.Preds[0]
	br, ok := p.Instrs[len(p.Instrs)-1].(*ssa.If)
	if !ok || p.Succs[0] != b {
		return nil
	}
	cmp, ok := br.Cond.(*ssa.BinOp)
	if !ok || cmp.Op != token.EQL {
		return nil
	}
	x, ok := cmp.X.(*ssa.Extract)
	c, isConst := cmp.Y.(*ssa.Const)
	if !ok || !isConst || x.Index != 0 || c.Value == nil || c.Value.Kind() != constant.Int {
		return nil
	}
	sel, ok := x.Tuple.(*ssa.Select)
	if !ok {
		return nil
	}
	i := int(c.Int64())
	if i < 0 || i >= len(sel.States) || sel.States[i].Dir != types.RecvOnly {
		return nil
	}
	return sel.States[i].Chan
}
