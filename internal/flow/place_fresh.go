package flow

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// isFresh reports whether v is an object that was made in the function of at
// and that nobody else can have when at runs: its mutex is free.
func isFresh(v ssa.Value, at ssa.Instruction) bool {
	a, ok := v.(*ssa.Alloc)
	if !ok || !a.Heap || a.Parent() != at.Parent() {
		return false
	}
	for _, r := range *a.Referrers() {
		if givesAway(r, a) && mayPrecede(r, at) {
			return false
		}
	}
	return true
}

// givesAway reports whether in makes v known to others: it stores, passes or
// returns it. What is done with the fields does not.
func givesAway(in ssa.Instruction, v ssa.Value) bool {
	switch in := in.(type) {
	case *ssa.FieldAddr, *ssa.DebugRef:
		return false
	case *ssa.Store:
		return in.Val == v
	case *ssa.UnOp:
		return false
	}
	return true
}

// mayPrecede reports whether a can have run when b does.
func mayPrecede(a, b ssa.Instruction) bool {
	if a.Block() != b.Block() {
		return reaches(a.Block(), b.Block())
	}
	instrs := a.Block().Instrs
	return slices.Index(instrs, a) < slices.Index(instrs, b) || reaches(a.Block(), a.Block())
}
