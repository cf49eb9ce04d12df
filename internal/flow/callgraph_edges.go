package flow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
)

// edgesOfBlock adds what the instructions of a block do.
func (f *function) edgesOfBlock(fn *finding.Function, b *ssa.BasicBlock, boxed boxes) {
	for _, in := range b.Instrs {
		f.edgesOf(fn, in)
		if m, ok := in.(*ssa.MakeInterface); ok {
			f.edgesOfBox(fn, m, boxed)
		}
	}
}

// edgesOf adds the functions that an instruction calls, starts or refers to.
// Whoever has a function as a value may call it: that counts as a call here.
func (f *function) edgesOf(fn *finding.Function, in ssa.Instruction) {
	started := map[ssa.Value]bool{}
	if c, ok := in.(ssa.CallInstruction); ok {
		names := f.calleeNames(c.Common())
		if _, ok := in.(*ssa.Go); ok {
			fn.Starts = append(fn.Starts, names...)
			started[c.Common().Value] = true
		} else {
			fn.Calls = append(fn.Calls, names...)
		}
		for v, names := range f.startedByCallee(c.Common()) {
			if f.prog.keptAsCommand(in) {
				fn.Offers = append(fn.Offers, names...)
			} else {
				fn.Starts = append(fn.Starts, names...)
			}
			started[v] = true
		}
	}
	if l := f.launchOf(in); l != nil {
		for _, t := range l.targets {
			if t.fn != nil {
				fn.Starts = append(fn.Starts, nodeName(t.fn.ssa))
			}
		}
		for _, op := range in.Operands(nil) {
			started[*op] = true
		}
	}
	if mc, isClosure := in.(*ssa.MakeClosure); isClosure && f.onlyStarted(mc) {
		return
	}
	for _, op := range in.Operands(nil) {
		g, ok := (*op).(*ssa.Function)
		switch {
		case !ok || started[g] || len(g.Blocks) == 0 && calls(in, g) || !f.prog.inModule(g):
		case f.prog.offers(in, g):
			fn.Offers = append(fn.Offers, nodeName(g))
		default:
			fn.Calls = append(fn.Calls, nodeName(g))
		}
	}
}

// inModule reports whether a function is of this module: others are no nodes.
func (p *Program) inModule(fn *ssa.Function) bool {
	obj := fn.Object()
	return len(fn.Blocks) > 0 || obj != nil && obj.Pkg() != nil && p.sameModule(obj.Pkg().Path())
}

// A box is a type in an interface.
type box struct{ in, what types.Type }

// Boxes has the methods that an interface gives access to.
type boxes map[box][]string

// edgesOfBox adds the methods of what is put into an interface of another module, which
// may call them: those of a command when it is one of a framework for commands.
func (f *function) edgesOfBox(fn *finding.Function, m *ssa.MakeInterface, known boxes) {
	if f.givenWhole(m) {
		fn.Calls = append(fn.Calls, f.prog.methodsOfAny(m.X.Type())...)
		return
	}
	n := namedType(m.Type())
	if n == nil || n.Obj().Pkg() == nil || f.prog.sameModule(n.Obj().Pkg().Path()) {
		return
	}
	k := box{m.Type(), m.X.Type()}
	names, ok := known[k]
	if !ok {
		names = f.prog.methodsIn(k)
		known[k] = names
	}
	if isFramework(n.Obj().Pkg()) {
		fn.Offers = append(fn.Offers, names...)
	} else {
		fn.Calls = append(fn.Calls, names...)
	}
}

// givenWhole reports whether a value is an argument for another module that says nothing of what it
// calls, as net/rpc finds out itself which methods an object has.
func (f *function) givenWhole(m *ssa.MakeInterface) bool {
	i, ok := m.Type().Underlying().(*types.Interface)
	return ok && i.NumMethods() == 0 && slices.ContainsFunc(*m.Referrers(), func(r ssa.Instruction) bool {
		c, ok := r.(ssa.CallInstruction)
		if !ok {
			return false
		}
		fn := calleeObj(c.Common())
		return fn != nil && fn.Pkg() != nil && !f.prog.sameModule(fn.Pkg().Path())
	})
}

// methodsOfAny are the exported methods of a type.
func (p *Program) methodsOfAny(t types.Type) []string {
	var out []string
	for m := range types.NewMethodSet(t).Methods() {
		own, ok := m.Obj().(*types.Func)
		if ok && own.Exported() && own.Pkg() != nil && p.sameModule(own.Pkg().Path()) {
			out = append(out, own.Origin().FullName())
		}
	}
	return out
}

func (p *Program) methodsIn(b box) []string {
	i, ok := b.in.Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	var out []string
	for m := range i.Methods() {
		obj, _, _ := types.LookupFieldOrMethod(b.what, true, m.Pkg(), m.Name())
		if own, ok := obj.(*types.Func); ok && own.Pkg() != nil && p.sameModule(own.Pkg().Path()) {
			out = append(out, own.Origin().FullName())
		}
	}
	return out
}

// startedByCallee are the function values that the callee runs in a goroutine.
func (f *function) startedByCallee(c *ssa.CallCommon) map[ssa.Value][]string {
	out := map[ssa.Value][]string{}
	for _, t := range f.targets(c) {
		for _, eff := range t.sum.Effects {
			arg := t.arg(eff.On.Param)
			if !eff.IsCall || !eff.Async || arg == nil || eff.On.Path != "" {
				continue
			}
			for _, run := range f.valueTargets(arg, nil, 0) {
				if run.fn != nil {
					out[arg] = append(out[arg], nodeName(run.fn.ssa))
				}
			}
		}
	}
	return out
}

// launchOf is the goroutine that in starts.
func (f *function) launchOf(in ssa.Instruction) *launch {
	for _, l := range f.launched {
		if l.instr == in {
			return l
		}
	}
	return nil
}

// onlyStarted reports whether a function literal is only given to go
// statements and to functions that run it in a goroutine.
func (f *function) onlyStarted(mc *ssa.MakeClosure) bool {
	for _, r := range *mc.Referrers() {
		c, isCall := r.(ssa.CallInstruction)
		started := f.launchOf(r) != nil || isCall && f.startedByCallee(c.Common())[mc] != nil
		if _, ok := r.(*ssa.DebugRef); !ok && !started {
			return false
		}
	}
	return true
}

// calleeNames are the functions that a call may reach: those known here, the
// named one, or whatever has the method of an interface of this module.
func (f *function) calleeNames(c *ssa.CallCommon) []string {
	var targets []target
	all := true
	if c.IsInvoke() {
		targets, all = f.invoked(c)
	} else {
		targets = f.targets(c)
	}
	var out []string
	for _, t := range targets {
		if t.fn != nil {
			out = append(out, nodeName(t.fn.ssa))
		}
	}
	if all && len(out) > 0 {
		return out
	}
	if c.IsInvoke() {
		if m := c.Method; m.Pkg() != nil && f.prog.sameModule(m.Pkg().Path()) {
			return append(out, methodKey(m.Name(), m.Signature()))
		}
		return out
	}
	if fn := calleeObj(c); fn != nil && fn.Pkg() != nil && f.prog.sameModule(fn.Pkg().Path()) {
		return []string{fn.FullName()}
	}
	return nil
}

// methodKey matches a method with the interfaces that it may implement.
func methodKey(name string, sig *types.Signature) string {
	b := strings.Builder{}
	b.WriteString("~" + name + "(")
	for _, tuple := range [...]*types.Tuple{sig.Params(), sig.Results()} {
		for v := range tuple.Variables() {
			b.WriteString(types.TypeString(v.Type(), (*types.Package).Path) + ",")
		}
		b.WriteString(")")
	}
	return b.String()
}
