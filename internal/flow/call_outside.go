package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/kind"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// maxOutside is how many steps lie at most between a function value and the function of
// another package that it is.
const maxOutside = 6

// An outside is a function of another package that a function value is: dial, when that is
// net.Dial, or the Dial of a dialer.
type outside struct {
	fn   *types.Func
	call *ssa.CallCommon // of fn by its name
	// byDefault: users may give another one.
	byDefault bool
}

// outsideOf is what a call of a function value calls.
func (f *function) outsideOf(v ssa.Value, args []ssa.Value, depth int) (out outside) {
	if depth > maxOutside {
		return out
	}
	switch v := v.(type) {
	case *ssa.Function:
		if obj, ok := v.Object().(*types.Func); ok && len(v.Blocks) == 0 {
			return outside{fn: obj, call: &ssa.CallCommon{Value: v, Args: args}}
		}
	case *ssa.MakeClosure:
		return f.boundOutside(v, args)
	case *ssa.ChangeType:
		return f.outsideOf(v.X, args, depth+1)
	case *ssa.Phi:
		return f.outsideOfPhi(v, args, depth)
	case *ssa.UnOp:
		if a, ok := v.X.(*ssa.Alloc); ok {
			if s := onlyStore(a); s != nil {
				return f.outsideOf(s.Val, args, depth+1)
			}
		}
		return f.outsideKept(v, args, depth)
	case *ssa.Field:
		return f.outsideKept(v, args, depth)
	}
	return out
}

// boundOutside is a method of a value, if another package has it.
func (f *function) boundOutside(v *ssa.MakeClosure, args []ssa.Value) (out outside) {
	fn := v.Fn.(*ssa.Function)
	obj, ok := fn.Object().(*types.Func)
	if !ok || obj.Pkg() == f.prog.Pkg || !isMethodValue(fn) || len(fn.Blocks) == 0 {
		return out
	}
	for _, in := range fn.Blocks[0].Instrs {
		c, ok := in.(*ssa.Call)
		if !ok {
			continue
		}
		if c.Call.IsInvoke() {
			return outside{fn: obj, call: &ssa.CallCommon{Value: v.Bindings[0], Method: c.Call.Method, Args: args}}
		}
		return outside{fn: obj, call: &ssa.CallCommon{Value: c.Call.Value, Args: append([]ssa.Value{v.Bindings[0]}, args...)}}
	}
	return out
}

// outsideOfPhi is what takes the place of a function that is missing.
func (f *function) outsideOfPhi(v *ssa.Phi, args []ssa.Value, depth int) (out outside) {
	for i, e := range v.Edges {
		if missing(v.Block().Preds[i]) != nil {
			out = f.outsideOf(e, args, depth+1)
			out.byDefault = true
		}
	}
	return out
}

// outsideKept is what is kept in a field: all there ever is in one of the package's own,
// but for options, or what takes the place of one that is missing.
func (f *function) outsideKept(v ssa.Value, args []ssa.Value, depth int) (out outside) {
	fv := fieldOf(v)
	if fv == nil {
		return out
	}
	stores, optional := f.prog.withoutOptions(fv)
	own := f.prog.ownField(v) != nil
	for _, s := range stores {
		o := f.prog.scratch(s.Parent()).outsideOf(s.Val, args, depth+1)
		instead := missing(s.Block()) != nil
		switch {
		case own && o.fn != nil && (out.fn == nil || out.fn == o.fn):
			out = o
		case instead && o.fn != nil:
			o.byDefault = true
			return o
		default:
			own = false
		}
		out.byDefault = out.byDefault || optional || instead
	}
	if !own {
		return outside{}
	}
	return out
}

// outsideCall handles a call of a function value that is a function of another package. Of
// one that users may replace it only matters how long it dials.
func (f *function) outsideCall(in ssa.Instruction, c *ssa.CallCommon, s *state) bool {
	o := f.outsideOf(c.Value, c.Args, 0)
	if o.fn == nil || o.byDefault && (f.prog.Foreign || !f.prog.isDial(o.fn)) {
		return false
	}
	return f.tabled(in, o.call, o.fn, s) && !o.byDefault
}

// isDial reports whether the tables know a function as one that dials.
func (p *Program) isDial(fn *types.Func) bool {
	ops := p.Known.Ops[knowledge.FuncOf(fn)]
	return len(ops) > 0 && ops[0].Kind == kind.Dial
}
