package flow

import (
	"golang.org/x/tools/go/ssa"
)

// failsAway is the call whose error takes f, which receives in a loop with in, out of the
// loop for good.
func (f *function) failsAway(in ssa.Instruction) string {
	if !f.inLoop(in.Block()) {
		return ""
	}
	return f.failsAfter(in.Block(), in.Block())
}

// failsAfter looks for that call in b and the blocks that it dominates.
func (f *function) failsAfter(b, loop *ssa.BasicBlock) string {
	if call, bad := failure(b); call != nil && f.inLoop(b) && !reaches(bad, loop) && reaches(b, loop) {
		_, _, what := f.prog.src.describe(call)
		return what
	}
	for _, d := range b.Dominees() {
		if what := f.failsAfter(d, loop); what != "" {
			return what
		}
	}
	return ""
}

// failure is the call whose error the end of b asks for, and where control goes if
// there is one.
func failure(b *ssa.BasicBlock) (*ssa.Call, *ssa.BasicBlock) {
	x, _, otherwise := nilTest(b)
	if x == nil || !isError(x.Type()) {
		return nil, nil
	}
	call, _ := callOf(x)
	if call == nil {
		return nil, nil
	}
	return call, otherwise
}

// maxStarters is how far up those are followed who start a goroutine.
const maxStarters = 4

// startsOnce reports whether nobody runs f again and again, as far as its callers by name
// tell: who reconnects in a loop has another receiver soon.
func (f *function) startsOnce(depth int) bool {
	if depth > maxStarters {
		return true
	}
	calls, all := f.prog.sites.callsOf(f.ssa)
	if literal := f.ssa.Parent() != nil; !literal && !all || literal && len(calls) == 0 {
		return false
	}
	for _, c := range calls {
		if g := f.prog.scratch(c.Parent()); g.inLoop(c.Block()) || !g.startsOnce(depth+1) {
			return false
		}
	}
	return true
}
