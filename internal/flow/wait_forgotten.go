package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
)

// forgotten marks a select for an answer that is to end with a channel which nobody sends on or
// closes, too: without an answer it does not. A loop waits for work, and may do so for ever.
func (f *function) forgotten(e *Event, sel *ssa.Select, chans fieldChans) {
	var never ssa.Value
	for _, st := range sel.States {
		if st.Dir != types.RecvOnly || f.wakeOf(st.Chan).source > quit {
			return
		}
		if f.isForgotten(st.Chan, chans) {
			never = st.Chan
		}
	}
	if never == nil || f.inLoop(sel.Block()) {
		return
	}
	e.Bound, e.Settled, e.Blocks = Bound{Verdict: finding.Unbounded}, finding.Unbounded, true
	e.Deserted = "nobody sends on " + f.prog.src.valueText(never) + " or closes it"
}

// isForgotten reports whether a channel is in a field that only this package sees, which makes
// it and does nothing else with it but receive.
func (f *function) isForgotten(ch ssa.Value, chans fieldChans) bool {
	k, ok := f.fieldKey(ch)
	if !ok || chans[k] == nil || chans[k].shared || !f.prog.allInField(ch, func(*ssa.MakeChan) bool { return true }) {
		return false
	}
	return len(chans[k].senders)+len(chans[k].closers) == 0
}
