package flow

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// givesBack reports whether a receive, whose value nobody looks at, frees the
// place in a semaphore that the function took by a send.
func (f *function) givesBack(in ssa.Value, ch ssa.Value) bool {
	if refs := in.Referrers(); refs != nil && len(*refs) > 0 {
		return false
	}
	k, ok := f.semaphore(ch, 0)
	for g := f; ok && g != nil; g = g.outer() {
		if g.sendsTo(k) {
			return true
		}
	}
	return false
}

// A semaphore is a channel, or the parameter that it came in.
type semaphore struct {
	chanKey
	param *ssa.Parameter
}

func (f *function) semaphore(ch ssa.Value, depth int) (semaphore, bool) {
	if k, ok := f.chanKey(ch); ok {
		return semaphore{chanKey: k}, true
	}
	switch r := f.place(ch).Root.(type) {
	case *ssa.Parameter:
		return semaphore{param: r}, true
	case *ssa.FreeVar:
		if b := binding(f.ssa, r); b != nil && depth < maxEither {
			return f.outer().semaphore(b, depth+1)
		}
	}
	return semaphore{}, false
}

// outer is the function that a literal is in.
func (f *function) outer() *function {
	if up := f.ssa.Parent(); up != nil {
		return f.prog.scratch(up)
	}
	return nil
}

func (f *function) sendsTo(k semaphore) bool {
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			for _, ch := range sentTo(in) {
				if got, ok := f.semaphore(ch, 0); ok && got == k {
					return true
				}
			}
		}
	}
	return false
}

// sentTo lists the channels that an instruction sends to.
func sentTo(in ssa.Instruction) []ssa.Value {
	switch in := in.(type) {
	case *ssa.Send:
		return []ssa.Value{in.Chan}
	case *ssa.Select:
		var out []ssa.Value
		for _, st := range in.States {
			if st.Dir == types.SendOnly {
				out = append(out, st.Chan)
			}
		}
		return out
	}
	return nil
}

// received lists the channels that an instruction receives from.
func received(in ssa.Instruction) []ssa.Value {
	switch in := in.(type) {
	case *ssa.UnOp:
		if in.Op == token.ARROW {
			return []ssa.Value{in.X}
		}
	case *ssa.Select:
		var out []ssa.Value
		for _, st := range in.States {
			if st.Dir == types.RecvOnly {
				out = append(out, st.Chan)
			}
		}
		return out
	}
	return nil
}
