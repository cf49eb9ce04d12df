package flow

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// leave marks the waits for somebody who leaves for good when told so, by a
// context or a quit channel: a send to a loop that does, or that only polls
// between waits of its own, and a receive from goroutines that do. Nothing
// tells the one who waits.
func (p *Program) leave(chans fieldChans) {
	for _, f := range p.order {
		for _, e := range f.events {
			if e.Kind != kind.Wait || e.From != nil || p.InTest(e.Pos) {
				continue
			}
			switch in := e.Instr.(type) {
			case *ssa.Send:
				k, ok := f.chanKey(in.Chan)
				if ok && chans[k] != nil {
					e.Deserted = chans[k].deserts(f, chans)
				}
				if e.Deserted != "" {
					f.answers(e, chans, chans[k].receivers)
				} else if f.toListener(in.Chan) {
					e.Deserted = "its receiver is up to who registered it; select with a timer"
				}
			case *ssa.UnOp:
				if f.forsaken(in) {
					e.Deserted = "who sends may leave with the context before; select with its Done"
				}
			}
		}
	}
}

// A use is an instruction that sends to a channel or receives from it.
type use struct {
	f  *function
	in ssa.Instruction
}

// A fieldChan is a channel that lives in a field which only this package can
// see: unless it is shared, all that is done with it is known.
type fieldChan struct {
	key                         chanKey
	receivers, senders, closers []use
	shared                      bool // others may use it by another name
}

type fieldChans map[chanKey]*fieldChan

// fieldChans lists these channels.
func (p *Program) fieldChans() fieldChans {
	out := fieldChans{}
	for _, f := range p.order {
		for _, b := range f.ssa.Blocks {
			for _, in := range b.Instrs {
				out.add(f, in)
			}
		}
	}
	return out
}

// add notes what in does with these channels.
func (chans fieldChans) add(f *function, in ssa.Instruction) {
	for _, ch := range received(in) {
		if k, ok := f.fieldKey(ch); ok {
			chans.at(k).receivers = append(chans.at(k).receivers, use{f, in})
		}
	}
	for _, ch := range sentTo(in) {
		if k, ok := f.fieldKey(ch); ok {
			chans.at(k).senders = append(chans.at(k).senders, use{f, in})
		}
	}
	if k, ok := f.fieldKey(closes(in)); ok {
		chans.at(k).closers = append(chans.at(k).closers, use{f, in})
	}
	if k, ok := f.shares(in); ok {
		chans.at(k).shared = true
	}
}

func (chans fieldChans) at(k chanKey) *fieldChan {
	if chans[k] == nil {
		chans[k] = &fieldChan{key: k}
	}
	return chans[k]
}

// fieldKey is the key of a channel in an unexported field.
func (f *function) fieldKey(v ssa.Value) (chanKey, bool) {
	if v == nil {
		return chanKey{}, false
	}
	k, ok := f.chanKey(v)
	if !ok || k.made != nil || !strings.Contains(k.class, ".") || strings.HasSuffix(k.class, "[]") {
		return chanKey{}, false
	}
	return k, !token.IsExported(k.class[strings.LastIndexByte(k.class, '.')+1:])
}

// shares reports the channel of a field that others may use by another name
// after in: it reads it for something else than to use it, or stores one that
// was not made for it.
func (f *function) shares(in ssa.Instruction) (chanKey, bool) {
	if s, ok := in.(*ssa.Store); ok {
		fv := fieldOf(s.Addr)
		if fv == nil || !isChan(fv.Type()) || f.prog.InTest(in.Pos()) {
			return chanKey{}, false
		}
		if mk, ok := s.Val.(*ssa.MakeChan); ok && len(*mk.Referrers()) == 1 {
			return chanKey{}, false
		}
		if c, ok := s.Val.(*ssa.Const); ok && c.Value == nil {
			return chanKey{}, false
		}
		return f.fieldKey(s.Addr)
	}
	v, ok := in.(ssa.Value)
	if !ok || fieldOf(v) == nil || !isChan(v.Type()) || v.Referrers() == nil {
		return chanKey{}, false
	}
	for _, r := range *v.Referrers() {
		if !usesChan(r) {
			return f.fieldKey(v)
		}
	}
	return chanKey{}, false
}

func isChan(t types.Type) bool {
	_, ok := t.Underlying().(*types.Chan)
	return ok
}

// closes is the channel that in closes.
func closes(in ssa.Instruction) ssa.Value {
	if c, ok := in.(ssa.CallInstruction); ok {
		if b, ok := c.Common().Value.(*ssa.Builtin); ok && b.Name() == "close" {
			return c.Common().Args[0]
		}
	}
	return nil
}

// usesChan: sends, receives, close, len and comparisons.
func usesChan(in ssa.Instruction) bool {
	switch in := in.(type) {
	case *ssa.Send, *ssa.Select, *ssa.UnOp, *ssa.DebugRef, *ssa.BinOp:
		return true
	case ssa.CallInstruction:
		_, ok := in.Common().Value.(*ssa.Builtin)
		return ok
	}
	return false
}

// deserts says how all who receive from c leave for good, or only poll, "" if one
// of them stays, or is sender.
func (c *fieldChan) deserts(sender *function, chans fieldChans) (how string) {
	if c.shared {
		return ""
	}
	for _, u := range c.receivers {
		if u.f.prog.InTest(u.in.Pos()) || c.drainedBy(u) {
			continue
		}
		if u.f == sender || u.f.ssa == sender.ssa.Parent() {
			return ""
		}
		if how = c.desertedBy(u, chans); how == "" {
			return ""
		}
	}
	return how
}

// desertedBy says how the receiver u leaves c for good, or why it may not come.
func (c *fieldChan) desertedBy(u use, chans fieldChans) string {
	sel, ok := u.in.(*ssa.Select)
	switch {
	case ok && !sel.Blocking && u.f.waitsBetween(sel):
		return "its receiver only looks for it in passing; close the channel instead"
	case ok && !sel.Blocking:
		return ""
	case ok:
		if told := u.f.leavesWith(sel, c.key, chans); told != "" {
			return "its receiver leaves with " + told + "; select with that, too"
		}
	}
	if failed := u.f.failsAway(u.in); failed != "" && u.f.startsOnce(0) {
		return "its receiver leaves when " + failed + " fails; select with its end, too"
	}
	return ""
}

// drainedBy: u only looks for what is left over, after its function has left another
// receive for good.
func (c *fieldChan) drainedBy(u use) bool {
	sel, ok := u.in.(*ssa.Select)
	if !ok || sel.Blocking {
		return false
	}
	after := false
	for _, o := range c.receivers {
		if o.f != u.f || o.in == u.in || !blocks(o.in) {
			continue
		}
		if reaches(u.in.Block(), o.in.Block()) {
			return false
		}
		after = after || reaches(o.in.Block(), u.in.Block())
	}
	return after
}

// blocks reports whether a receive waits for a value.
func blocks(in ssa.Instruction) bool {
	sel, ok := in.(*ssa.Select)
	return !ok || sel.Blocking
}

// failsAway is the call whose error takes f, which receives in a loop with in, out of the
// loop for good.
func (f *function) failsAway(in ssa.Instruction) string {
	if !f.inLoop(in.Block()) {
		return ""
	}
	return f.failsAfter(in.Block(), in.Block())
}

// failsAfter looks for that call in b and the blocks that it dominates.
func (f *function) failsAfter(b, loop *ssa.BasicBlock) string {
	if call, bad := failure(b); call != nil && f.inLoop(b) && !reaches(bad, loop) && reaches(b, loop) {
		_, _, what := f.prog.src.describe(call)
		return what
	}
	for _, d := range b.Dominees() {
		if what := f.failsAfter(d, loop); what != "" {
			return what
		}
	}
	return ""
}

// failure is the call whose error the end of b asks for, and where control goes if
// there is one.
func failure(b *ssa.BasicBlock) (*ssa.Call, *ssa.BasicBlock) {
	br, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok {
		return nil, nil
	}
	cmp, ok := br.Cond.(*ssa.BinOp)
	if !ok || !isNil(cmp.Y) || !isError(cmp.X.Type()) {
		return nil, nil
	}
	call, _ := callOf(cmp.X)
	if call == nil {
		return nil, nil
	}
	if cmp.Op == token.NEQ {
		return call, b.Succs[0]
	}
	return call, b.Succs[1]
}

// maxStarters is how far up those are followed who start a goroutine.
const maxStarters = 4

// startsOnce reports whether nobody runs f again and again, as far as its callers by name
// tell: who reconnects in a loop has another receiver soon.
func (f *function) startsOnce(depth int) bool {
	if depth > maxStarters {
		return true
	}
	calls, literal := f.prog.sites.calls[f.ssa], f.ssa.Parent() != nil
	if !literal && f.prog.sites.given[f.ssa] || literal && len(calls) == 0 {
		return false
	}
	for _, c := range calls {
		if g := f.prog.scratch(c.Parent()); g.inLoop(c.Block()) || !g.startsOnce(depth+1) {
			return false
		}
	}
	return true
}

// leavesWith is the channel that tells f, which goes around sel, to go for good.
func (f *function) leavesWith(sel *ssa.Select, k chanKey, chans fieldChans) string {
	if !f.inLoop(sel.Block()) {
		return ""
	}
	for i, st := range sel.States {
		if got, ok := f.chanKey(st.Chan); st.Dir != types.RecvOnly || ok && got == k {
			continue
		}
		if b := caseBlock(sel, i); b != nil && f.tells(st.Chan, chans) && leaves(b, sel.Block()) {
			return f.prog.src.valueText(st.Chan)
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

// tells reports whether a channel says that it is time to go: one that the
// package closes, or a context's that somebody else can end. Of what others
// close, it may be that they do so when nobody waits any more.
func (f *function) tells(ch ssa.Value, chans fieldChans) bool {
	w := f.wakeOf(ch)
	if w.source == done {
		return w.bound.Verdict < finding.Unbounded
	}
	k, ok := f.chanKey(ch)
	return ok && chans[k] != nil && len(chans[k].closers) > 0
}

// waitsBetween reports whether f waits for a peer between two polls.
func (f *function) waitsBetween(poll *ssa.Select) bool {
	for _, e := range f.events {
		if !e.Async && (e.Kind == kind.Accept || e.Kind == kind.ConnRead) && e.Bound.Verdict != finding.Bounded &&
			f.inLoop(e.Instr.Block()) && reaches(e.Instr.Block(), poll.Block()) {
			return true
		}
	}
	return false
}

// answers links the bare receives that follow the send of e to it: of what only
// those send who receive from e.
func (f *function) answers(e *Event, chans fieldChans, peers []use) {
	for _, r := range f.events {
		in, ok := r.Instr.(*ssa.UnOp)
		if !ok || r.Kind != kind.Wait || r.From != nil || !e.Instr.Block().Dominates(in.Block()) {
			continue
		}
		k, ok := f.chanKey(in.X)
		if c := chans[k]; ok && c != nil && c.sentOnlyBy(peers) {
			r.Answers = e
		}
	}
}

func (c *fieldChan) sentOnlyBy(peers []use) bool {
	for _, s := range c.senders {
		known := false
		for _, p := range peers {
			known = known || p.f == s.f
		}
		if !known {
			return false
		}
	}
	return len(c.senders) > 0 && !c.shared
}
