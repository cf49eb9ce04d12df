package flow

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// A source says what will make a receive from a channel succeed.
type source uint8

const (
	plain   source = iota // another goroutine, with a value
	quit                  // another goroutine, by closing it
	done                  // a context
	signal                // the operating system, when a program is to end
	ticker                // a clock, again and again
	timer                 // a clock
	nothing               // the channel is nil
)

// A wake is what ends a receive, and how well.
type wake struct {
	source source
	bound  Bound
}

// wakeOf follows a channel to where it was made.
func (f *function) wakeOf(v ssa.Value) wake {
	if f.visiting[v] {
		return wake{source: nothing}
	}
	f.visiting[v] = true
	defer delete(f.visiting, v)
	switch w := v.(type) {
	case *ssa.ChangeType:
		return f.wakeOf(w.X)
	case *ssa.Const:
		return wake{source: nothing}
	case *ssa.Phi:
		return f.mergeWakes(w.Edges)
	case *ssa.Parameter:
		return f.wakeOfParam(w)
	case *ssa.Call:
		return f.wakeOfCall(w)
	case *ssa.UnOp:
		if a, ok := w.X.(*ssa.Alloc); ok {
			var vals []ssa.Value
			for _, r := range *a.Referrers() {
				if s, ok := r.(*ssa.Store); ok && s.Addr == a {
					vals = append(vals, s.Val)
				}
			}
			if len(vals) > 0 {
				return f.mergeWakes(vals)
			}
		}
		if fa, ok := w.X.(*ssa.FieldAddr); ok {
			return f.wakeOfField(fa)
		}
	}
	return wakeOfType(v.Type())
}

// mergeWakes: a channel that is nil on some path bounds conditionally.
func (f *function) mergeWakes(vals []ssa.Value) wake {
	out := wake{source: nothing}
	maybe := false
	for _, v := range vals {
		w := f.wakeOf(v)
		switch {
		case w.source == nothing:
			maybe = true
		case out.source == nothing:
			out = w
		case w.source < out.source:
			out = w
		default:
			out.bound = weaker(out.bound, w.bound)
		}
	}
	if maybe && out.source >= done && out.source != nothing {
		out.bound.Verdict = max(out.bound.Verdict, finding.Conditional)
	}
	return out
}

// wakeOfParam: a clock that some callers pass, and others do not.
func (f *function) wakeOfParam(p *ssa.Parameter) wake {
	w := wakeOfType(p.Type())
	args, _ := f.prog.sites.arguments(p)
	if w.source == timer && slices.ContainsFunc(args, func(a passed) bool { return isNil(a.v) }) {
		w.bound.Verdict = finding.Conditional
	}
	return w
}

func (f *function) wakeOfCall(c *ssa.Call) wake {
	fn := calleeObj(&c.Call)
	if fn == nil {
		return wakeOfType(c.Type())
	}
	if fn.Pkg() != nil && fn.Pkg().Path() == "time" {
		switch fn.Name() {
		case "After":
			return timerWake(f.duration(c.Call.Args[0]), c.Pos())
		case "Tick":
			return wake{ticker, Bound{Verdict: finding.Bounded, What: "ticker", Pos: c.Pos()}}
		}
	}
	if fn.Name() == "Done" && fn.Signature().Recv() != nil {
		if recv := argument(&c.Call, 0); carriesContext(recv.Type()) {
			b := f.context(recv)
			b.ByCtx = b.Verdict == finding.Callers
			return wake{done, b}
		}
	}
	return f.wakeOfResult(c)
}

// wakeOfResult: the channel that a function of the package returns, such as the
// Done of a context that it keeps.
func (f *function) wakeOfResult(c *ssa.Call) wake {
	fn := c.Call.StaticCallee()
	if fn == nil || fn.Pkg != f.prog.ssa || len(fn.Blocks) == 0 || fn.Signature.Results().Len() != 1 {
		return wakeOfType(c.Type())
	}
	g := f.prog.scratch(fn)
	var vals []ssa.Value
	for _, ret := range g.returns() {
		vals = append(vals, ret.Results[0])
	}
	w := g.mergeWakes(vals)
	if w.source != done {
		return wakeOfType(c.Type())
	}
	if w.bound.Verdict == finding.Callers {
		w.bound = Bound{Verdict: finding.Cancellable, What: "a context"}
	}
	return w
}

func timerWake(s span, pos token.Pos) wake {
	// A timer of zero fires at once.
	return wake{timer, Bound{Verdict: finding.Bounded, Dur: s.dur, Name: s.name, What: "timer", Pos: pos}}
}

// wakeOfField: the channel of a timer or ticker, or a channel kept in a struct.
func (f *function) wakeOfField(fa *ssa.FieldAddr) wake {
	switch {
	case isNamed(fa.X.Type(), "time", "Ticker"):
		return wake{ticker, Bound{Verdict: finding.Bounded, What: "ticker"}}
	case isNamed(fa.X.Type(), "time", "Timer"):
		if c, ok := f.place(fa.X).Root.(*ssa.Call); ok {
			if fn := calleeObj(&c.Call); fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "time" && len(c.Call.Args) > 0 {
				return timerWake(f.duration(c.Call.Args[0]), c.Pos())
			}
		}
		return wake{timer, Bound{Verdict: finding.Bounded, What: "timer"}}
	}
	return wakeOfType(structOf(fa.X.Type()).Field(fa.Field).Type())
}

func wakeOfType(t types.Type) wake {
	if isTimeChan(t) {
		return wake{timer, Bound{Verdict: finding.Bounded, What: "timer"}}
	}
	if ch, ok := t.Underlying().(*types.Chan); ok {
		if isNamed(ch.Elem(), "os", "Signal") {
			return wake{signal, Bound{Verdict: finding.Cancellable, What: "a signal"}}
		}
		if st, ok := ch.Elem().Underlying().(*types.Struct); ok && st.NumFields() == 0 {
			return wake{quit, Bound{Verdict: finding.Cancellable, What: "a channel that is closed"}}
		}
	}
	return wake{plain, Bound{Verdict: finding.Unbounded}}
}

func (w wake) word() string {
	switch w.source {
	case done:
		return "a context"
	case quit:
		return "a channel that is closed"
	case signal:
		return "a signal"
	case ticker:
		return "a ticker"
	}
	return "a timer"
}

// receive emits the event of a receive outside of select.
func (f *function) receive(in *ssa.UnOp, s *state) {
	if in.Op != token.ARROW || !f.emitting {
		return
	}
	w := f.wakeOf(in.X)
	if f.measured(in, in.X) || w.source >= done || f.givesBack(in, in.X) || f.justClosed(in) {
		return // waits for a clock, for the end on purpose, or not at all
	}
	e := &Event{Kind: kind.Wait, Instr: in, On: f.place(in.X), Held: s.held, Released: s.givenUp()}
	e.Bound = f.orAlarm(e.On)
	e.Blocks = e.Bound.Verdict == finding.Unbounded
	e.Worker = in.CommaOk && f.inLoop(in.Block())
	switch {
	case e.Worker:
		e.Bound = Bound{Verdict: finding.Cancellable, What: "closing the channel"}
		if f.returnsValue() || f.leavesAndReturns(in) {
			e.Unless = "a channel that nobody closes"
		}
	case f.afterKill(in):
		e.Bound, e.Blocks = Bound{Verdict: finding.Cancellable, What: "closing what it waits for"}, false
	}
	f.add(e)
}

// returnsValue reports whether f is asked for something: it is no worker, who waits on
// purpose and has no more to tell than an error.
func (f *function) returnsValue() bool {
	return slices.ContainsFunc(slices.Collect(f.ssa.Signature.Results().Variables()), func(v *types.Var) bool { return !isError(v.Type()) })
}

// leavesAndReturns reports whether the loop around a receive is in another one.
func (f *function) leavesAndReturns(in *ssa.UnOp) bool {
	succs := in.Block().Succs
	return len(succs) == 2 && reaches(succs[1], in.Block())
}

// send emits the event of a send outside of select, unless there is room.
func (f *function) send(in *ssa.Send, s *state) {
	if !f.emitting {
		return
	}
	f.signals[f.place(in.Chan)] = true
	mk := f.madeChan(in.Chan, 0)
	if results := f.jams(in); results != "" {
		f.add(&Event{
			Kind: kind.Wait, Instr: in, On: f.place(in.Chan), Held: s.held, Released: s.givenUp(), Blocks: true, Bound: Bound{Verdict: finding.Unbounded},
			Deserted: "who has a place sends on " + results + " before, which is only read after the loop; take the place in the goroutine",
		})
		return
	}
	if mk != nil && hasRoom(mk) && !f.sendsAgain(in, mk) && !f.prog.scratch(mk.Parent()).overflows(mk) || f.replies(in.Chan) && !f.repeats(in) || f.asked(in.Chan, 0) || f.onlyOne(in) || f.firstInto(in) || f.measured(in, in.Chan) || f.collected(in.Chan, roomForOne) || f.drained(in.Chan, 0) || f.forOneAnswer(in.Chan) {
		return
	}
	e := &Event{Kind: kind.Wait, Instr: in, On: f.place(in.Chan), Held: s.held, Released: s.givenUp(), Blocks: true}
	e.Bound = Bound{Verdict: finding.Unbounded}
	if f.tokens(in.Chan) {
		if k, ok := f.chanKey(in.Chan); !ok || !f.receives(k) {
			return // gives one back
		}
		e.Bound, e.Blocks = Bound{Verdict: finding.Conditional, What: "those who hold its tokens"}, false
	}
	// The receiver is in sight, in the function that made the channel.
	e.Ended = mk != nil && mk.Parent() != f.ssa && f.prog.scratch(mk.Parent()).receives(chanKey{made: mk})
	f.add(e)
}

// repeats reports whether a loop without an end of its own sends to one and the same channel.
func (f *function) repeats(in *ssa.Send) bool {
	return f.goesRound(in.Block()) && !f.place(in.Chan).InLoop(in)
}

// sendsAgain reports whether such a loop sends to one channel, which has room for some only.
func (f *function) sendsAgain(in *ssa.Send, mk *ssa.MakeChan) bool {
	b := in.Block()
	if _, ok := mk.Size.(*ssa.Const); !ok || !f.goesRound(b) {
		return false
	}
	return mk.Parent() != f.ssa || comesAgain(b, mk)
}

// goesRound reports whether b is part of a loop whose head decides nothing: it goes on until
// something inside ends it.
func (f *function) goesRound(b *ssa.BasicBlock) bool {
	if !f.inLoop(b) {
		return false
	}
	for h := b; h != nil; h = h.Idom() {
		if slices.ContainsFunc(h.Preds, func(p *ssa.BasicBlock) bool { return h.Dominates(p) && reaches(b, p) }) {
			_, decides := h.Instrs[len(h.Instrs)-1].(*ssa.If)
			return !decides || slices.ContainsFunc(h.Instrs, isSelect)
		}
	}
	return false
}

func isSelect(in ssa.Instruction) bool {
	_, ok := in.(*ssa.Select)
	return ok
}
