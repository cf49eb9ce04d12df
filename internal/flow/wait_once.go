package flow

import (
	"go/constant"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// happensOnce reports whether in runs once for each object: in a function that a sync.Once is
// given, or after a flag of the object said that it is the first time, and was set.
func (f *function) happensOnce(in ssa.Instruction) bool {
	if f.givenToOnce() {
		return true
	}
	for b := in.Block(); b != nil; b = b.Idom() {
		up := b.Idom()
		if up == nil || entry(b) != up {
			continue
		}
		if br, ok := up.Instrs[len(up.Instrs)-1].(*ssa.If); ok && f.isFirst(br.Cond, b == up.Succs[0], in) {
			return true
		}
	}
	return false
}

// givenToOnce reports whether f is a literal that only a sync.Once runs.
func (f *function) givenToOnce() bool {
	mk := closureOf(f.ssa)
	return mk != nil && !slices.ContainsFunc(*mk.Referrers(), func(r ssa.Instruction) bool {
		c, ok := r.(ssa.CallInstruction)
		if !ok {
			_, debug := r.(*ssa.DebugRef)
			return !debug
		}
		fn := calleeObj(c.Common())
		return fn == nil || fn.Name() != "Do" || fn.Pkg() == nil || fn.Pkg().Path() != "sync"
	})
}

// isFirst reports whether a condition has this value the first time only: a flag that is then
// set before last, or one that is compared and swapped.
func (f *function) isFirst(cond ssa.Value, on bool, last ssa.Instruction) bool {
	for {
		not, ok := cond.(*ssa.UnOp)
		if !ok || not.Op != token.NOT {
			break
		}
		cond, on = not.X, !on
	}
	switch cond := cond.(type) {
	case *ssa.Call:
		fn := calleeObj(&cond.Call)
		return on && fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "sync/atomic" && strings.HasPrefix(fn.Name(), "CompareAndSwap")
	case *ssa.UnOp:
		return !on && f.isSetBefore(cond, last)
	}
	return false
}

// isSetBefore reports whether f sets a flag before in, which nobody ever resets.
func (f *function) isSetBefore(flag *ssa.UnOp, in ssa.Instruction) bool {
	fv := fieldOf(flag)
	if fv == nil || slices.ContainsFunc(f.prog.fields.stores[fv], func(s *ssa.Store) bool { return !isTrue(s.Val) }) {
		return false
	}
	return slices.ContainsFunc(f.prog.fields.stores[fv], func(s *ssa.Store) bool {
		return s.Parent() == f.ssa && f.place(s.Addr) == f.place(flag) && s.Block().Dominates(in.Block()) && mayPrecede(s, in)
	})
}

func isTrue(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.Value != nil && c.Value.Kind() == constant.Bool && constant.BoolVal(c.Value)
}
