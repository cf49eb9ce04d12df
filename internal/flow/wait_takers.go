package flow

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Takers are the receives of the package, tests aside, whose function waits for
// nothing else. Of a function that users call, nobody knows when they do: it counts if what
// is sent has room until then.
type takers struct {
	keys     map[chanKey]bool
	fields   map[string]bool          // fields of which somebody receives, somehow
	messages map[*types.TypeName]bool // types of the package that are received in a loop
}

func newTakers(p *Program, j *joiner) *takers {
	ts := &takers{map[chanKey]bool{}, map[string]bool{}, map[*types.TypeName]bool{}}
	for _, f := range p.order {
		if p.InTest(f.ssa.Pos()) {
			continue
		}
		forUsers := !j.running[f] && (isOpenToOthers(f.ssa) || p.sites.open[f.ssa])
		for _, b := range f.ssa.Blocks {
			for _, in := range b.Instrs {
				for _, ch := range received(in) {
					ts.fields[fieldName(ch)] = true
					if forUsers && !f.prog.madeWithRoom(ch) {
						continue
					}
					if sel, ok := in.(*ssa.Select); ok && f.stays(sel, ch) || !ok && !isSignal(ch) {
						ts.add(f, ch, b)
					}
				}
			}
		}
	}
	return ts
}

// reads reports whether somebody receives from the channel of a field.
func (ts *takers) reads(field string) bool { return ts.fields[field] }

// madeWithRoom reports whether all channels in the field that ch is in have room.
func (p *Program) madeWithRoom(ch ssa.Value) bool {
	return p.allInField(ch, roomFor(1))
}

func (ts *takers) add(f *function, ch ssa.Value, b *ssa.BasicBlock) {
	if k, ok := f.chanKey(ch); ok {
		ts.keys[k] = true
		if name := fieldName(ch); name != "" {
			ts.keys[chanKey{class: name}] = true // for those who do not see where it was made
		}
	}
	if m := f.prog.message(ch); m != nil && f.inLoop(b) {
		ts.messages[m] = true
	}
}

// stays reports whether a select receives from ch again and again, and looks at
// nothing else but the time.
func (f *function) stays(sel *ssa.Select, ch ssa.Value) bool {
	return f.inLoop(sel.Block()) && !slices.ContainsFunc(sel.States, func(st *ssa.SelectState) bool {
		if st.Chan == ch {
			return false
		}
		w := f.wakeOf(st.Chan)
		return st.Dir != types.RecvOnly || w.source != ticker && w.source != timer
	})
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
func (p *Program) message(ch ssa.Value) *types.TypeName {
	c, ok := ch.Type().Underlying().(*types.Chan)
	if !ok {
		return nil
	}
	elem := c.Elem()
	if ptr, ok := elem.Underlying().(*types.Pointer); ok {
		elem = ptr.Elem()
	}
	n, ok := types.Unalias(elem).(*types.Named)
	if !ok || n.Obj().Pkg() != p.Pkg {
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
	ts := e.Fn.prog.takers
	if k, ok := e.Fn.chanKey(send.Chan); ok && ts.keys[k] || e.Fn.handsToTaker(send.Chan) {
		return true
	}
	m := e.Fn.prog.message(send.Chan)
	return m != nil && ts.messages[m]
}

// handsToTaker reports whether f starts a goroutine with the channel as an argument,
// which receives from it in a loop and waits for nothing else there.
func (f *function) handsToTaker(ch ssa.Value) bool {
	mk := f.madeChan(ch, 0)
	if mk == nil {
		return false
	}
	for _, l := range f.launched {
		for _, t := range l.targets {
			for i, a := range t.args {
				if t.fn != nil && i < len(t.fn.ssa.Params) && f.madeChan(a, 0) == mk && t.fn.takes(t.fn.ssa.Params[i]) {
					return true
				}
			}
		}
	}
	return false
}

// takes reports whether f receives from ch in a loop, by itself.
func (f *function) takes(ch ssa.Value) bool {
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			if u, ok := in.(*ssa.UnOp); ok && u.Op == token.ARROW && u.X == ch && f.inLoop(b) {
				return true
			}
		}
	}
	return false
}
