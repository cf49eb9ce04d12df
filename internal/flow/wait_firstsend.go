package flow

import "golang.org/x/tools/go/ssa"

// firstInto reports whether a send is the first one into a channel with room, which the
// function has just put where it is kept.
func (f *function) firstInto(send *ssa.Send) bool {
	if f.inLoop(send.Block()) {
		return false
	}
	at := f.place(send.Chan)
	for b := send.Block(); b != nil; b = b.Idom() {
		for _, in := range b.Instrs {
			s, ok := in.(*ssa.Store)
			if !ok || f.place(s.Addr) != at || !mayPrecede(s, send) {
				continue
			}
			mk := f.madeChan(s.Val, 0)
			return mk != nil && hasRoom(mk) && !f.sendsBetween(s, send)
		}
	}
	return false
}

// sendsBetween reports whether f may send to the channel of a send before that, and after
// a store.
func (f *function) sendsBetween(s *ssa.Store, last *ssa.Send) bool {
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			for _, ch := range sentTo(in) {
				if in != ssa.Instruction(last) && f.place(ch) == f.place(last.Chan) && mayPrecede(s, in) && mayPrecede(in, last) {
					return true
				}
			}
		}
	}
	return false
}
