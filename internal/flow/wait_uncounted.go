package flow

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// forgetsDone reports whether a goroutine of f that counts down the group of the wait e can
// return before it has.
func (f *function) forgetsDone(e *Event) bool {
	return e.Op != nil && e.Op.Recv == "WaitGroup" && e.On.known() && slices.ContainsFunc(f.launched, func(l *launch) bool {
		_, started := l.instr.(*ssa.Go)
		return started && slices.ContainsFunc(l.targets, func(t target) bool {
			return t.fn != nil && t.fn.ssa.Parent() == f.ssa && f.mayNotCount(t, e.On)
		})
	})
}

// mayNotCount reports whether a literal of f that calls Done of a group, and has nobody else
// do it, can return without.
func (f *function) mayNotCount(t target, group Place) bool {
	counts := map[*ssa.BasicBlock]bool{}
	direct := false
	is := func(v ssa.Value) bool { return f.translate(t.fn.place(v), t) == group }
	for _, b := range t.fn.ssa.Blocks {
		for _, in := range b.Instrs {
			if mc, ok := in.(*ssa.MakeClosure); ok && slices.ContainsFunc(mc.Bindings, is) {
				return false
			}
			c, ok := in.(ssa.CallInstruction)
			if !ok || !slices.ContainsFunc(c.Common().Args, is) {
				continue
			}
			if _, late := in.(*ssa.Defer); late || t.fn.inLoop(b) {
				return false // for others, too
			}
			counts[b] = true
			direct = direct || isMethod(c.Common(), "Done")
		}
	}
	return direct && returns(t.fn.ssa.Blocks[0], counts)
}
