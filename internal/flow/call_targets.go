package flow

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

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

// targets resolves the functions that a call may reach.
func (f *function) targets(c *ssa.CallCommon) []target {
	if c.IsInvoke() {
		out, _ := f.invoked(c)
		return out
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

// returnedTargets: the function that sync.OnceFunc and its kin return, or a function
// of the package.
func (f *function) returnedTargets(v *ssa.Call, args []ssa.Value, depth int) []target {
	fn := calleeObj(&v.Call)
	if fn == nil {
		return nil
	}
	row, ok := f.prog.Known.Runs[knowledge.FuncOf(fn)]
	if !ok {
		return f.madeTargets(v, args, depth)
	}
	if row.How != knowledge.Returned {
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
	if all := elements(a); strings.HasPrefix(r.Path, "[]") && len(all) == 1 && all[0] != a {
		return f.join(f.place(all[0]), r.Path[2:]) // of a variadic parameter
	}
	on := f.place(a)
	if r.Path != "" && t.fn == nil && f.isLayer(a, on) {
		return on
	}
	return f.join(on, r.Path)
}

// global returns the place of a package variable named by a summary, if it is of the package.
func (p *Program) global(r Ref) Place {
	if name, ok := strings.CutPrefix(r.Global, p.Pkg.Path()+"."); ok {
		if g := p.ssa.Var(name); g != nil {
			return Place{g, r.Path}
		}
	}
	return Place{}
}
