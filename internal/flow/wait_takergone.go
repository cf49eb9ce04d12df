package flow

import "golang.org/x/tools/go/ssa"

// takerGone reports whether f sends to a channel that it made without room, and the one
// goroutine of f that receives may have left with a context or a clock.
func (f *function) takerGone(send *ssa.Send) bool {
	mk := f.ownChan(send.Chan)
	if mk == nil || hasRoom(mk) || len(f.waitsFor(mk).blocks) > 0 {
		return false
	}
	var taker *function
	for _, lit := range f.ssa.AnonFuncs {
		g := f.prog.scratch(lit)
		if !g.receives(chanKey{made: mk}) {
			continue
		}
		if taker != nil || !g.isGoroutine() {
			return false
		}
		taker = g
	}
	if taker == nil {
		return false
	}
	w := taker.waitsFor(mk)
	return !w.bare && w.leavesBy(func(st *ssa.SelectState) bool {
		by := taker.wakeOf(st.Chan).source
		return by == done || by == timer
	})
}
