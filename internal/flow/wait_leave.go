package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// leave marks the waits for somebody who leaves for good: a send to a loop that does when told
// so, or that only polls between waits of its own; a receive from goroutines that do, or that
// fail before they have sent; a wait for goroutines that forget to count down. Nothing tells
// the one who waits.
func (p *Program) leave(chans fieldChans, j *joiner) {
	u := unsender{j, chans}
	var r *replier
	for _, f := range p.order {
		for _, e := range f.events {
			if e.Kind != kind.Wait || e.From != nil || p.InTest(e.Pos) {
				continue
			}
			switch in := e.Instr.(type) {
			case *ssa.Send:
				if e.Deserted == "" {
					f.unreceived(e, in, chans)
				}
			case *ssa.Select:
				f.forgotten(e, in, chans)
			case *ssa.UnOp:
				if e.Deserted = u.unsent(f, in); e.Deserted != "" {
					continue
				}
				if r == nil {
					r = p.newReplier(j)
				}
				e.Reply = r.reply(f, in)
			case *ssa.Call:
				if f.forgetsDone(e) {
					e.Deserted = "a goroutine may return without Done; defer it"
				}
			}
		}
	}
}

// unreceived marks the send e if its receivers may have left.
func (f *function) unreceived(e *Event, in *ssa.Send, chans fieldChans) {
	k, ok := f.chanKey(in.Chan)
	if ok && chans[k] != nil {
		if chans[k].roomForAll(f, in.Chan) {
			e.Served = true
		} else {
			e.Deserted = chans[k].deserts(f, chans)
		}
	}
	switch {
	case e.Deserted != "":
		e.Channel = k.class
		f.answers(e, chans, chans[k].receivers)
	case f.toListener(in.Chan):
		e.Deserted = "its receiver is up to who registered it; select with a timer"
	case f.toReader(in.Chan):
		e.Deserted = "its receiver is up to the users, who may have stopped; select with what stops it"
	case f.registrantLeaves(in):
		e.Abandoned = true
	}
}

// roomForAll reports whether all that is ever sent on c has room: each send happens once for
// each of the objects that the channel belongs to.
func (c *fieldChan) roomForAll(f *function, ch ssa.Value) bool {
	for _, u := range c.senders {
		if u.f.inLoop(u.in.Block()) || !u.f.startedOnce() && !u.f.happensOnce(u.in) {
			return false
		}
	}
	return !c.shared && f.prog.allInField(ch, roomFor(len(c.senders)))
}

// startedOnce reports whether f runs once for each object of its caller: it has one, which
// does not call it in a loop.
func (f *function) startedOnce() bool {
	calls, all := f.prog.sites.callsOf(f.ssa)
	return all && len(calls) == 1 && !isOpenToOthers(f.ssa) && !f.prog.scratch(calls[0].Parent()).inLoop(calls[0].Block())
}

// deserts says how all who receive from c leave for good, or only poll, "" if one
// of them stays, or is sender.
func (c *fieldChan) deserts(sender *function, chans fieldChans) (how string) {
	if c.shared {
		return ""
	}
	for _, u := range c.receivers {
		if c.drainedBy(u) {
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

// desertedBy says how the receiver u leaves c for good, or why it may not come. Who closes
// the channel then makes senders panic: they do not wait.
func (c *fieldChan) desertedBy(u use, chans fieldChans) string {
	sel, ok := u.in.(*ssa.Select)
	switch {
	case slices.ContainsFunc(c.closers, func(x use) bool { return x.f == u.f }):
		return ""
	case ok && !sel.Blocking && u.f.waitsBetween(sel):
		return "its receiver only looks for it in passing; close the channel instead"
	case ok && !sel.Blocking:
		return ""
	case ok:
		if told := u.f.leavesWith(sel, c.key, chans); told != "" {
			return "its receiver leaves with " + told + "; select with that, too"
		}
	}
	if field := c.dismissed(u); field != "" && u.f.startsOnce(0) {
		return "its receiver leaves after a message whose " + field + " is set; close a channel then, and select with that"
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

// leavesWith is the channel that tells f, which goes around sel, to go for good.
func (f *function) leavesWith(sel *ssa.Select, k chanKey, chans fieldChans) string {
	if !f.inLoop(sel.Block()) {
		return ""
	}
	for i, st := range sel.States {
		if got, ok := f.lentKey(st.Chan); st.Dir != types.RecvOnly || ok && got == k {
			continue
		}
		if b := caseBlock(sel, i); b != nil && f.tells(st.Chan, chans) && !f.endsWith(chans[k], st.Chan, chans) && leaves(b, sel.Block()) {
			return f.prog.src.valueText(st.Chan)
		}
	}
	return ""
}

// endsWith reports whether c is closed by whoever closes ch: who sends then does not wait.
func (f *function) endsWith(c *fieldChan, ch ssa.Value, chans fieldChans) bool {
	k, ok := f.lentKey(ch)
	if !ok || chans[k] == nil || len(c.closers) == 0 {
		return false
	}
	return !slices.ContainsFunc(chans[k].closers, func(u use) bool {
		return !slices.ContainsFunc(c.closers, func(o use) bool { return o.f == u.f })
	})
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
	k, ok := f.lentKey(ch)
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
