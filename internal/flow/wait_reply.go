package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/kind"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// A replier looks for the receives of answers that a peer may never give: the channel was
// made for one request, and who sends on it reads from a connection that nothing ends.
type replier struct {
	*joiner
	sends []use
}

func (p *Program) newReplier(j *joiner) *replier {
	r := &replier{joiner: j}
	for _, f := range p.order {
		if p.InTest(f.ssa.Pos()) {
			continue
		}
		for _, b := range f.ssa.Blocks {
			for _, in := range b.Instrs {
				if len(sentTo(in)) > 0 || closes(in) != nil {
					r.sends = append(r.sends, use{f, in})
				}
			}
		}
	}
	return r
}

// reply is the read that the end of a receive depends on, nil if there is none, or somebody
// else may end it. A goroutine that waits holds up nobody.
func (r *replier) reply(f *function, in *ssa.UnOp) *Event {
	if f.inLoop(in.Block()) && in.CommaOk || f.isGoroutine() {
		return nil
	}
	a := f.answerOf(in.X)
	starts := map[*function]bool{}
	for _, u := range r.sends {
		if u.f != f && !r.isLast(u) && u.answers(a) && !f.mayRunInside(map[ssa.Instruction]bool{u.in: true}, map[*function]bool{}) {
			r.addStarted(u.f, starts, 0)
		}
	}
	delete(starts, nil)
	var read *Event
	for g := range starts {
		got := g.readsForever()
		if got == nil {
			return nil
		}
		if read == nil || got.Pos < read.Pos {
			read = got
		}
	}
	return read
}

// isLast reports whether a goroutine does u when it is about to end: that is no answer.
func (r *replier) isLast(u use) bool {
	_, late := u.in.(*ssa.Defer)
	return late || r.started[u.f] && !u.f.inLoop(u.in.Block())
}

// An answer is the channel of a request: made for it, or a field of it.
type answer struct {
	made *ssa.MakeChan
	key  chanKey
}

// answerOf describes the channel ch of f, if it is one.
func (f *function) answerOf(ch ssa.Value) (a answer) {
	if a.made = f.suppliedChan(ch, 0); a.made == nil {
		for _, v := range either(ch) {
			if mk, ok := v.(*ssa.MakeChan); ok {
				a.made = mk
			}
		}
	}
	if f.isReply(ch) {
		a.key.class = fieldName(ch)
	}
	return a
}

// answers reports whether u may send a, or close its channel.
func (u use) answers(a answer) bool {
	chans := sentTo(u.in)
	if ch := closes(u.in); ch != nil {
		chans = append(chans, ch)
	}
	var m *types.TypeName
	if a.made != nil {
		m = u.f.prog.message(a.made)
	}
	return slices.ContainsFunc(chans, func(ch ssa.Value) bool {
		if k, ok := u.f.workKey(ch); ok && k.made != nil {
			return k.made == a.made
		}
		return a.key.class != "" && fieldName(ch) == a.key.class || m != nil && u.f.prog.message(ch) == m && u.f.isHanded(ch)
	})
}

// readsForever is the read from a peer, in a loop of f, that nothing ends.
func (f *function) readsForever() *Event {
	for _, e := range f.events {
		if !e.Async && e.Dir&knowledge.Read != 0 && (e.Kind == kind.ConnRead || e.Kind == "") && e.Settled >= finding.Callers && e.repeats() {
			return e
		}
	}
	return nil
}
