package flow

import "golang.org/x/tools/go/ssa"

// takerGone reports whether f sends to a channel without room that it made, or the function
// whose literal it is, and the one goroutine there that receives may have left with a context or
// a clock.
func (f *function) takerGone(send *ssa.Send) bool {
	mk := f.madeChan(send.Chan, 0)
	if mk == nil || hasRoom(mk) || mk.Parent() != f.ssa && mk.Parent() != f.ssa.Parent() {
		return false
	}
	maker := f.prog.scratch(mk.Parent())
	if maker.ownChan(mk) == nil || len(maker.waitsFor(mk).blocks) > 0 {
		return false
	}
	taker := maker.onlyTaker(mk)
	if taker == nil || taker == f {
		return false
	}
	w := taker.waitsFor(mk)
	return !w.bare && w.leavesBy(func(st *ssa.SelectState) bool {
		by := taker.wakeOf(st.Chan).source
		return by == done || by == timer
	})
}

// onlyTaker is the goroutine of f that receives what is sent on mk, nil if there are several.
func (f *function) onlyTaker(mk *ssa.MakeChan) (taker *function) {
	for _, lit := range f.ssa.AnonFuncs {
		g := f.prog.scratch(lit)
		if !g.receives(chanKey{made: mk}) {
			continue
		}
		if taker != nil || !g.isGoroutine() {
			return nil
		}
		taker = g
	}
	return taker
}
