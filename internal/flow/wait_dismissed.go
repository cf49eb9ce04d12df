package flow

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// dismissed is the field of a message that takes the receiver u out of its loop for good. Those
// who send later, as if it were still there, wait forever: of several methods of an object, one
// ends it, and others may be called after that.
func (c *fieldChan) dismissed(u use) string {
	if !u.f.inLoop(u.in.Block()) || len(c.openSenders()) < 2 {
		return ""
	}
	for _, got := range u.f.gets(u.in, c.key) {
		about := map[ssa.Value]bool{}
		collectAbout(got, about)
		if what := u.f.leavesAbout(about, u.in.Block()); what != "" {
			return what
		}
	}
	return ""
}

// openSenders lists the exported methods that send to c, themselves or through another, whatever
// the state of the object is.
func (c *fieldChan) openSenders() map[*ssa.Function]bool {
	out := map[*ssa.Function]bool{}
	for _, u := range c.senders {
		calls, _ := u.f.prog.sites.callsOf(u.f.ssa)
		if _, send := u.in.(*ssa.Send); !send || !alwaysRuns(u.in) {
			continue
		}
		if token.IsExported(u.f.ssa.Name()) {
			out[u.f.ssa] = true
			continue
		}
		for _, call := range calls {
			if fn := call.Parent(); token.IsExported(fn.Name()) && alwaysRuns(call) {
				out[fn] = true
			}
		}
	}
	return out
}

// alwaysRuns reports whether nothing is asked before in runs.
func alwaysRuns(in ssa.Instruction) bool {
	return !slices.ContainsFunc(returnsOf(in.Parent()), func(r *ssa.Return) bool { return !in.Block().Dominates(r.Block()) })
}

// gets lists what in receives from a channel, without whether it is closed.
func (f *function) gets(in ssa.Instruction, k chanKey) (out []ssa.Value) {
	if rcv, ok := in.(*ssa.UnOp); ok && !rcv.CommaOk {
		return []ssa.Value{rcv}
	}
	sel, _ := in.(*ssa.Select)
	for _, r := range *in.(ssa.Value).Referrers() {
		x, ok := r.(*ssa.Extract)
		if !ok || x.Index != 0 && sel == nil || x.Index < 2 && sel != nil {
			continue
		}
		if sel != nil {
			if got, ok := f.lentKey(receivedAt(sel, x.Index-2)); !ok || got != k {
				continue
			}
		}
		out = append(out, x)
	}
	return out
}

// collectAbout collects what is read of a value, and compared with a constant.
func collectAbout(v ssa.Value, about map[ssa.Value]bool) {
	if about[v] || v.Referrers() == nil {
		return
	}
	about[v] = true
	for _, r := range *v.Referrers() {
		switch r := r.(type) {
		case *ssa.Store:
			if a, ok := r.Addr.(*ssa.Alloc); ok && r.Val == v {
				collectAbout(a, about)
			}
		case *ssa.BinOp:
			if isConst(r.X) || isConst(r.Y) {
				collectAbout(r, about)
			}
		case *ssa.UnOp, *ssa.FieldAddr, *ssa.Field:
			collectAbout(r.(ssa.Value), about)
		}
	}
}

func isConst(v ssa.Value) bool {
	_, ok := v.(*ssa.Const)
	return ok
}

// leavesAbout is the field that a branch asks for which takes f out of a loop.
func (f *function) leavesAbout(about map[ssa.Value]bool, loop *ssa.BasicBlock) string {
	for _, b := range f.ssa.Blocks {
		cond := exitOf(b, loop)
		if cond == nil || !about[cond] {
			continue
		}
		if fv := fieldAskedFor(cond); fv != nil && !isError(fv.Type()) {
			return fv.Name()
		}
	}
	return ""
}

// exitOf is the condition at the end of b with which control goes around a loop again one way, and
// never the other; nil if there is none.
func exitOf(b, loop *ssa.BasicBlock) ssa.Value {
	br, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	out := func(s *ssa.BasicBlock) bool { return s != loop && !reaches(s, loop) }
	if !ok || !loop.Dominates(b) || !reaches(b, loop) || !slices.ContainsFunc(b.Succs, out) {
		return nil
	}
	return br.Cond
}

// fieldAskedFor is the field of a message that a condition is about.
func fieldAskedFor(v ssa.Value) *types.Var {
	switch v := v.(type) {
	case *ssa.UnOp:
		return fieldAskedFor(v.X)
	case *ssa.BinOp:
		if fv := fieldAskedFor(v.X); fv != nil {
			return fv
		}
		return fieldAskedFor(v.Y)
	case *ssa.FieldAddr, *ssa.Field:
		return fieldOf(v)
	}
	return nil
}
