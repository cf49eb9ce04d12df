package flow

import (
	"cmp"
	"go/constant"
	"go/token"
	"go/types"
	"time"

	"golang.org/x/tools/go/ssa"
)

// A span is what is known of a duration or of a point in time in the future.
type span struct {
	dur   time.Duration // when constant
	zero  bool          // no time at all: the zero Time, or a duration of 0
	maybe bool          // zero on some path: bounded only if configured
	name  string        // the configuration it comes from, as source text
	ctx   ssa.Value     // the context whose deadline it is, zero if that has none
}

// duration evaluates v, a time.Duration.
func (f *function) duration(v ssa.Value) span {
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value == nil || v.Value.Kind() != constant.Int {
			return span{zero: true}
		}
		n, _ := constant.Int64Val(v.Value)
		return span{dur: time.Duration(n), zero: n <= 0}
	case *ssa.Convert:
		return f.duration(v.X)
	case *ssa.ChangeType:
		return f.duration(v.X)
	case *ssa.Phi:
		return f.mergeSpans(v, f.duration)
	case *ssa.UnOp:
		if a, ok := v.X.(*ssa.Alloc); ok && v.Op == token.MUL {
			if s := onlyStore(a); s != nil {
				return f.duration(s.Val)
			}
		}
		if g, ok := v.X.(*ssa.Global); ok && v.Op == token.MUL {
			return f.globalDuration(g, v)
		}
	}
	return span{name: f.originText(v, 0)}
}

// globalDuration evaluates a package variable that is only set where it is declared.
func (f *function) globalDuration(g *ssa.Global, load *ssa.UnOp) span {
	p := f.prog
	if stores := p.fields.globals[g]; g.Pkg == p.ssa && len(stores) == 1 {
		if c, ok := stores[0].Val.(*ssa.Const); ok && c.Value != nil && c.Value.Kind() == constant.Int {
			n, _ := constant.Int64Val(c.Value)
			return span{dur: time.Duration(n), name: g.Name()}
		}
	}
	return span{name: cmp.Or(f.storedText(load, 0), g.Name())}
}

// instant evaluates v, a time.Time that is used as a deadline.
func (f *function) instant(v ssa.Value) span {
	switch v := v.(type) {
	case *ssa.Const:
		return span{zero: true}
	case *ssa.Phi:
		return f.mergeSpans(v, f.instant)
	case *ssa.UnOp:
		if g, ok := v.X.(*ssa.Global); ok && g.Pkg == f.prog.ssa && !g.Object().Exported() && len(f.prog.fields.globals[g]) == 0 {
			return span{zero: true}
		}
		a, ok := v.X.(*ssa.Alloc)
		if !ok || v.Op != token.MUL {
			break
		}
		if s := onlyStore(a); s != nil {
			return f.instant(s.Val)
		}
		if isUntouched(a) {
			return span{zero: true}
		}
		return f.storedInstants(a)
	case *ssa.Extract:
		if c, ok := v.Tuple.(*ssa.Call); ok && isMethod(&c.Call, "Deadline") {
			return span{maybe: true, name: "ctx.Deadline()", ctx: argument(&c.Call, 0)}
		}
	case *ssa.Call:
		return f.instantOfCall(v)
	}
	return span{name: f.prog.src.valueText(v)}
}

// instantOfCall evaluates time.Now().Add(d) and the like.
func (f *function) instantOfCall(v *ssa.Call) span {
	fn := calleeObj(&v.Call)
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "time" {
		return f.resultInstant(v)
	}
	switch fn.Name() {
	case "Add":
		s := f.duration(v.Call.Args[1])
		// A deadline that has passed ends the wait at once.
		s.zero = false
		return s
	case "UTC", "Local", "Round", "Truncate", "AddDate":
		return f.instant(v.Call.Args[0])
	}
	return span{name: f.prog.src.valueText(v)}
}

// resultInstant looks into a helper that returns the deadline.
func (f *function) resultInstant(v *ssa.Call) span {
	fn := v.Call.StaticCallee()
	out := span{name: f.prog.src.valueText(v)}
	if fn == nil || len(fn.Blocks) == 0 || fn.Pkg != f.prog.ssa || f.prog.instants > 3 {
		return out
	}
	f.prog.instants++
	defer func() { f.prog.instants-- }()
	g := f.prog.scratch(fn)
	zero, some := false, false
	for _, b := range fn.Blocks {
		if r, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && len(r.Results) > 0 {
			s := g.instant(r.Results[0])
			zero = zero || s.zero || s.maybe
			some = some || !s.zero
			if out.dur == 0 {
				out.dur = s.dur
			}
		}
	}
	out.zero, out.maybe = zero && !some, zero && some
	return out
}

func (f *function) storedInstants(a *ssa.Alloc) span {
	out := span{maybe: true}
	for _, r := range *a.Referrers() {
		if s, ok := r.(*ssa.Store); ok && s.Addr == a {
			if e := f.instant(s.Val); !e.zero {
				out.dur, out.name = e.dur, e.name
			}
		}
	}
	return out
}

// mergeSpans joins the edges of a phi.
func (f *function) mergeSpans(v *ssa.Phi, eval func(ssa.Value) span) span {
	if f.visiting[v] {
		return span{}
	}
	f.visiting[v] = true
	defer delete(f.visiting, v)
	var out span
	zero, some := false, false
	for _, e := range v.Edges {
		s := eval(e)
		zero = zero || s.zero || s.maybe
		if s.zero {
			continue
		}
		if !some {
			out = s
		} else if out.ctx = nil; s.dur != out.dur {
			out.dur = 0
		}
		some = true
	}
	out.zero, out.maybe = zero && !some, zero && some
	return out
}

// isUntouched reports whether a is a zero value that is only read.
func isUntouched(a *ssa.Alloc) bool {
	for _, r := range *a.Referrers() {
		switch r := r.(type) {
		case *ssa.UnOp, *ssa.DebugRef:
		case *ssa.Store:
			return false
		default:
			_ = r
			return false
		}
	}
	return true
}

func isMethod(c *ssa.CallCommon, name string) bool {
	fn := calleeObj(c)
	return fn != nil && fn.Name() == name && fn.Signature().Recv() != nil
}

// isTimeChan reports whether t is <-chan time.Time.
func isTimeChan(t types.Type) bool {
	ch, ok := t.Underlying().(*types.Chan)
	return ok && isNamed(ch.Elem(), "time", "Time")
}
