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
	made     map[*ssa.MakeChan][]use   // who sends on a channel that was made there, or closes it
	fields   map[string][]use          // on one in a field
	messages map[*types.TypeName][]use // on one that came from elsewhere, by what it carries
}

func (p *Program) newReplier(j *joiner) *replier {
	r := &replier{j, map[*ssa.MakeChan][]use{}, map[string][]use{}, map[*types.TypeName][]use{}}
	for _, f := range p.order {
		if p.InTest(f.ssa.Pos()) {
			continue
		}
		for _, b := range f.ssa.Blocks {
			for _, in := range b.Instrs {
				chans := sentTo(in)
				if ch := closes(in); ch != nil {
					chans = append(chans, ch)
				}
				for _, ch := range chans {
					r.add(use{f, in}, ch)
				}
			}
		}
	}
	return r
}

// add notes that u sends on ch.
func (r *replier) add(u use, ch ssa.Value) {
	if k, ok := u.f.workKey(ch); ok && k.made != nil {
		r.made[k.made] = append(r.made[k.made], u)
		return
	}
	if name := fieldName(ch); name != "" {
		r.fields[name] = append(r.fields[name], u)
	}
	if m := u.f.prog.message(ch); m != nil && u.f.isHanded(ch) {
		r.messages[m] = append(r.messages[m], u)
	}
}

// maxSends is how many places answer requests of one kind.
const maxSends = 16

// reply is the read that the end of a receive depends on, nil if there is none, or somebody
// else may end it. A goroutine that waits holds up nobody.
func (r *replier) reply(f *function, in *ssa.UnOp) *Event {
	if f.inLoop(in.Block()) && in.CommaOk || f.isGoroutine() {
		return nil
	}
	starts, answered := map[*function]bool{}, false
	sends := r.sends(f, in.X)
	if len(sends) > maxSends {
		return nil
	}
	for _, u := range sends {
		if u.f != f && !newEnds([]use{u}).mayRunIn(f) {
			r.addStarted(u.f, starts, 0)
			answered = answered || !r.isLast(u)
		}
	}
	delete(starts, nil)
	var read *Event
	for g := range starts {
		got := g.readsForever()
		if got == nil || !answered {
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

// sends lists who sends on ch, a channel of f that was made for a request or is a field of one.
func (r *replier) sends(f *function, ch ssa.Value) (out []use) {
	mk := f.suppliedChan(ch, 0)
	for _, v := range either(ch) {
		if m, ok := v.(*ssa.MakeChan); ok && mk == nil {
			mk = m
		}
	}
	if mk != nil {
		out = slices.Concat(r.made[mk], r.messages[f.prog.message(mk)])
	}
	if f.isReply(ch) {
		out = append(out, r.fields[fieldName(ch)]...)
	}
	return out
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
