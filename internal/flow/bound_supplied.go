package flow

import (
	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
)

// maxSupply is how many steps lie at most between a function value and the functions
// that it can be.
const maxSupply = 8

// supplied gives the connection that a function value makes the deadlines that one of
// the functions it can be, as far as they are in the package, sets on what it returns:
// a dialer that users may replace has the same duty as the one it takes the place of.
func (f *function) supplied(in ssa.Instruction, c *ssa.CallCommon, s *state) {
	results := c.Signature().Results()
	if c.IsInvoke() || c.StaticCallee() != nil || results.Len() == 0 || !isConn(results.At(0).Type()) {
		return
	}
	conn := f.resultOfCall(in, 0)
	if !conn.known() {
		return
	}
	for _, fn := range f.functionsIn(c.Value, 0) {
		for _, t := range f.functionTarget(fn, c.Args, nil) {
			for _, set := range t.sum.Sets {
				if _, known := s.deadlines.get(slot{conn, set.Dir}); known || set.On != (Ref{Param: noParam}) || set.Result != 0 {
					continue
				}
				if d, ok := f.deadlineAfter(set, t); ok {
					d.bound.Verdict, d.bound.Pos = max(d.bound.Verdict, finding.Conditional), in.Pos()
					s.set(conn, set.Dir, d)
				}
			}
		}
	}
}

// functionsIn lists the functions of the package that a function value can be: on each
// way to it, in each field or variable that it is kept in, as what each caller passes, and
// as the result of each function that makes it.
func (f *function) functionsIn(v ssa.Value, depth int) []*ssa.Function {
	if depth > maxSupply {
		return nil
	}
	var from []ssa.Value
	switch v := v.(type) {
	case *ssa.Function:
		return []*ssa.Function{v}
	case *ssa.MakeClosure:
		return []*ssa.Function{v.Fn.(*ssa.Function)}
	case *ssa.ChangeType:
		from = []ssa.Value{v.X}
	case *ssa.Parameter:
		return f.functionsPassed(v, depth)
	case *ssa.Phi:
		from = v.Edges
	case *ssa.Call, *ssa.Extract:
		return f.functionsFrom(v, depth)
	case *ssa.UnOp:
		if from = either(v.X); from == nil {
			return f.functionsKept(v, depth)
		}
	case *ssa.Field:
		return f.functionsKept(v, depth)
	}
	var out []*ssa.Function
	for _, x := range from {
		out = append(out, f.functionsIn(x, depth+1)...)
	}
	return out
}

// functionsFrom lists those that a call returns.
func (f *function) functionsFrom(v ssa.Value, depth int) []*ssa.Function {
	call, i := callOf(v)
	if call == nil || call.Call.StaticCallee() == nil || len(call.Call.StaticCallee().Blocks) == 0 {
		return nil
	}
	g := f.prog.scratch(call.Call.StaticCallee())
	var out []*ssa.Function
	for _, r := range g.returns() {
		out = append(out, g.functionsIn(handedOut(r)[i], depth+1)...)
	}
	return out
}

// functionsPassed lists those that callers pass for a parameter.
func (f *function) functionsPassed(p *ssa.Parameter, depth int) []*ssa.Function {
	var out []*ssa.Function
	args, _ := f.prog.sites.arguments(p)
	for _, a := range args {
		out = append(out, f.prog.scratch(a.fn).functionsIn(a.v, depth+1)...)
	}
	return out
}

// functionsKept lists those that the package stores in a field.
func (f *function) functionsKept(v ssa.Value, depth int) []*ssa.Function {
	fv := fieldOf(v)
	if fv == nil {
		return nil
	}
	var out []*ssa.Function
	for _, s := range f.prog.fields.values(fv) {
		out = append(out, f.prog.scratch(s.Parent()).functionsIn(s.Val, depth+1)...)
	}
	return out
}
