package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Receivers know who receives from the channels of the package, tests aside.
type receivers struct {
	of       map[chanKey][]receiver
	messages map[*types.TypeName]bool // types of the package that a bare receive in a loop takes
	closed   map[chanKey]bool
}

// A receiver is a receive in a function, in a select or bare.
type receiver struct {
	fn *function
	in ssa.Instruction
	k  chanKey
}

func newReceivers(p *Program) *receivers {
	rs := &receivers{of: map[chanKey][]receiver{}, messages: map[*types.TypeName]bool{}, closed: map[chanKey]bool{}}
	for _, f := range p.order {
		if p.InTest(f.ssa.Pos()) {
			continue
		}
		for _, b := range f.ssa.Blocks {
			for _, in := range b.Instrs {
				rs.add(f, in)
			}
		}
	}
	return rs
}

func (rs *receivers) add(f *function, in ssa.Instruction) {
	for _, ch := range received(in) {
		if k, ok := f.chanKey(ch); ok {
			rs.of[k] = append(rs.of[k], receiver{f, in, k})
		}
		if m := f.message(ch); m != nil && isBare(in) && f.inLoop(in.Block()) {
			rs.messages[m] = true
		}
	}
	if c, ok := in.(ssa.CallInstruction); ok {
		if b, ok := c.Common().Value.(*ssa.Builtin); ok && b.Name() == "close" {
			if k, ok := f.chanKey(c.Common().Args[0]); ok {
				rs.closed[k] = true
			}
		}
	}
}

// isBare reports whether a receive waits for nothing else.
func isBare(in ssa.Instruction) bool {
	_, ok := in.(*ssa.UnOp)
	return ok
}

// isSignal reports whether a channel carries no values: a receive from it may
// give back what a semaphore has lent.
func isSignal(ch ssa.Value) bool {
	c, ok := ch.Type().Underlying().(*types.Chan)
	if !ok {
		return false
	}
	st, ok := c.Elem().Underlying().(*types.Struct)
	return ok && st.NumFields() == 0
}

// message is the type of what a channel carries, if it is one of the package.
func (f *function) message(ch ssa.Value) *types.TypeName {
	c, ok := ch.Type().Underlying().(*types.Chan)
	if !ok {
		return nil
	}
	elem := c.Elem()
	if p, ok := elem.Underlying().(*types.Pointer); ok {
		elem = p.Elem()
	}
	n, ok := types.Unalias(elem).(*types.Named)
	if !ok || n.Obj().Pkg() != f.prog.Pkg {
		return nil
	}
	return n.Obj()
}

// Taken reports whether e is a send for which somebody in the package is there: a
// bare receive from the same channel, or in a loop from one that carries the same
// messages.
func (e *Event) Taken() bool {
	send, ok := e.Instr.(*ssa.Send)
	if !ok {
		return false
	}
	rs := e.Fn.prog.receivers
	if k, ok := e.Fn.chanKey(send.Chan); ok && !isSignal(send.Chan) {
		for _, r := range rs.of[k] {
			if isBare(r.in) {
				return true
			}
		}
	}
	m := e.Fn.message(send.Chan)
	return m != nil && rs.messages[m]
}
