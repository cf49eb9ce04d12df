package flow

import (
	"cmp"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/kind"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// eventKey identifies an event of a function. A deferred call is walked at
// each return: its events are one.
type eventKey struct {
	in   ssa.Instruction
	from *Effect
	kind kind.Kind
	dir  knowledge.Dir
	on   Place
}

// add records an event, or merges it into the same one met on another path.
func (f *function) add(e *Event) {
	e.Held = f.prog.shared(e.Held, e.Instr)
	f.choose(e)
	k := eventKey{e.Instr, e.From, e.Kind, e.Dir, e.On}
	if old := f.seen[k]; old != nil {
		if e.Bound.Verdict > old.Bound.Verdict && !old.Declared {
			old.Bound = e.Bound
		}
		old.Fit = old.Fit.meet(e.Fit)
		old.Held, old.Sure = anyHolds(old.Held, e.Held), commonHolds(old.Sure, e.Sure)
		return
	}
	e.Fn = f
	if e.If == (Switch{}) {
		e.If = f.onlyIf(e.Instr.Block())
	}
	pos, end, text := f.prog.src.describe(e.Instr)
	e.Pos, e.End = pos, end
	if e.What == "" {
		e.What = cmp.Or(text, callName(e.Instr))
	}
	f.declare(e)
	f.seen[k] = e
	f.events = append(f.events, e)
	if e.From != nil && e.From.src != nil {
		e.From.src.Derived = append(e.From.src.Derived, e)
		for _, o := range e.From.also {
			o.Derived = append(o.Derived, e)
		}
	}
}

// choose makes a wait that only runs without a timeout one that a configuration bounds.
func (f *function) choose(e *Event) {
	if e.IsLock || e.IsCall || e.Kind == "" || e.Bound.Verdict <= finding.Conditional {
		return
	}
	if d, ok := switchedOff(e.Instr.Block()); ok {
		e.Bound = Bound{Verdict: finding.Conditional, Name: f.duration(d).name, What: "timeout", Pos: d.Pos()}
	}
}

// callName names a call that has no source text: one in the wrapper that SSA
// makes of a method value.
func callName(in ssa.Instruction) string {
	if c, ok := in.(ssa.CallInstruction); ok {
		if fn := calleeObj(c.Common()); fn != nil {
			return fn.Name()
		}
	}
	return ""
}

// declare gives e the bound that a comment declares for it, if it needs one.
func (f *function) declare(e *Event) {
	if e.IsLock || e.IsCall || e.Kind == "" || e.Bound.Verdict == finding.Bounded || f.prog.Declared == nil {
		return
	}
	if d, ok := f.prog.Declared(e.Pos); ok {
		e.Bound = Bound{Verdict: finding.Bounded, Dur: d, What: "declared", Pos: e.Pos}
		e.Declared, e.Blocks = true, false
	}
}

// instance evaluates an effect of a callee at a call of it.
func (f *function) instance(in ssa.Instruction, eff *Effect, t target, s *state, m mode) {
	if a := t.arg(eff.On.Param); a != nil && eff.open != nil && f.isLayer(a, f.place(a)) {
		eff = eff.open
	}
	async := eff.Async || m.async
	if eff.IsCall {
		f.callEffect(in, eff, t, s, mode{async: async, bound: f.tighter(m.bound, eff, t), held: eff.heldAround(m, async), args: eff.Args})
		return
	}
	if f.endsThere(in, eff, async) {
		return
	}
	cond, ok := f.passed(eff.If, t)
	if !ok {
		return
	}
	e := f.instanceOf(in, eff, t, s, mode{async: async, held: m.held, relayed: m.relayed})
	if t.guessed && eff.Verdict == finding.Callers && !eff.ByCtx && !f.boundsGuess(e, s) {
		return
	}
	e.If = cond
	if eff.Verdict == finding.Callers {
		n := len(f.events)
		if b, ok := m.handed(eff); ok && !e.On.known() {
			e.Bound = b
		} else if !f.discharge(e, eff, t, s) {
			m.limit(f.events[n:])
			return
		}
	}
	switch {
	case e.Kind == kind.ConnWrite && e.Bound.Verdict > finding.Cancellable && f.leadsToDatagrams(e.On):
		return // sent or dropped: the peer is not waited for
	case e.Kind == kind.SQL && f.prog.embeds:
		e.Bound = embedded
	case e.Kind == kind.Accept:
		f.untilClosed(e, closingListener)
	case e.Packets:
		f.untilClosed(e, closingConn)
	}
	m.limit([]*Event{e})
	f.add(e)
}

// boundsGuess reports whether e, of an implementation that may be the one which is called, has
// a deadline here. If it has none, it is nothing to report, but nobody can say either that all who
// call it set one.
func (f *function) boundsGuess(e *Event, s *state) bool {
	if e.Dir != 0 && e.On.known() && f.deadlineOf(s, e.On, e.Dir).Verdict < finding.Callers {
		return true
	}
	if e.From.src != nil {
		e.From.src.unsure = true
	}
	return false
}

// endsThere reports whether an effect is none for who calls the function at in: locks and
// requests of a goroutine, processes whose end it waits for, and what those of another module do
// as long as they are wanted.
func (f *function) endsThere(in ssa.Instruction, eff *Effect, async bool) bool {
	return async && (eff.IsLock || eff.UnderLock || eff.Callback != "" || eff.Shape) ||
		eff.Async && eff.ByCtx && (eff.Kind == kind.Exec || f.isOfOthers(in))
}

// isOfOthers reports whether in calls a function of another module.
func (f *function) isOfOthers(in ssa.Instruction) bool {
	c, ok := in.(ssa.CallInstruction)
	if !ok {
		return false
	}
	fn := calleeObj(c.Common())
	return fn != nil && fn.Pkg() != nil && !f.prog.sameModule(fn.Pkg().Path())
}

// instanceOf is the event of an effect, with the bound that the callee knows.
func (f *function) instanceOf(in ssa.Instruction, eff *Effect, t target, s *state, m mode) *Event {
	e := &Event{
		Kind: eff.Kind, Dir: eff.Dir, Instr: in, On: f.resolveRef(eff.On, t), From: eff, Async: m.async,
		Blocks: eff.Blocks, UnderLock: eff.UnderLock, IsLock: eff.IsLock, Reader: eff.Reader,
		Class: eff.Class, Callback: eff.Callback, Worker: eff.Worker, Inner: eff.Inner, Relayed: eff.Relayed || m.relayed, Packets: eff.Packets,
		Guessed: t.guessed || eff.src != nil && eff.src.Guessed,
		Bound:   Bound{Verdict: eff.Verdict, Dur: eff.Dur, Name: eff.BoundName, What: eff.BoundWhat, Pos: in.Pos()},
	}
	if !m.async {
		e.Held, e.Released = f.stillHeld(eff, t, s)
		e.Held = anyHolds(e.Held, m.held)
		e.leaveInner()
		e.Sure = sure(e.Held, s)
	}
	if eff.Dir&knowledge.Write != 0 {
		e.Fit = f.fitAtCall(e, eff, t, s)
	}
	return e
}

// limit gives events the bound of what runs them, if it is better than theirs.
func (m mode) limit(events []*Event) {
	for _, e := range events {
		if m.bound != nil && m.bound.betterThan(e.Bound) {
			e.Bound = *m.bound
		}
	}
}

// betterThan: of two bounds that the caller provides, a context is the better
// one, since a deadline may not be the caller's to set.
func (b *Bound) betterThan(o Bound) bool {
	return b.Verdict < o.Verdict || b.Verdict == o.Verdict && b.ByCtx && !o.ByCtx
}

// tighter is the bound of a function value that a wrapper calls.
func (f *function) tighter(b *Bound, eff *Effect, t target) *Bound {
	if arg := t.arg(eff.Ctx.Param); eff.ByCtx && arg != nil {
		c := f.context(arg)
		c.ByCtx = c.Verdict == finding.Callers
		if c.Verdict < finding.Unbounded && (b == nil || c.Verdict < b.Verdict) {
			return &c
		}
		return b
	}
	if eff.Verdict >= finding.Callers || b != nil && b.Verdict <= eff.Verdict {
		return b
	}
	return &Bound{Verdict: eff.Verdict, Dur: eff.Dur, Name: eff.BoundName, What: eff.BoundWhat}
}

// discharge decides an obligation with what this function knows; it reports
// false when the operation turns out to be none.
func (f *function) discharge(e *Event, eff *Effect, t target, s *state) bool {
	switch {
	case eff.ByCtx && eff.On.Path != "":
		e.Bound = Bound{Verdict: finding.Cancellable, What: "a context kept in a field"}
	case eff.ByCtx && e.On.known():
		arg := t.arg(eff.On.Param)
		if arg == nil {
			return false
		}
		e.Bound = f.context(arg)
		e.Bound.ByCtx = e.Bound.Verdict == finding.Callers
	case !e.On.known():
		return false
	case eff.Kind == "":
		return f.openStream(e, eff, t, s)
	default:
		e.Bound = f.streamBound(e, s)
	}
	return true
}

// openStream decides what a stream is that a callee knew only as an io.Reader
// or io.Writer. It reports false if e is not to be added: it is no wait, or
// was added as what it turned out to be.
func (f *function) openStream(e *Event, eff *Effect, t target, s *state) bool {
	variable, loops := heldType(e.On.Root) != e.On.Root.Type(), e.Repeats() || eff.Loops || f.inLoop(e.Instr.Block())
	if variable && loops && f.streamBound(e, s).Verdict > finding.Conditional {
		// A loop over what a variable holds may be a relay, whose other direction is elsewhere.
		e.Bound = Bound{Verdict: finding.Callers, On: e.On}
		return isOpenRoot(e.On) && !eff.Async && (e.On.Path != "" || !isConn(heldType(e.On.Root)))
	}
	if e.On.Path == "" {
		return f.decideStream(e, e.On.Root, s)
	}
	if at := f.prog.typeAt(e.On); at != nil && f.prog.method(at, streamMethod(e.Dir)) == nil {
		if k, _ := streamKind(at, e.Dir); k != "" {
			e.Kind, e.Bound = k, Bound{Verdict: finding.Unbounded}
			if !k.OnDisk() {
				e.Bound = f.streamBound(e, s)
			}
			return true
		}
	}
	if a := t.arg(eff.On.Param); a != nil && eff.On.Path == "" && isConn(inside(a).Type()) { // out of an atomic value
		return f.decideTypes(e, []types.Type{inside(a).Type()}, a, s)
	}
	own := e.On.depth() - strings.Count(eff.On.Path, ".")
	if types := f.typesKept(e.On, own, e.Dir, eff.src == nil); len(types) > 0 {
		return f.decideTypes(e, types, nil, s)
	}
	e.Bound = f.openBound(e, s)
	return isOpenRoot(e.On)
}

// callEffect: the callee calls a function that it was given.
func (f *function) callEffect(in ssa.Instruction, eff *Effect, t target, s *state, m mode) {
	arg := t.arg(eff.On.Param)
	if arg == nil || eff.On.Path != "" {
		return
	}
	f.callValue(in, arg, f.armedState(eff, t, s), m)
}

// callValue calls a function value: what it is known to be, or what the
// caller of this function will say.
func (f *function) callValue(in ssa.Instruction, v ssa.Value, s *state, m mode) {
	if targets := f.valueTargets(v, nil, 0); len(targets) > 0 {
		f.apply(in, targets, s, m)
		return
	}
	if f.emitting {
		f.noteFieldCall(in, v, s)
	}
	on := f.place(v)
	if !f.emitting || on.Path != "" || !isOpenRoot(on) {
		return
	}
	e := &Event{Instr: in, On: on, IsCall: true, Async: m.async, Bound: Bound{Verdict: finding.Callers, On: on}}
	if m.bound != nil {
		e.Bound = *m.bound
	}
	e.Armed, e.Args = f.setsOf(s), m.args
	if c, ok := in.(ssa.CallInstruction); ok && c.Common().Value == v {
		e.Args = f.argBounds(c.Common(), s)
	}
	if !m.async {
		e.Held = anyHolds(s.held, m.held)
	}
	f.add(e)
}

// isOpenRoot reports whether callers decide what is at p.
func isOpenRoot(p Place) bool {
	switch p.Root.(type) {
	case *ssa.Parameter, *ssa.FreeVar:
		return true
	}
	return false
}
