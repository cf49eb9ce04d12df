package flow

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// run interprets a row for a function that calls its argument.
func (f *function) run(in ssa.Instruction, c *ssa.CallCommon, row knowledge.Run, s *state) {
	fn := f.operand(c, row.Fn)
	if fn == nil {
		return
	}
	switch row.How {
	case knowledge.Calls:
		f.callValue(in, fn, s, mode{})
	case knowledge.Goes:
		f.callValue(in, fn, s, mode{async: true, bound: f.launchBound(in)})
	case knowledge.Bounds:
		b := f.runBound(c, row)
		f.callValue(in, fn, s, mode{async: true, bound: &b})
	case knowledge.AfterTime, knowledge.AfterCtx:
		f.armed(in, fn, f.runBound(c, row), s)
		f.watchAfter(f.operand(c, row.Ctx), fn)
		f.callValue(in, fn, s, mode{async: true})
	}
}

// runBound is when the function of a row is called, or given up, at the latest.
func (f *function) runBound(c *ssa.CallCommon, row knowledge.Run) Bound {
	if row.Bounded {
		return Bound{Verdict: finding.Bounded, What: "ends by itself"}
	}
	if arg := f.operand(c, row.Timeout); arg != nil {
		b := f.timeoutBound(arg)
		b.Verdict = min(b.Verdict, finding.Conditional)
		return b
	}
	if arg := f.operand(c, row.Ctx); arg != nil {
		b := f.context(arg)
		b.ByCtx = b.Verdict == finding.Callers
		return b
	}
	return Bound{Verdict: finding.Cancellable}
}

// armed: time.AfterFunc(d, conn.Close) and its kin.
func (f *function) armed(in ssa.Instruction, fn ssa.Value, b Bound, s *state) {
	if b.Verdict == finding.Unbounded {
		return
	}
	b.Pos = in.Pos()
	by, _ := in.(ssa.Value)
	if f.emitting {
		f.prog.armings = append(f.prog.armings, arming{f, fn, b})
	}
	for _, t := range f.valueTargets(fn, nil, 0) {
		for _, r := range t.sum.Closes {
			if p := f.resolveRef(r, t); p.known() {
				f.arm(s, p, b, by)
			}
		}
	}
}

// escape evaluates a function literal that is neither called nor started
// here, where it is made: whoever calls it finds the deadlines set here.
func (f *function) escape(in *ssa.MakeClosure, s *state) {
	if !f.emitting || isLoopBody(in) || !f.escapes(in) {
		return
	}
	f.apply(in, f.valueTargets(in, nil, 0), s, mode{async: true})
}

// isLoopBody: the body of a loop over a function, which SSA makes a literal.
func isLoopBody(v ssa.Value) bool {
	mc, ok := v.(*ssa.MakeClosure)
	return ok && strings.Contains(mc.Fn.(*ssa.Function).Synthetic, "range-over-func")
}

// ranges evaluates the body of a loop over a function at the call of that
// function. What the body unlocks before it leaves the loop is held maybe.
func (f *function) ranges(in ssa.Instruction, c *ssa.CallCommon, s *state) {
	for _, arg := range c.Args {
		if !isLoopBody(arg) {
			continue
		}
		for _, t := range f.valueTargets(arg, nil, 0) {
			if f.emitting {
				f.apply(in, []target{t}, s.clone(), mode{})
			}
			for _, r := range t.sum.Frees {
				if p := f.resolveRef(r, t); s.holds(p) != nil {
					s.maybe.set(p, true)
				}
			}
		}
	}
}

func (f *function) escapes(in *ssa.MakeClosure) bool {
	for _, r := range *in.Referrers() {
		c, ok := r.(ssa.CallInstruction)
		if !ok {
			if s, ok := r.(*ssa.Store); ok && f.storeResolved(s) {
				continue
			}
			if _, ok := r.(*ssa.DebugRef); ok {
				continue
			}
			return true
		}
		if c.Common().Value != in && !f.runsArgument(c.Common(), in) {
			return true
		}
	}
	return false
}

// isMethodValue reports whether fn is what SSA makes of a method with its receiver.
func isMethodValue(fn *ssa.Function) bool {
	return strings.HasPrefix(fn.Synthetic, "bound method wrapper")
}

// storeResolved: a variable or field whose calls are resolved to what is stored.
func (f *function) storeResolved(s *ssa.Store) bool {
	if a, ok := s.Addr.(*ssa.Alloc); ok {
		return onlyStore(a) != nil
	}
	mc, ok := s.Val.(*ssa.MakeClosure)
	return ok && isMethodValue(mc.Fn.(*ssa.Function)) && f.prog.fields.called[fieldOf(s.Addr)]
}

// runsArgument reports whether a call is known to call its argument v.
func (f *function) runsArgument(c *ssa.CallCommon, v ssa.Value) bool {
	if fn := calleeObj(c); fn != nil {
		if _, ok := f.prog.Known.Runs[knowledge.FuncOf(fn)]; ok {
			return true
		}
	}
	for _, t := range f.targets(c) {
		for _, eff := range t.sum.Effects {
			if eff.IsCall && t.arg(eff.On.Param) == v {
				return true
			}
		}
	}
	return false
}
