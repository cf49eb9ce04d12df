package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// setDeadline records SetDeadline and its kin.
func (f *function) setDeadline(in ssa.Instruction, c *ssa.CallCommon, dir knowledge.Dir, s *state) {
	d, ok := f.deadlineAt(in, f.instant(argument(c, 1)), dir)
	if !ok {
		return
	}
	s.set(f.place(argument(c, 0)), dir, d)
	for _, p := range f.besides(argument(c, 0)) {
		s.set(p, dir, d)
	}
	for _, t := range f.targets(c) {
		for _, set := range t.sum.Sets {
			if p := f.resolveRef(set.On, t); p.known() {
				s.set(p, set.Dir, d)
			}
		}
	}
}

// deadlineAt is the deadline that is set at in; ok is false if that of a context is, and it
// has none.
func (f *function) deadlineAt(in ssa.Instruction, sp span, dir knowledge.Dir) (d deadline, ok bool) {
	d = deadline{
		bound:   Bound{Verdict: finding.Bounded, Dur: sp.dur, Name: sp.name, What: dirWord(dir) + "deadline", Pos: in.Pos()},
		guarded: configGuard(in.Block()),
	}
	switch {
	case sp.zero:
		d.bound.Verdict, d.bound.What = finding.Unbounded, "the deadline is cleared"
		d.guarded = false
	case sp.ctx != nil:
		return f.deadlineOfContext(d, sp)
	case sp.maybe:
		d.bound.Verdict = finding.Conditional
	}
	return d, true
}

// deadlineOfContext: who calls the function decides whether a context that is passed to it
// has a deadline. Where that was asked before, it has.
func (f *function) deadlineOfContext(d deadline, sp span) (deadline, bool) {
	b := f.context(sp.ctx)
	if b.Verdict != finding.Callers {
		d.bound.Verdict = finding.Conditional
		return d, b.Verdict != finding.Unbounded
	}
	if d.guarded {
		d.ctx = b.On
	} else {
		d.bound.Verdict, d.bound.On, d.bound.ByCtx = finding.Callers, b.On, true
	}
	return d, true
}

// ownDeadlines is what bounds the reads and writes of v by whoever has it: the methods of
// its type, which set a deadline each time.
func (f *function) ownDeadlines(v ssa.Value, dirs knowledge.Dir) Bound {
	worst := Bound{Verdict: finding.Bounded}
	for _, dir := range [...]knowledge.Dir{knowledge.Read, knowledge.Write} {
		if dirs&dir == 0 {
			continue
		}
		all := f.sourceTypes(v, streamMethod(dir))
		for _, t := range all {
			b := f.prog.methodDeadline(t, dir)
			if b.Verdict >= worst.Verdict {
				worst = b
			}
		}
		if len(all) == 0 {
			return Bound{Verdict: finding.Unbounded}
		}
	}
	return worst
}

// methodDeadline is the deadline that Read or Write of a type of this package sets on what
// it reads from or writes to.
func (p *Program) methodDeadline(t types.Type, dir knowledge.Dir) Bound {
	if fn := p.method(t, streamMethod(dir)); fn != nil {
		if g := p.analyzed(fn); g != nil {
			for _, set := range g.sum.Sets {
				if set.On.Param == 0 && set.Dir&dir != 0 && set.Verdict <= finding.Conditional {
					return Bound{Verdict: set.Verdict, Dur: set.Dur, Name: set.Name, What: set.What, Pos: fn.Pos()}
				}
			}
		}
	}
	return Bound{Verdict: finding.Unbounded}
}

// besides lists the connections and listeners that are kept beside v, when v can do nothing
// but set deadlines: it was made for them, which layers have that hide it.
func (f *function) besides(v ssa.Value) []Place {
	fv := loadedField(v)
	i, ok := v.Type().Underlying().(*types.Interface)
	if fv == nil || !ok {
		return nil
	}
	for m := range i.Methods() {
		if isDeadlineSetter(m) == 0 {
			return nil
		}
	}
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return nil
	}
	fa := load.X.(*ssa.FieldAddr)
	st := structOf(fa.X.Type())
	var out []Place
	for i := range st.NumFields() {
		if t := st.Field(i).Type(); i != fa.Field && (isConn(t) || isListener(t)) {
			out = append(out, f.field(f.place(fa.X), fa.X.Type(), i))
		}
	}
	return out
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

// deadlineAfter is the deadline that a callee sets; ok is false if it is the
// end of a context that never ends.
func (f *function) deadlineAfter(set SetDeadline, t target) (d deadline, ok bool) {
	d = deadline{bound: Bound{Verdict: set.Verdict, Dur: set.Dur, Name: set.Name, What: set.What}, guarded: set.Guarded}
	if arg := t.arg(set.Ctx.Param); set.Verdict == finding.Callers && arg != nil {
		d.bound = f.context(arg)
		d.bound.ByCtx = d.bound.Verdict == finding.Callers
		return d, d.bound.Verdict != finding.Unbounded
	}
	return d, true
}
