package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// selects emits the event of a select without default.
func (f *function) selects(in *ssa.Select, s *state) {
	if !f.emitting {
		return
	}
	for _, st := range in.States {
		if st.Dir == types.SendOnly {
			f.signals[f.place(st.Chan)] = true
		}
	}
	if !in.Blocking || f.hasRoomIn(in) || endsProgram(in) {
		return
	}
	b, src := f.selectBound(in)
	e := &Event{Kind: kind.Wait, Instr: in, Bound: b, Held: s.held, Released: s.givenUp()}
	e.Blocks = b.Verdict == finding.Unbounded || src == quit
	if len(in.States) == 1 {
		e.On = f.place(in.States[0].Chan)
	}
	for _, st := range in.States {
		if b.Verdict != finding.Bounded && st.Pos.IsValid() {
			e.Cases = append(e.Cases, st.Pos)
		}
	}
	f.add(e)
}

// endsProgram reports whether a select stays around for a crash that is under way, as
// go panic(err) makes one that nobody can recover from.
func endsProgram(in *ssa.Select) bool {
	return len(in.States) == 0 && slices.ContainsFunc(in.Block().Instrs, func(in ssa.Instruction) bool {
		g, ok := in.(*ssa.Go)
		if !ok {
			return false
		}
		b, ok := g.Call.Value.(*ssa.Builtin)
		return ok && b.Name() == "panic"
	})
}

// hasRoomIn reports whether a case of a select can always go on: it sends, once, to a
// channel that was made with room.
func (f *function) hasRoomIn(in *ssa.Select) bool {
	return !f.inLoop(in.Block()) && slices.ContainsFunc(in.States, func(st *ssa.SelectState) bool {
		mk := f.madeChan(st.Chan, 0)
		return st.Dir == types.SendOnly && mk != nil && hasRoom(mk)
	})
}

// selectBound is the best of what the cases of a select wait for.
func (f *function) selectBound(in *ssa.Select) (Bound, source) {
	out, src := Bound{Verdict: finding.Unbounded}, plain
	for _, st := range in.States {
		if st.Dir != types.RecvOnly {
			continue
		}
		w := f.wakeOf(st.Chan)
		if w.source == plain || w.source == nothing || w.source == quit && len(in.States) < 2 {
			continue
		}
		// Who made the context may bound it, which a channel never does.
		if w.bound.Verdict < out.Verdict || w.source == done && src == quit {
			out, src = w.bound, w.source
			out.What = "select with " + w.word()
		}
	}
	return out, src
}
