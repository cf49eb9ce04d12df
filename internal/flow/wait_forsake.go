package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
)

// forsaken reports whether a receive is from a channel of f on which only the
// goroutines of f send, and one of them can return before it has, because a
// context ended that f was given.
func (f *function) forsaken(in *ssa.UnOp) bool {
	mk := f.ownChan(in.X)
	if in.CommaOk || mk == nil {
		return false
	}
	k := chanKey{made: mk}
	if f.sendsTo(semaphore{chanKey: k}) || len(f.madeUses(mk).closers) > 0 {
		return false
	}
	for _, l := range f.launched {
		for _, t := range l.targets {
			if t.fn != nil && t.fn.ssa.Parent() == f.ssa && f.mayDesert(t, k) {
				return true
			}
		}
	}
	return false
}

// ownChan is the make of a channel that f made for itself.
func (f *function) ownChan(ch ssa.Value) *ssa.MakeChan {
	mk, ok := f.place(ch).Root.(*ssa.MakeChan)
	if !ok || mk.Parent() != f.ssa || f.handsAway(mk, map[ssa.Value]bool{}) {
		return nil
	}
	return mk
}

// mayDesert reports whether a goroutine of f that sends to k can return without
// that when a context ends.
func (f *function) mayDesert(t target, k chanKey) bool {
	g := t.fn
	sends := map[*ssa.BasicBlock]bool{}
	for _, b := range g.ssa.Blocks {
		for _, in := range b.Instrs {
			for _, ch := range sentTo(in) {
				if got, ok := g.chanKey(ch); ok && got == k {
					sends[b] = true
				}
			}
		}
	}
	if len(sends) == 0 {
		return false
	}
	for _, w := range g.wakes() {
		sel, ok := w.in.(*ssa.Select)
		if !ok || w.wake.source != done {
			continue
		}
		b := w.wake.bound
		if b.Verdict == finding.Callers {
			b = f.contextIn(b.On, t)
		}
		if b.Verdict == finding.Unbounded {
			continue // only f itself ends it
		}
		for i, st := range sel.States {
			if st.Dir != types.RecvOnly || st.Chan != w.channel {
				continue
			}
			if to := caseBlock(sel, i); to != nil && returns(to, sends) {
				return true
			}
		}
	}
	return false
}
