package flow

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// leftByCaller reports whether somebody in the package who calls the function that made a channel
// without room, and returned it, leaves the loop in which it receives before the channel is
// closed: for v := range all() { if found(v) { return v } }. The goroutine that sends waits for
// ever then.
func (p *Program) leftByCaller(mk *ssa.MakeChan) bool {
	if hasRoom(mk) {
		return false
	}
	for _, c := range p.sites.calls[mk.Parent()] {
		call, ok := c.(*ssa.Call)
		if !ok || p.InTest(call.Pos()) {
			continue
		}
		f := p.scratch(call.Parent())
		for _, v := range resultsOf(call) {
			if isChan(v.Type()) && f.suppliedChan(v, 0) == mk && f.leavesEarly(v) {
				return true
			}
		}
	}
	return false
}

// resultsOf are the values of a call, one by one.
func resultsOf(call *ssa.Call) []ssa.Value {
	if call.Call.Signature().Results().Len() < 2 {
		return []ssa.Value{call}
	}
	var out []ssa.Value
	for _, r := range *call.Referrers() {
		if x, ok := r.(*ssa.Extract); ok {
			out = append(out, x)
		}
	}
	return out
}

// leavesEarly reports whether f receives from ch only in a loop, and may leave that when what it
// got is not what ends a conversation: of its fields and constants the sender knows.
func (f *function) leavesEarly(ch ssa.Value) bool {
	var loop *ssa.UnOp
	for _, r := range *ch.Referrers() {
		switch r := r.(type) {
		case *ssa.DebugRef:
		case *ssa.UnOp:
			if loop != nil || !r.CommaOk || !f.inLoop(r.Block()) {
				return false
			}
			loop = r
		default:
			return false
		}
	}
	if loop == nil {
		return false
	}
	about := map[ssa.Value]bool{}
	for _, r := range *loop.Referrers() {
		collectAbout(r.(ssa.Value), about)
	}
	return slices.ContainsFunc(f.ssa.Blocks, func(b *ssa.BasicBlock) bool {
		cond := exitOf(b, loop.Block())
		return cond != nil && b != loop.Block() && !about[cond]
	})
}
