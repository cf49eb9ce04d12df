package flow

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// jams reports the channel of results that keeps the places of a semaphore: a loop takes a
// place for each goroutine that it starts, each sends its result before it gives the place back,
// and the results are only read after the loop. With more of them than there is room for, loop and
// goroutines wait for each other.
func (f *function) jams(take *ssa.Send) string {
	k, ok := f.semaphore(take.Chan, 0)
	if !ok || k.made == nil || !hasRoom(k.made) || !f.inLoop(take.Block()) {
		return ""
	}
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			g, ok := in.(*ssa.Go)
			if !ok || !sameLoop(b, take.Block()) || g.Call.StaticCallee() == nil || g.Call.StaticCallee().Parent() != f.ssa {
				continue
			}
			if send, mk := f.prog.scratch(g.Call.StaticCallee()).resultBefore(k); mk != nil && mk.Parent() == f.ssa && f.readsLater(mk, take) {
				return f.prog.src.valueText(send.Chan)
			}
		}
	}
	return ""
}

// sameLoop reports whether two blocks run again and again in turn.
func sameLoop(a, b *ssa.BasicBlock) bool { return reaches(a, b) && reaches(b, a) }

// resultBefore is the send of f, a goroutine, before it gives back its place in a semaphore, and
// the channel; nil if there is none.
func (f *function) resultBefore(k semaphore) (*ssa.Send, *ssa.MakeChan) {
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			send, ok := in.(*ssa.Send)
			if !ok {
				continue
			}
			if mk := f.madeChan(send.Chan, 0); mk != nil && mk != k.made && f.freesAfter(send, k) {
				return send, mk
			}
		}
	}
	return nil, nil
}

// freesAfter reports whether f gives back its place after a send, and not before.
func (f *function) freesAfter(send *ssa.Send, k semaphore) bool {
	after := false
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			_, deferred := in.(*ssa.Defer)
			switch {
			case !f.givesPlace(in, k):
			case deferred || mayPrecede(send, in):
				after = true
			default:
				return false
			}
		}
	}
	return after
}

// givesPlace reports whether in takes a value out of a semaphore, or runs a literal that does.
func (f *function) givesPlace(in ssa.Instruction, k semaphore) bool {
	if c, ok := in.(ssa.CallInstruction); ok {
		lit := c.Common().StaticCallee()
		return lit != nil && lit.Parent() == f.ssa && slices.ContainsFunc(lit.Blocks, func(b *ssa.BasicBlock) bool {
			return slices.ContainsFunc(b.Instrs, func(in ssa.Instruction) bool { return f.prog.scratch(lit).givesPlace(in, k) })
		})
	}
	return slices.ContainsFunc(received(in), func(ch ssa.Value) bool {
		got, ok := f.semaphore(ch, 0)
		return ok && got == k
	})
}

// readsLater reports whether f reads from mk, a channel with room for a fixed number, only after
// the loop in which take is, and nobody else does.
func (f *function) readsLater(mk *ssa.MakeChan, take *ssa.Send) bool {
	if _, fixed := mk.Size.(*ssa.Const); !fixed || !comesAgain(take.Block(), mk) || f.handsAway(mk, map[ssa.Value]bool{}) || f.receivedInside(chanKey{made: mk}) {
		return false
	}
	reads := f.waitsFor(mk).blocks
	for b := range reads {
		if sameLoop(b, take.Block()) {
			return false
		}
	}
	return len(reads) > 0
}
