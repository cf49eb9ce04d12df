package flow

import (
	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// desert marks the sends whose receivers leave: each waits in a loop for other
// things, too, and returns at the end of a context or of what a channel stands
// for, so that a send that looks at neither is left alone. The channel is a field
// or a variable of the package; abandon looks at those that a function makes.
func (p *Program) desert() {
	for _, f := range p.order {
		for _, e := range f.events {
			send, ok := e.Instr.(*ssa.Send)
			if !ok || e.From != nil || e.Kind != kind.Wait {
				continue
			}
			if k, ok := f.chanKey(send.Chan); ok && k.class != "" {
				e.Deserted = deserted(p.receivers.of[k])
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

// leavesWith is the channel whose case takes a receiver out of its loop for good.
func (r receiver) leavesWith() string {
	sel, ok := r.in.(*ssa.Select)
	if !ok || !sel.Blocking || !r.fn.inLoop(sel.Block()) {
		return ""
	}
	again := map[*ssa.BasicBlock]bool{sel.Block(): true}
	for i, st := range sel.States {
		if k, ok := r.fn.chanKey(st.Chan); ok && k == r.k || !r.fn.isEnd(st.Chan) {
			continue
		}
		if b := caseBlock(sel, i); b != nil && returns(b, again) {
			return r.fn.prog.src.valueText(st.Chan)
		}
	}
	return ""
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
