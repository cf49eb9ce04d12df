package flow

import (
	"go/constant"
	"go/token"
	"go/types"
	"iter"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// maxGuards is how many nested conditions are looked at.
const maxGuards = 3

// configGuard reports whether b only runs when a configuration says so:
// `if timeout > 0`, `if !deadline.IsZero()`, `if d, ok := ctx.Deadline(); ok`. What is
// decided in between leaves only a timeout that is asked for: other conditions are seldom
// about what is set so far away.
func configGuard(b *ssa.BasicBlock) bool {
	return guarded(b, func(cond ssa.Value, _, met bool) bool {
		_, _, isTimeout := timeoutTest(cond)
		return isConfig(cond) && (!met || isTimeout)
	})
}

// ifGiven reports whether b only runs when there is what a timeout is made of, as
// `if text != "" { timeout, err := time.ParseDuration(text) … }` asks.
func ifGiven(b *ssa.BasicBlock, timeout ssa.Value) bool {
	return guarded(b, func(cond ssa.Value, _, met bool) bool {
		cmp, ok := cond.(*ssa.BinOp)
		if !ok || met || isError(cmp.X.Type()) {
			return false
		}
		_, isConst := cmp.Y.(*ssa.Const)
		return isConst && isMadeOf(timeout, cmp.X, maxGuards)
	})
}

// isMadeOf reports whether v is computed from another value.
func isMadeOf(v, from ssa.Value, depth int) bool {
	if v == from {
		return true
	}
	if depth == 0 {
		return false
	}
	in, ok := v.(ssa.Instruction)
	if !ok {
		return false
	}
	switch v.(type) {
	case *ssa.Call, *ssa.Extract, *ssa.BinOp, *ssa.Convert, *ssa.ChangeType:
		return slices.ContainsFunc(in.Operands(nil), func(o *ssa.Value) bool { return *o != nil && isMadeOf(*o, from, depth-1) })
	}
	return false
}

// guarded reports whether one of the conditions under which b runs counts: on is its value
// then, and met says that paths have met since it was asked.
func guarded(b *ssa.BasicBlock, counts func(cond ssa.Value, on, met bool) bool) bool {
	met := false
	for range maxGuards {
		up := b.Idom()
		if up == nil {
			return false
		}
		if entry(b) != up {
			met = true
		} else if br, ok := up.Instrs[len(up.Instrs)-1].(*ssa.If); ok && counts(br.Cond, b == up.Succs[0], met) {
			return true
		}
		b = up
	}
	return false
}

// chosenByConfig reports whether a configuration or capability is asked on the way from
// where the paths to a block part, to the end of one of those before it.
func chosenByConfig(b, to *ssa.BasicBlock) bool {
	for up := b; up != nil; up = up.Idom() {
		if br, ok := up.Instrs[len(up.Instrs)-1].(*ssa.If); ok && isConfig(br.Cond) {
			return true
		}
		if up == to.Idom() {
			return false
		}
	}
	return false
}

// isConfig reports whether a condition tests a configuration or a capability.
func isConfig(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.BinOp:
		return isContextTest(v) || isZero(v.X) && isSetting(v.Y) || isZero(v.Y) && isSetting(v.X)
	case *ssa.UnOp:
		if v.Op == token.NOT {
			return isConfig(v.X)
		}
		return fieldOf(v) != nil && types.Identical(v.Type().Underlying(), types.Typ[types.Bool])
	case *ssa.Call:
		return isMethod(&v.Call, "IsZero")
	case *ssa.Extract:
		if a, ok := v.Tuple.(*ssa.TypeAssert); ok {
			return takesDeadline(a.AssertedType)
		}
		c, ok := v.Tuple.(*ssa.Call)
		return ok && isMethod(&c.Call, "Deadline")
	}
	return false
}

// takesDeadline reports whether a deadline can be set on values of type t: to ask for that
// is to ask for the capability.
func takesDeadline(t types.Type) bool {
	return hasMethod(t, "SetDeadline") || hasMethod(t, "SetReadDeadline") || hasMethod(t, "SetWriteDeadline")
}

// isSetting: numbers (durations, counts) and resources that may be missing,
// but not the error of the last call.
func isSetting(v ssa.Value) bool {
	if isError(v.Type()) {
		return false
	}
	switch t := v.Type().Underlying().(type) {
	case *types.Basic:
		return t.Info()&types.IsNumeric != 0 && (isNamed(v.Type(), "time", "Duration") || fieldOf(v) != nil)
	case *types.Pointer, *types.Interface, *types.Signature, *types.Struct:
		return true
	}
	return false
}

// switchedOff is the timeout without which b runs: `if timeout <= 0 { … }`. With one, the
// function does something else.
func switchedOff(b *ssa.BasicBlock) (timeout ssa.Value, ok bool) {
	ok = guarded(b, func(cond ssa.Value, on, _ bool) bool {
		d, isOff, isTimeout := timeoutTest(cond)
		timeout = d
		return isTimeout && on == isOff
	})
	return timeout, ok
}

// timeoutTest is the duration that a condition compares with zero, and whether there is
// none when the condition is so.
func timeoutTest(cond ssa.Value) (d ssa.Value, isOff, ok bool) {
	cmp, ok := cond.(*ssa.BinOp)
	if !ok || !isNamed(cmp.X.Type(), "time", "Duration") || !isZero(cmp.Y) {
		return nil, false, false
	}
	switch cmp.Op {
	case token.EQL, token.LEQ, token.LSS:
		return cmp.X, true, true
	case token.NEQ, token.GTR:
		return cmp.X, false, true
	}
	return nil, false, false
}

func isZero(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	if !ok {
		return false
	}
	return c.Value == nil || c.Value.Kind() == constant.Int && constant.Sign(c.Value) <= 0
}

// before is what has run whenever control gets to an instruction, but for what is deferred.
func before(in ssa.Instruction) iter.Seq[ssa.Instruction] {
	return func(yield func(ssa.Instruction) bool) {
		for b := in.Block(); b != nil; b = b.Idom() {
			for _, i := range b.Instrs {
				if i == in {
					break
				}
				if !yield(i) {
					return
				}
			}
		}
	}
}

// inLoop reports whether b can run again after itself.
func (f *function) inLoop(b *ssa.BasicBlock) bool {
	r, ok := f.loops[b]
	if !ok {
		r = reaches(b, b)
		f.loops[b] = r
	}
	return r
}

// reaches reports whether control can go from a, once it has run, to b.
func reaches(a, b *ssa.BasicBlock) bool { return reachesAround(a, b, nil) }

// reachesAround reports whether it can do so without going through a third block.
func reachesAround(a, b, without *ssa.BasicBlock) bool {
	seen := map[*ssa.BasicBlock]bool{without: true}
	work := slices.Clone(a.Succs)
	for len(work) > 0 {
		c := work[len(work)-1]
		work = work[:len(work)-1]
		if c == b {
			return true
		}
		if !seen[c] {
			seen[c] = true
			work = append(work, c.Succs...)
		}
	}
	return false
}
