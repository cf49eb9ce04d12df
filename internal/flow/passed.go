package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A passed value is what a function sends over a channel, or passes to another one.
type passed struct {
	fn *ssa.Function
	v  ssa.Value
}

// callSites are the calls of the package's functions by their names, tests aside.
type callSites struct {
	calls map[*ssa.Function][]ssa.CallInstruction
	given map[*ssa.Function]bool // as values: who has one may call it
	boxed map[*types.Named]bool  // in interfaces: so may whoever has that
}

func (p *Program) newCallSites(fns []*ssa.Function) *callSites {
	s := &callSites{map[*ssa.Function][]ssa.CallInstruction{}, map[*ssa.Function]bool{}, map[*types.Named]bool{}}
	for _, fn := range fns {
		if p.InTest(fn.Pos()) {
			continue
		}
		for _, b := range fn.Blocks {
			for _, in := range b.Instrs {
				s.add(in)
			}
		}
	}
	return s
}

func (s *callSites) add(in ssa.Instruction) {
	c, isCall := in.(ssa.CallInstruction)
	if isCall && c.Common().StaticCallee() != nil {
		fn := c.Common().StaticCallee()
		s.calls[fn] = append(s.calls[fn], c)
	}
	if m, ok := in.(*ssa.MakeInterface); ok {
		s.boxed[genericType(m.X.Type())] = true
	}
	for _, op := range in.Operands(nil) {
		fn, ok := (*op).(*ssa.Function)
		if !ok || isCall && *op == c.Common().Value {
			continue
		}
		s.given[fn] = true
		if m, ok := fn.Object().(*types.Func); ok && fn.Synthetic != "" { // the wrapper of a method value
			s.given[fn.Prog.FuncValue(m)] = true
		}
	}
}

// arguments lists what the calls by name pass for a parameter; all says that there are
// no other calls.
func (s *callSites) arguments(p *ssa.Parameter) (args []passed, all bool) {
	fn := p.Parent()
	i := slices.Index(fn.Params, p)
	for _, c := range s.calls[fn] {
		args = append(args, passed{c.Parent(), c.Common().Args[i]})
	}
	recv := fn.Signature.Recv()
	return args, !s.given[fn] && !isOpenToOthers(fn) && (recv == nil || !s.boxed[genericType(recv.Type())])
}
