package flow

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// A Timeout is a place where a duration, or a point in time, is given to
// something that ends a wait.
type Timeout struct {
	finding.Timeout
	Use   TimeoutUse
	Outer Bound // of a context that is made from another: what bounds that one
}

// A TimeoutUse says what a duration is given to.
type TimeoutUse uint8

// The uses.
const (
	ToCall     TimeoutUse = iota // an argument of a function that waits
	ToContext                    // context.WithTimeout and its kin
	ToDeadline                   // SetDeadline and its kin
	ToField                      // http.Client.Timeout and its kin
	ToTimer                      // time.After, time.AfterFunc
)

// Timeouts lists the timeouts of the package in a fixed order.
func (p *Program) Timeouts() []Timeout {
	fields := p.timeoutFields()
	var out []Timeout
	for _, f := range p.order {
		for _, b := range f.ssa.Blocks {
			for _, in := range b.Instrs {
				switch in := in.(type) {
				case ssa.CallInstruction:
					out = f.timeoutsOfCall(out, in)
				case *ssa.Store:
					out = f.timeoutOfStore(out, in, fields)
				}
			}
		}
	}
	return out
}

func (f *function) timeoutsOfCall(out []Timeout, in ssa.CallInstruction) []Timeout {
	c := in.Common()
	fn := calleeObj(c)
	if fn == nil {
		return out
	}
	name := knowledge.FuncOf(fn)
	add := func(arg ssa.Value, use TimeoutUse, outer Bound) {
		if arg == nil {
			return
		}
		if t := f.timeout(arg, c.Pos(), shortName(name), use, outer); use != ToDeadline || !t.Zero { // not one that is cleared
			out = append(out, t)
		}
	}
	if isDeadlineSetter(fn) != 0 {
		add(argument(c, 1), ToDeadline, Bound{})
		return out
	}
	if row, ok := f.prog.Known.Contexts[name]; ok && row.Timeout != knowledge.None {
		add(f.operand(c, row.Timeout), ToContext, f.context(f.operand(c, row.Parent)))
	}
	for _, op := range f.prog.Known.Ops[name] {
		add(f.operand(c, op.Timeout), ToCall, Bound{})
	}
	if run, ok := f.prog.Known.Runs[name]; ok && run.Timeout != knowledge.None {
		use := ToCall
		if run.How == knowledge.AfterTime {
			use = ToTimer
		}
		add(f.operand(c, run.Timeout), use, Bound{})
	}
	if name.Pkg == "time" && name.Recv == "" && (name.Name == "After" || name.Name == "NewTimer") {
		add(argument(c, 0), ToTimer, Bound{})
	}
	return out
}

// timeoutFields lists, by type, the fields of the tables that bound a wait.
func (p *Program) timeoutFields() map[[2]string][]string {
	out := map[[2]string][]string{}
	for key, row := range p.Known.Literals {
		out[key] = append(out[key], row.AnyOf...)
		if part := [2]string{row.Part.Pkg, row.Part.Type}; row.Part.Type != "" {
			out[part] = append(out[part], row.Part.AnyOf...)
		}
	}
	for name, rows := range p.Known.Ops {
		for _, op := range rows {
			if op.Field != "" && op.On == knowledge.Recv {
				key := [2]string{name.Pkg, name.Recv}
				out[key] = append(out[key], strings.Split(op.Field, ",")...)
			}
		}
	}
	return out
}

func (f *function) timeoutOfStore(out []Timeout, in *ssa.Store, fields map[[2]string][]string) []Timeout {
	fa, ok := in.Addr.(*ssa.FieldAddr)
	if !ok {
		return out
	}
	n := namedType(fa.X.Type())
	if n == nil || n.Obj().Pkg() == nil {
		return out
	}
	fv := structOf(fa.X.Type()).Field(fa.Field)
	if !isNamed(fv.Type(), "time", "Duration") || !slices.Contains(fields[[2]string{n.Obj().Pkg().Path(), n.Obj().Name()}], fv.Name()) {
		return out
	}
	return append(out, f.timeout(in.Val, in.Pos(), n.Obj().Pkg().Name()+"."+n.Obj().Name()+"."+fv.Name(), ToField, Bound{}))
}

func (f *function) timeout(arg ssa.Value, pos token.Pos, what string, use TimeoutUse, outer Bound) Timeout {
	var s span
	if isNamed(arg.Type(), "time", "Time") {
		s = f.instant(arg)
	} else {
		s = f.duration(arg)
	}
	t := Timeout{Use: use, Outer: outer}
	t.Pos, t.Func, t.What, t.Duration, t.Name = pos, f.declared(), what, s.dur, s.name
	t.Zero = s.zero && s.dur <= 0
	if t.Duration == 0 && !t.Zero && t.Name == "" {
		t.Name = f.argumentText(pos)
	}
	return t
}

// argumentText is the source text of the duration or time that a call is given.
func (f *function) argumentText(pos token.Pos) string {
	call, ok := f.prog.src.nodes[pos].(*ast.CallExpr)
	if !ok {
		return ""
	}
	for _, arg := range call.Args {
		t := f.prog.Info.TypeOf(arg)
		if t == nil || !isNamed(t, "time", "Duration") && !isNamed(t, "time", "Time") {
			continue
		}
		if add, ok := arg.(*ast.CallExpr); ok && len(add.Args) == 1 && strings.HasSuffix(types.ExprString(add.Fun), ".Add") {
			arg = add.Args[0] // of time.Now()
		}
		return exprText(arg)
	}
	return ""
}

// declared is the name of the declared function that f is, or is a part of.
func (f *function) declared() string {
	return outermost(f.ssa).RelString(f.prog.Pkg)
}

// shortName is a function's name with the last element of its import path.
func shortName(n knowledge.Func) string {
	n.Pkg = n.Pkg[strings.LastIndexByte(n.Pkg, '/')+1:]
	return n.String()
}

// Longer reports whether t lasts longer than the context around it, whose
// duration is constant, too.
func (t Timeout) Longer() (outer time.Duration, ok bool) {
	o := t.Outer
	return o.Dur, t.Use == ToContext && o.Verdict == finding.Bounded && o.Dur > 0 && t.Duration > o.Dur
}
