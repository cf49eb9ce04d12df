package flow

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// desert marks the sends whose receivers leave: each waits in a loop for other
// things, too, and returns at the end of a context or of what a channel stands
// for, so that a send that looks at neither is left alone. Or they never stay:
// they look for a value in passing, so that the second signal, if not the first, is
// one too many. The channel is a field or a variable of the
// package; abandon looks at those that a function makes.
func (p *Program) desert() {
	for _, f := range p.order {
		for _, e := range f.events {
			send, ok := e.Instr.(*ssa.Send)
			if !ok || e.From != nil || e.Kind != kind.Wait {
				continue
			}
			if k, ok := f.chanKey(send.Chan); ok && k.class != "" {
				e.Polled = polled(p.receivers.of[k]) && (isSignal(send.Chan) || !f.keepsRoom(send.Chan))
				if !isSignal(send.Chan) || !f.keepsRoom(send.Chan) {
					e.Deserted = deserted(p.receivers.of[k])
				}
			}
		}
	}
}

// deserted names what all receivers leave with, "" if one of them stays.
func deserted(receivers []receiver) string {
	var with string
	for _, r := range receivers {
		if with = r.leavesWith(); with == "" {
			return ""
		}
	}
	return with
}

// polled reports whether all receivers go on at once when there is nothing.
func polled(receivers []receiver) bool {
	for _, r := range receivers {
		if sel, ok := r.in.(*ssa.Select); !ok || sel.Blocking {
			return false
		}
	}
	return len(receivers) > 0
}

// keepsRoom reports whether a channel is a field that only ever holds channels
// with room.
func (f *function) keepsRoom(ch ssa.Value) bool {
	fv := fieldOf(ch)
	return fv != nil && f.prog.allMade(fv, hasRoom)
}

// Answer is the receive that follows a send in its block, bare like it: the same
// peer has to send what it waits for.
func (e *Event) Answer() *Event {
	var after bool
	for _, in := range e.Instr.Block().Instrs {
		u, ok := in.(*ssa.UnOp)
		if after && ok && u.Op == token.ARROW {
			return e.Fn.eventAt(u)
		}
		after = after || in == e.Instr
	}
	return nil
}

// eventAt is the operation at in, nil if there is none.
func (f *function) eventAt(in ssa.Instruction) *Event {
	for _, e := range f.events {
		if e.Instr == in && e.From == nil {
			return e
		}
	}
	return nil
}

// Left reports whether nobody may be there for a send.
func (e *Event) Left() bool { return e.Abandoned || e.Deserted != "" || e.Polled }

// leavesWith is the channel whose case takes a receiver out of its loop for good.
func (r receiver) leavesWith() string {
	sel, ok := r.in.(*ssa.Select)
	if !ok || !sel.Blocking || !r.fn.inLoop(sel.Block()) {
		return ""
	}
	for i, st := range sel.States {
		if k, ok := r.fn.chanKey(st.Chan); ok && k == r.k || !r.fn.isEnd(st.Chan) {
			continue
		}
		if b := caseBlock(sel, i); b != nil && leaves(b, sel.Block()) {
			return r.fn.prog.src.valueText(st.Chan)
		}
	}
	return ""
}

// leaves reports whether the code that only a case of a select runs, from b on,
// takes the function where it does not get back to the select.
func leaves(b, sel *ssa.BasicBlock) bool {
	out := func(c *ssa.BasicBlock) bool { return c != sel && !reaches(c, sel) }
	return out(b) || slices.ContainsFunc(b.Succs, out) ||
		slices.ContainsFunc(b.Dominees(), func(d *ssa.BasicBlock) bool { return leaves(d, sel) })
}

// isEnd reports whether a channel stands for an end: of a context, by carrying
// nothing, or because the package closes it.
func (f *function) isEnd(ch ssa.Value) bool {
	if s := f.wakeOf(ch).source; s == quit || s == done {
		return true
	}
	k, ok := f.chanKey(ch)
	return ok && f.prog.receivers.closed[k]
}
