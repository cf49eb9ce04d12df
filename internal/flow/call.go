package flow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// call is the transfer function of a call, a deferred call included.
func (f *function) call(in ssa.Instruction, c *ssa.CallCommon, s *state) {
	if m, ok := f.mutexCall(c); ok {
		f.mutex(in, m, s)
		return
	}
	if b, ok := c.Value.(*ssa.Builtin); ok {
		if b.Name() == "close" && f.emitting {
			f.signals[f.place(c.Args[0])] = true
		}
		return
	}
	f.ranges(in, c, s)
	if call, ok := c.Value.(*ssa.Call); ok {
		s.disarm(call) // stop := context.AfterFunc(…); stop()
	}
	fn := calleeObj(c)
	if f.byName(in, c, fn, s) {
		return
	}
	if fn == nil || c.IsInvoke() {
		f.notify(in, c, s)
	}
	targets := f.targets(c)
	if len(targets) == 0 {
		f.byShape(in, c, s)
	}
	if len(targets) == 0 || targets[len(targets)-1].guessed { // what is guessed comes last
		f.unresolved(in, c, fn, s)
		if dialsByName(c, fn) {
			f.setFresh(in, c, s, finding.Bounded)
		}
	}
	f.apply(in, targets, s, mode{})
	f.readBy(targets, s)
	f.spend(c, targets, s)
	f.supplied(in, c, s)
	f.found(in, c, s)
}

// byName handles calls of which all is known without a body; fn is nil for function values.
func (f *function) byName(in ssa.Instruction, c *ssa.CallCommon, fn *types.Func, s *state) bool {
	if fn == nil {
		return f.outsideCall(in, c, s)
	}
	if isMethod(c, "Stop") {
		s.disarm(f.place(argument(c, 0)).Root)
	}
	f.noteClose(c, fn)
	if dir := isDeadlineSetter(fn); dir != 0 {
		f.setDeadline(in, c, dir, s)
		return true
	}
	f.rebind(c, fn, s)
	f.freshen(in, c, fn, s)
	if f.tabled(in, c, fn, s) {
		return true
	}
	if op := f.forkOp(c, fn); op != nil {
		f.operation(in, c, op, s)
		return true
	}
	if ops := f.clientOps(c); len(ops) > 0 {
		f.operation(in, c, &ops[0], s)
		return true
	}
	dir := isStreamMethod(fn)
	if dir == 0 || fn.Pkg() == f.prog.Pkg || !isConn(argument(c, 0).Type()) || f.prog.imported(fn) != nil {
		return false
	}
	f.stream(in, &knowledge.Op{Dir: dir}, argument(c, 0), s)
	return true
}

// noteClose remembers what the function closes and which WaitGroups it counts down.
func (f *function) noteClose(c *ssa.CallCommon, fn *types.Func) {
	if !f.emitting || fn.Signature().Recv() == nil {
		return
	}
	switch {
	case closers[fn.Name()]:
		f.closed[f.place(argument(c, 0))] = true
	case fn.Name() == "Done":
		f.signals[f.place(argument(c, 0))] = true
	}
}

// closers are methods that end the waits on their receiver.
var closers = map[string]bool{
	"Close": true, "CloseNow": true, "CloseWithError": true, "CloseRead": true, "Kill": true,
	"SetDeadline": true, "SetReadDeadline": true, "SetWriteDeadline": true,
}

// tabled interprets the rows of the tables for fn; it reports whether there
// was one, since rows win over summaries.
func (f *function) tabled(in ssa.Instruction, c *ssa.CallCommon, fn *types.Func, s *state) bool {
	name := knowledge.FuncOf(fn)
	ops := f.prog.Known.Ops[name]
	for i := range ops {
		f.operation(in, c, &ops[i], s)
	}
	run, ok := f.prog.Known.Runs[name]
	if ok {
		f.run(in, c, run, s)
	}
	return ok || len(ops) > 0
}

// rebind notes what a Reset gives a buffer to read from or write to.
func (f *function) rebind(c *ssa.CallCommon, fn *types.Func, s *state) {
	for _, w := range f.prog.Known.Wraps[knowledge.FuncOf(fn)] {
		if w.Into == knowledge.Recv {
			if on := f.operand(c, w.On); on != nil {
				s.rebound.set(f.place(argument(c, 0)), on)
			}
		}
	}
}

// mode says how a target runs.
type mode struct {
	async bool
	bound *Bound  // what ends the wait for it, whatever it does
	held  []*Hold // what a callee holds that runs the target
	args  []SetDeadline
	// relayed: what it reads or writes ends when the caller closes it.
	relayed bool
}

// apply brings the effects of the targets of a call into this function.
func (f *function) apply(in ssa.Instruction, targets []target, s *state, m mode) {
	if f.emitting {
		for _, t := range targets {
			if t.fn == f && !m.async {
				f.again = append(f.again, pending{in, t, s.clone()})
			}
			for _, eff := range t.sum.Effects {
				if len(targets) == 1 || commonKind(targets, eff) {
					f.instance(in, eff, t, s, m)
				}
			}
			if !m.async {
				f.adopt(t)
			}
		}
	}
	if m.async || len(targets) == 0 {
		return
	}
	f.applyState(in, targets[0], s)
	for _, t := range targets[1:] {
		f.applyDeadlines(in, t, s, func(set SetDeadline) bool { return isOnlyOf(set, t, targets) })
	}
}

// isOnlyOf reports whether a deadline is set in a field of the receiver that only one of several
// implementations has: then it does not matter what the others do.
func isOnlyOf(set SetDeadline, t target, targets []target) bool {
	path := strings.Split(set.On.Path, ".")
	return set.On.Param == 0 && len(path) > 1 && !slices.ContainsFunc(targets, func(o target) bool {
		return o.fn != t.fn && (o.fn == nil || o.fn.receiverHas(path[1]))
	})
}

// receiverHas reports whether the receiver of f has a field of a name, not only in a part of it.
func (f *function) receiverHas(field string) bool {
	recv := f.ssa.Signature.Recv()
	return recv == nil || f.prog.fieldNamed(recv.Type(), field) != nil
}

// A pending call is one of a function to itself, whose effects are not known
// before its end.
type pending struct {
	in ssa.Instruction
	t  target
	s  *state
}

// relock evaluates the locks that a function takes again when it calls itself.
func (f *function) relock() {
	for _, c := range f.again {
		for _, eff := range c.t.sum.Effects {
			if eff.IsLock && eff.src.From == nil {
				f.instance(c.in, eff, c.t, c.s, mode{})
			}
		}
	}
}

// commonKind: of several implementations, an effect counts when at least half
// of those that do anything have one of its kind.
func commonKind(targets []target, eff *Effect) bool {
	n, all := 0, len(targets)
	for _, t := range targets {
		if t.fn != nil && t.fn.isEmpty() {
			all--
		}
		for _, e := range t.sum.Effects {
			if e.Kind == eff.Kind && e.IsLock == eff.IsLock && e.IsCall == eff.IsCall {
				n++
				break
			}
		}
	}
	return 2*n >= all
}

// isEmpty reports whether the function does nothing but return, as those of a default do.
func (f *function) isEmpty() bool {
	return len(f.ssa.Blocks) == 1 && !slices.ContainsFunc(f.ssa.Blocks[0].Instrs, func(in ssa.Instruction) bool {
		switch in.(type) {
		case *ssa.Return, *ssa.DebugRef:
			return false
		}
		return true
	})
}

// adopt takes over what a callee closes and signals.
func (f *function) adopt(t target) {
	f.adoptClosed(t)
	if t.fn != nil {
		if !t.fn.done || t.fn.partial {
			f.partial = true
			f.prog.adopted = append(f.prog.adopted, adoption{f, t})
		}
		for p := range t.fn.signals {
			if r, ok := t.fn.ref(p); ok {
				if q := f.resolveRef(r, t); q.known() {
					f.signals[q] = true
				}
			}
		}
	}
}

// An adoption is a call of a function that was not analysed to its end then,
// because they call each other.
type adoption struct {
	f *function
	t target
}

// readopt completes what functions close that call each other.
func (p *Program) readopt() {
	for changed, round := true, 0; changed && round < maxVisits; round++ {
		changed = false
		for _, a := range p.adopted {
			n := len(a.f.closed)
			a.f.adoptClosed(a.t)
			if len(a.f.closed) > n {
				a.f.sum.Closes = a.f.closes()
				changed = true
			}
		}
	}
}

// maxClosed is how many fields lie at most between a function and what it
// closes: farther away, it is somebody else's.
const maxClosed = 2

func (f *function) adoptClosed(t target) {
	for _, r := range t.sum.Closes {
		if p := f.resolveRef(r, t); p.known() && p.depth() <= maxClosed {
			f.closed[p] = true
		}
	}
}

// heldBy is the lock that a callee takes for its caller.
func (f *function) heldBy(in ssa.Instruction, p Place, l HeldLock) *Hold {
	k := holdKey{in, p}
	h := f.holds[k]
	if h == nil {
		pos, end, text := f.prog.src.describe(in)
		h = &Hold{Place: p, Class: l.Class, Reader: l.Reader, Instr: in, Pos: pos, End: end, What: text, Text: f.placeText(p), conds: f.edgesTo(in.Block())}
		f.holds[k] = h
	}
	return h
}

// resultOfCall is the place of result i of the call at in.
func (f *function) resultOfCall(in ssa.Instruction, i int) Place {
	call, ok := in.(*ssa.Call)
	if !ok {
		return Place{}
	}
	if call.Call.Signature().Results().Len() == 1 {
		return f.place(call)
	}
	for _, r := range *call.Referrers() {
		if x, ok := r.(*ssa.Extract); ok && x.Index == i {
			return f.place(x)
		}
	}
	return Place{}
}

// applyState applies the deadlines and locks of a callee.
func (f *function) applyState(in ssa.Instruction, t target, s *state) {
	f.applyDeadlines(in, t, s, func(SetDeadline) bool { return true })
	f.applyWatches(in, t, s)
	f.applyLocks(in, t, s)
}

// applyDeadlines applies the deadlines of a callee that are asked for.
func (f *function) applyDeadlines(in ssa.Instruction, t target, s *state, wanted func(SetDeadline) bool) {
	for _, set := range t.sum.Sets {
		if !wanted(set) {
			continue
		}
		p := f.resolveRef(set.On, t)
		if set.On.Param == noParam && set.On.Global == "" {
			p = f.resultOfCall(in, set.Result)
			p.Path += set.On.Path
		}
		if d, ok := f.deadlineAfter(set, t); ok && p.known() {
			d.bound.Pos = in.Pos()
			d.guarded = d.guarded || configGuard(in.Block())
			s.set(p, set.Dir, d)
		}
	}
}
