package flow

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// context evaluates what bounds a context, or a value that carries one (a
// request, a command).
func (f *function) context(v ssa.Value) Bound {
	if v == nil || f.visiting[v] {
		return Bound{Verdict: finding.Cancellable}
	}
	f.visiting[v] = true
	defer delete(f.visiting, v)
	switch w := v.(type) {
	case *ssa.FreeVar:
		if b := binding(f.ssa, w); b != nil {
			if bound := f.prog.scratch(f.ssa.Parent()).context(b); bound.Verdict != finding.Callers {
				return bound
			}
		}
		return Bound{Verdict: finding.Callers, On: f.place(v)}
	case *ssa.Parameter:
		return Bound{Verdict: finding.Callers, On: f.place(v)}
	case *ssa.Phi:
		return f.contextOfPhi(w)
	case *ssa.MakeInterface:
		return f.context(w.X)
	case *ssa.ChangeInterface:
		return f.context(w.X)
	case *ssa.ChangeType:
		return f.context(w.X)
	case *ssa.Alloc:
		return f.contextOfVar(w)
	case *ssa.Const:
		return Bound{Verdict: finding.Unbounded, What: "a nil context", FromContext: true}
	case *ssa.UnOp:
		if w.Op == token.MUL {
			return f.contextOfLoad(w)
		}
	case *ssa.Call, *ssa.Extract:
		if call, i := callOf(v); call != nil {
			return f.contextOfCall(call, i)
		}
	}
	return Bound{Verdict: finding.Cancellable, What: "a context of unknown origin"}
}

func (f *function) contextOfPhi(v *ssa.Phi) Bound {
	var out Bound
	first := true
	for i, e := range v.Edges {
		if f.visiting[e] || insteadOfNil(v.Block().Preds[i]) {
			continue
		}
		b := f.context(e)
		if first {
			out, first = b, false
			continue
		}
		out = weaker(out, b)
	}
	return out
}

// insteadOfNil reports whether b only runs for a context that is nil: who passes none knows that
// there is no end.
func insteadOfNil(b *ssa.BasicBlock) bool {
	x := missing(b)
	return x != nil && isContext(x.Type())
}

// weaker joins the bounds of two paths. One path with a clock and one without
// is what `if timeout > 0` makes of a context.
func weaker(a, b Bound) Bound {
	if a.Verdict > b.Verdict {
		a, b = b, a
	}
	if b.Verdict > finding.Conditional && (a.Verdict == finding.Conditional || a.Verdict == finding.Bounded && a.guarded) {
		a.Verdict = finding.Conditional
		return a
	}
	if a.Verdict == finding.Bounded && b.Verdict == finding.Bounded && a.Dur != b.Dur {
		b.Dur = 0
	}
	return b
}

// contextOfLoad follows variables with one value, and the fields of structs.
func (f *function) contextOfLoad(v *ssa.UnOp) Bound {
	if a, ok := v.X.(*ssa.Alloc); ok {
		return f.contextOfVar(a)
	}
	if fv, ok := v.X.(*ssa.FreeVar); ok {
		return f.context(fv)
	}
	if g, ok := v.X.(*ssa.Global); ok {
		return f.contextOfGlobal(g)
	}
	if b, ok := f.keptContext(v); ok {
		return b
	}
	return Bound{Verdict: finding.Cancellable, What: "a context kept in a field"}
}

// contextOfVar joins everything that is stored in a variable.
func (f *function) contextOfVar(a *ssa.Alloc) Bound {
	var out Bound
	first := true
	for _, r := range *a.Referrers() {
		s, ok := r.(*ssa.Store)
		if !ok || s.Addr != a || f.visiting[s.Val] || insteadOfNil(s.Block()) {
			continue
		}
		b := f.context(s.Val)
		if first {
			out, first = b, false
		} else {
			out = weaker(out, b)
		}
	}
	if first {
		return Bound{Verdict: finding.Cancellable, What: "a context of unknown origin"}
	}
	return out
}

// contextOfGlobal: a package variable that holds Background has no deadline.
func (f *function) contextOfGlobal(g *ssa.Global) Bound {
	out := Bound{Verdict: finding.Cancellable, What: "a package variable"}
	if stores := f.prog.fields.globals[g]; g.Pkg == f.prog.ssa && len(stores) == 1 {
		return f.prog.scratch(stores[0].Parent()).context(stores[0].Val)
	}
	return out
}

// contextOfCall interprets the rows for functions that make contexts, and the
// summaries of the program's own.
func (f *function) contextOfCall(call *ssa.Call, result int) Bound {
	c := &call.Call
	fn := calleeObj(c)
	if fn == nil {
		return Bound{Verdict: finding.Cancellable, What: "a context of unknown origin"}
	}
	row, ok := f.prog.Known.Contexts[knowledge.FuncOf(fn)]
	if !ok {
		return f.contextOfOwn(call, result)
	}
	if row.Timeout != knowledge.None {
		return f.contextWithTimeout(call, row)
	}
	if row.Parent == knowledge.None {
		if row.Cancel {
			return Bound{Verdict: finding.Cancellable, What: fn.Name() + "()", Pos: call.Pos()}
		}
		return Bound{Verdict: finding.Unbounded, What: fn.Pkg().Name() + "." + fn.Name(), Pos: call.Pos(), FromContext: true}
	}
	b := f.context(f.operand(c, row.Parent))
	if b.Verdict == finding.Unbounded && (row.Cancel || !row.Cancel && escapingCancel(call)) {
		b = Bound{Verdict: finding.Cancellable, What: "a context that can be cancelled", Pos: call.Pos()}
	}
	return b
}

func (f *function) contextWithTimeout(call *ssa.Call, row knowledge.Context) Bound {
	arg := f.operand(&call.Call, row.Timeout)
	var s span
	if arg != nil && isNamed(arg.Type(), "time", "Time") {
		s = f.instant(arg)
	} else if arg != nil {
		s = f.duration(arg)
	}
	return Bound{
		Verdict: finding.Bounded, Dur: s.dur, Name: s.name, What: "context deadline", Pos: call.Pos(),
		guarded: configGuard(call.Block()) || ifGiven(call.Block(), arg),
	}
}

// contextOfOwn uses the summary of a function that returns a context.
func (f *function) contextOfOwn(call *ssa.Call, result int) Bound {
	unknown := Bound{Verdict: finding.Cancellable, What: "a context of unknown origin"}
	sig := call.Call.Signature()
	if result >= sig.Results().Len() || !carriesContext(sig.Results().At(result).Type()) {
		return unknown
	}
	for _, b := range f.prog.contextResults(&call.Call) {
		if b.Result != result {
			continue
		}
		if b.Verdict == finding.Callers {
			return f.context(argument(&call.Call, b.Param))
		}
		if b.Verdict == finding.Unbounded && !escapingCancel(call) {
			name := calleeObj(&call.Call).Name()
			return Bound{Verdict: b.Verdict, What: name, Pos: call.Pos(), FromContext: true}
		}
		return Bound{Verdict: min(b.Verdict, finding.Cancellable), Dur: b.Dur, Name: b.Name, What: "context deadline", Pos: call.Pos()}
	}
	return unknown
}

func carriesContext(t types.Type) bool {
	return isContext(t) || isNamed(t, "os/exec", "Cmd") || hasMethod(t, "Context")
}

// escapingCancel reports whether the cancel function of a WithCancel call is
// used for more than `defer cancel()`: then something else can end the wait.
func escapingCancel(call *ssa.Call) bool {
	for _, r := range *call.Referrers() {
		x, ok := r.(*ssa.Extract)
		if !ok {
			continue
		}
		if _, isFunc := x.Type().Underlying().(*types.Signature); !isFunc {
			continue
		}
		for _, u := range *x.Referrers() {
			switch u := u.(type) {
			case *ssa.Defer, *ssa.DebugRef, *ssa.Return: // of a return, the caller decides
			case *ssa.Call:
				if u.Call.Value != x {
					return true
				}
			default:
				return true
			}
		}
	}
	return false
}
