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
	at ssa.Instruction
}

// callSites are the calls of the package's functions by their names, tests aside.
type callSites struct {
	calls   map[*ssa.Function][]ssa.CallInstruction
	given   map[*ssa.Function]bool           // as values, or in interfaces: who has one may call it
	open    map[*ssa.Function]bool           // given to others than the package's own unexported interfaces
	invokes map[string][]ssa.CallInstruction // calls through those, by method
	asked   map[string]bool                  // methods that are called through an interface, of any kind
}

func (p *Program) newCallSites(fns []*ssa.Function) *callSites {
	s := &callSites{
		calls: map[*ssa.Function][]ssa.CallInstruction{}, given: map[*ssa.Function]bool{}, open: map[*ssa.Function]bool{},
		invokes: map[string][]ssa.CallInstruction{}, asked: map[string]bool{},
	}
	var boxes []*ssa.MakeInterface
	for _, fn := range fns {
		if p.InTest(fn.Pos()) {
			continue
		}
		for _, b := range fn.Blocks {
			for _, in := range b.Instrs {
				s.add(in)
				if m, ok := in.(*ssa.MakeInterface); ok {
					boxes = append(boxes, m)
				}
			}
		}
	}
	for _, m := range boxes {
		s.box(p, m.Type(), m.X.Type(), 0)
	}
	return s
}

func (s *callSites) add(in ssa.Instruction) {
	c, isCall := in.(ssa.CallInstruction)
	if isCall && c.Common().StaticCallee() != nil {
		fn := c.Common().StaticCallee()
		s.calls[fn] = append(s.calls[fn], c)
	}
	if isCall && c.Common().IsInvoke() {
		m := c.Common().Method.Name()
		s.asked[m] = true
		if isOwn(c.Common().Value.Type(), in.Parent().Pkg) {
			s.invokes[m] = append(s.invokes[m], c)
		}
	}
	for _, op := range in.Operands(nil) {
		fn, ok := (*op).(*ssa.Function)
		if !ok || isCall && *op == c.Common().Value {
			continue
		}
		s.give(fn)
		if m, ok := fn.Object().(*types.Func); ok && fn.Synthetic != "" { // the wrapper of a method value
			s.give(fn.Prog.FuncValue(m))
		}
	}
}

func (s *callSites) give(fn *ssa.Function) { s.given[fn], s.open[fn] = true, true }

// isOwn reports whether t is an interface that only pkg knows.
func isOwn(t types.Type, pkg *ssa.Package) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && pkg != nil && n.Obj().Pkg() == pkg.Pkg && !n.Obj().Exported() && types.IsInterface(n)
}

// callsOf lists the calls of a function, by name and through interfaces that only the
// package knows; all says that nobody else is given it.
func (s *callSites) callsOf(fn *ssa.Function) (calls []ssa.CallInstruction, all bool) {
	calls = s.calls[fn]
	if recv := fn.Signature.Recv(); recv != nil && s.given[fn] {
		for _, c := range s.invokes[fn.Name()] {
			if i, ok := c.Common().Value.Type().Underlying().(*types.Interface); ok && types.Implements(recv.Type(), i) {
				calls = append(slices.Clip(calls), c)
			}
		}
	}
	return calls, !s.open[fn]
}

// suppliedChan is the make of a channel that the function made, or that one of the package
// made which it called.
func (f *function) suppliedChan(v ssa.Value, depth int) *ssa.MakeChan {
	if mk := f.madeChan(v, 0); mk != nil {
		return mk
	}
	call, i := callOf(f.place(v).Root)
	if call == nil || f.place(v).Path != "" || call.Call.StaticCallee() == nil || len(call.Call.StaticCallee().Blocks) == 0 || depth > maxHanded {
		return nil
	}
	var only *ssa.MakeChan
	g := f.prog.scratch(call.Call.StaticCallee())
	for _, ret := range g.returns() {
		mk := g.suppliedChan(handedOut(ret)[i], depth+1)
		if mk == nil || only != nil && mk != only {
			return nil
		}
		only = mk
	}
	return only
}

// maxEmbedded is how many types are embedded in one another at most.
const maxEmbedded = 4

// box notes the methods of a type, and of those that it embeds, to which an interface
// gives access.
func (s *callSites) box(p *Program, i, t types.Type, depth int) {
	n := genericType(t)
	if n == nil || n.Obj().Pkg() != p.Pkg || depth > maxEmbedded {
		return
	}
	whole := i.Underlying().(*types.Interface).NumMethods() == 0
	for obj := range n.Methods() {
		if whole && !obj.Exported() && !s.asked[obj.Name()] {
			continue // others cannot ask for it, and nobody does here
		}
		if fn := p.ssa.Prog.FuncValue(obj); fn != nil && len(p.through(i, []*ssa.Function{fn})) > 0 {
			s.given[fn] = true
			s.open[fn] = s.open[fn] || !isOwn(i, p.ssa)
		}
	}
	if st := structOf(n); st != nil {
		for fv := range st.Fields() {
			if fv.Embedded() {
				s.box(p, i, fv.Type(), depth+1)
			}
		}
	}
}

// arguments lists what the calls by name pass for a parameter; all says that there are
// no other calls.
func (s *callSites) arguments(p *ssa.Parameter) (args []passed, all bool) {
	fn := p.Parent()
	i := slices.Index(fn.Params, p)
	for _, c := range s.calls[fn] {
		args = append(args, passed{c.Parent(), c.Common().Args[i], c})
	}
	return args, !s.given[fn] && !isOpenToOthers(fn)
}
