package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// A target is a function that a call may reach.
type target struct {
	sum    *Summary
	fn     *function   // nil for functions of other packages
	args   []ssa.Value // operands by parameter index, then captured variables
	places []Place     // overrides the places of args where known
	// guessed: one of the package's implementations of an interface. What the
	// caller would have to bound is inside it, if that is what is called.
	guessed bool
}

func (t target) arg(i int) ssa.Value {
	if i < 0 || i >= len(t.args) {
		return nil
	}
	return t.args[i]
}

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
	if fn != nil {
		if isMethod(c, "Stop") {
			s.disarm(f.place(argument(c, 0)).Root)
		}
		f.noteClose(c, fn)
		if dir := isDeadlineSetter(fn); dir != 0 {
			f.setDeadline(in, c, dir, s)
			return
		}
		f.rebind(c, fn, s)
		if f.tabled(in, c, fn, s) {
			return
		}
		if dir := isStreamMethod(fn); dir != 0 && fn.Pkg() != f.prog.Pkg && isConn(argument(c, 0).Type()) && f.prog.imported(fn) == nil {
			f.stream(in, dir, argument(c, 0), s)
			return
		}
	}
	targets := f.targets(c)
	if len(targets) == 0 || targets[0].guessed {
		f.unresolved(in, c, fn, s)
	}
	f.apply(in, targets, s, mode{})
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

// setDeadline records SetDeadline and its kin.
func (f *function) setDeadline(in ssa.Instruction, c *ssa.CallCommon, dir knowledge.Dir, s *state) {
	sp := f.instant(argument(c, 1))
	d := deadline{
		bound:   Bound{Verdict: finding.Bounded, Dur: sp.dur, Name: sp.name, What: dirWord(dir) + "deadline", Pos: in.Pos()},
		guarded: configGuard(in.Block()),
	}
	switch {
	case sp.zero:
		d.bound.Verdict, d.bound.What = finding.Unbounded, "the deadline is cleared"
		d.guarded = false
	case sp.maybe:
		d.bound.Verdict = finding.Conditional
	}
	s.set(f.place(argument(c, 0)), dir, d)
	for _, t := range f.targets(c) {
		for _, set := range t.sum.Sets {
			if p := f.resolveRef(set.On, t); p.known() {
				s.set(p, set.Dir, d)
			}
		}
	}
}

func dirWord(d knowledge.Dir) string {
	switch d {
	case knowledge.Read:
		return "read "
	case knowledge.Write:
		return "write "
	}
	return ""
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
				s.rebound[f.place(argument(c, 0))] = on
			}
		}
	}
}

// unresolved handles calls of which nothing is known: methods by their shape,
// function values by where they come from.
func (f *function) unresolved(in ssa.Instruction, c *ssa.CallCommon, fn *types.Func, s *state) {
	if fn == nil {
		if !c.IsInvoke() {
			f.callValue(in, c.Value, s, mode{})
		}
		return
	}
	if dir := isStreamMethod(fn); dir != 0 {
		f.stream(in, dir, argument(c, 0), s)
		return
	}
	if fn.Name() == "Accept" && fn.Signature().Recv() != nil && isListener(argument(c, 0).Type()) && fn.Signature().Params().Len() == 0 {
		f.operation(in, c, &acceptOp, s)
	}
}

// targets resolves the functions that a call may reach.
func (f *function) targets(c *ssa.CallCommon) []target {
	if c.IsInvoke() {
		return f.invoked(c)
	}
	return f.valueTargets(c.Value, c.Args, 0)
}

// valueTargets resolves a function value called with args.
func (f *function) valueTargets(v ssa.Value, args []ssa.Value, depth int) []target {
	if depth > 4 {
		return nil
	}
	switch v := v.(type) {
	case *ssa.Call:
		return f.returnedTargets(v, args, depth)
	case *ssa.Function:
		return f.functionTarget(v, args, nil)
	case *ssa.MakeClosure:
		return f.functionTarget(v.Fn.(*ssa.Function), args, v.Bindings)
	case *ssa.ChangeType:
		return f.valueTargets(v.X, args, depth+1)
	case *ssa.Phi:
		var out []target
		for _, e := range v.Edges {
			out = append(out, f.valueTargets(e, args, depth+1)...)
		}
		return out
	case *ssa.UnOp:
		if a, ok := v.X.(*ssa.Alloc); ok {
			if s := onlyStore(a); s != nil {
				return f.valueTargets(s.Val, args, depth+1)
			}
		}
		return f.fieldTargets(v, args, depth)
	case *ssa.Field:
		return f.fieldTargets(v, args, depth)
	case *ssa.MakeInterface:
		return f.valueTargets(v.X, args, depth+1)
	}
	return nil
}

// returnedTargets: the function that sync.OnceFunc and its kin return.
func (f *function) returnedTargets(v *ssa.Call, args []ssa.Value, depth int) []target {
	fn := calleeObj(&v.Call)
	if fn == nil {
		return nil
	}
	row, ok := f.prog.Known.Runs[knowledge.FuncOf(fn)]
	if !ok || row.How != knowledge.Returned {
		return nil
	}
	return f.valueTargets(f.operand(&v.Call, row.Fn), args, depth+1)
}

// fieldTargets: a field of function type that only ever holds functions known here.
func (f *function) fieldTargets(v ssa.Value, args []ssa.Value, depth int) []target {
	fv := fieldOf(v)
	if fv == nil {
		return nil
	}
	var out []target
	for _, st := range f.prog.fields.values(fv) {
		g := f.prog.scratch(st.Parent())
		for _, t := range g.valueTargets(st.Val, args, depth+1) {
			if st.Parent() != f.ssa { // captured variables are another function's
				for i := len(args); i < len(t.args); i++ {
					t.args[i] = nil
				}
			}
			out = append(out, t)
		}
	}
	return out
}

func (f *function) functionTarget(fn *ssa.Function, args, captured []ssa.Value) []target {
	if o := fn.Origin(); o != nil {
		fn = o
	}
	params := fn.Signature.Params().Len()
	if fn.Signature.Recv() != nil {
		params++
	}
	all := make([]ssa.Value, max(params, len(args)))
	copy(all, args)
	all = append(all, captured...)
	if len(fn.Blocks) > 0 {
		if g := f.prog.analyzed(fn); g != nil {
			return []target{{sum: &g.sum, fn: g, args: all}}
		}
		return nil
	}
	obj, _ := fn.Object().(*types.Func)
	if sum := f.prog.imported(obj); sum != nil {
		return []target{{sum: sum, args: all}}
	}
	return nil
}

// resolveRef turns a callee's reference into a place of this function.
func (f *function) resolveRef(r Ref, t target) Place {
	if r.Param == noParam {
		if r.Global == "" {
			return Place{}
		}
		return f.prog.global(r)
	}
	if r.Param < len(t.places) && t.places[r.Param].known() {
		return f.join(t.places[r.Param], r.Path)
	}
	a := t.arg(r.Param)
	if a == nil {
		return Place{}
	}
	return f.join(f.place(a), r.Path)
}

// global returns the place of a package variable named by a summary.
func (p *Program) global(r Ref) Place {
	for _, m := range p.ssa.Members {
		if g, ok := m.(*ssa.Global); ok && globalName(g) == r.Global {
			return Place{g, r.Path}
		}
	}
	return Place{}
}

// mode says how a target runs.
type mode struct {
	async bool
	bound *Bound  // what ends the wait for it, whatever it does
	held  []*Hold // what a callee holds that runs the target
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
// of them have one of its kind.
func commonKind(targets []target, eff *Effect) bool {
	n := 0
	for _, t := range targets {
		for _, e := range t.sum.Effects {
			if e.Kind == eff.Kind && e.IsLock == eff.IsLock && e.IsCall == eff.IsCall {
				n++
				break
			}
		}
	}
	return 2*n >= len(targets)
}

// adopt takes over what a callee closes and signals.
func (f *function) adopt(t target) {
	for _, r := range t.sum.Closes {
		if p := f.resolveRef(r, t); p.known() {
			f.closed[p] = true
		}
	}
	if t.fn != nil {
		for p := range t.fn.signals {
			if r, ok := t.fn.ref(p); ok {
				if q := f.resolveRef(r, t); q.known() {
					f.signals[q] = true
				}
			}
		}
	}
}

// applyState applies the deadlines and locks of a callee.
func (f *function) applyState(in ssa.Instruction, t target, s *state) {
	for _, set := range t.sum.Sets {
		p := f.resolveRef(set.On, t)
		if set.On.Param == noParam && set.On.Global == "" {
			p = f.resultOfCall(in, set.Result)
			p.Path += set.On.Path
		}
		if p.known() {
			d := deadline{
				bound:   Bound{Verdict: set.Verdict, Dur: set.Dur, What: set.What, Pos: in.Pos()},
				guarded: set.Guarded || configGuard(in.Block()),
			}
			if arg := t.arg(set.Ctx.Param); set.Verdict == finding.Callers && arg != nil {
				d.bound = f.context(arg)
				d.bound.ByCtx = d.bound.Verdict == finding.Callers
				if d.bound.Verdict == finding.Unbounded {
					continue // it watches for nothing; there may be a deadline
				}
			}
			s.set(p, set.Dir, d)
		}
	}
	f.applyWatches(in, t, s)
	for _, r := range t.sum.Frees {
		if p := f.resolveRef(r, t); p.known() {
			s.unlock(p)
		}
	}
	for _, h := range t.sum.Holds {
		if p := f.resolveRef(h.On, t); p.known() {
			s.lock(f.heldBy(in, p, h))
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
