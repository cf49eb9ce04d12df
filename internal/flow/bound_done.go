package flow

import (
	"go/constant"
	"go/token"
	"go/types"

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
// when a context has ended: whoever waits then looks at the context.
func (e *Event) WokenByContext() bool {
	class := placeClass(e.On)
	if class == "" || e.Op == nil || e.Op.Recv != "Cond" {
		return false
	}
	for _, f := range e.Fn.prog.order {
		for _, b := range f.ssa.Blocks {
			for _, in := range b.Instrs {
				c, ok := in.(*ssa.Call)
				if ok && isMethod(&c.Call, "Broadcast") && placeClass(f.place(argument(&c.Call, 0))) == class && f.afterDone(in) {
					return true
				}
			}
		}
	}
	return false
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
