package flow

import (
	"go/token"
	"go/types"
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
	return !gives(a, maxLent, func(in ssa.Instruction) bool { return mayPrecede(in, at) })
}

// maxMakers is how many calls of a function are looked at.
const maxMakers = 4

// isFreshIn is the same for a function whose callers, all of which are known, may have made the
// object: it is called by its constructor.
func (p *Program) isFreshIn(v ssa.Value, at ssa.Instruction, depth int) bool {
	param, ok := v.(*ssa.Parameter)
	if !ok || depth > maxHanded {
		return isFresh(v, at)
	}
	args, all := p.sites.arguments(param)
	if !all || len(args) == 0 || len(args) > maxMakers || gives(param, maxLent, func(in ssa.Instruction) bool { return mayPrecede(in, at) }) {
		return false
	}
	return !slices.ContainsFunc(args, func(a passed) bool {
		_, now := a.at.(*ssa.Call)
		return !now || !p.isFreshIn(a.v, a.at, depth+1)
	})
}

// maxLent is how deep calls and variables are followed that have an object.
const maxLent = 4

// gives reports whether an instruction that counts makes v known to others: it stores,
// passes or returns it. What is done with the fields does not, nor what a function
// of the package does that keeps it to itself.
func gives(v ssa.Value, depth int, counts func(ssa.Instruction) bool) bool {
	return slices.ContainsFunc(*v.Referrers(), func(in ssa.Instruction) bool {
		if depth == 0 {
			return counts(in)
		}
		switch in := in.(type) {
		case *ssa.FieldAddr, *ssa.DebugRef:
			return false
		case *ssa.UnOp:
			return isVariable(v) && in.Op == token.MUL && gives(in, depth-1, counts)
		case *ssa.Store:
			return in.Val == v && counts(in) && (!isVariable(in.Addr) || gives(in.Addr, depth-1, counts))
		case *ssa.Call:
			return counts(in) && !lends(in, v, depth)
		}
		return counts(in)
	})
}

// isVariable reports whether v is a variable of a function that holds a pointer.
func isVariable(v ssa.Value) bool {
	a, ok := v.(*ssa.Alloc)
	return ok && isPointer(a.Type().Underlying().(*types.Pointer).Elem())
}

// lends reports whether the callee keeps v to itself.
func lends(in *ssa.Call, v ssa.Value, depth int) bool {
	fn := in.Call.StaticCallee()
	if fn == nil || len(fn.Blocks) == 0 || in.Call.Value == v {
		return false
	}
	for i, a := range in.Call.Args {
		if a == v && gives(fn.Params[i], depth-1, func(ssa.Instruction) bool { return true }) {
			return false
		}
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
