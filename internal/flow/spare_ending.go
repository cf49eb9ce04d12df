package flow

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Endings are the functions with whose return the program ends, and whatever
// goroutines they leave behind with it: main, a command that a framework calls,
// and what only these call, once.
type endings struct {
	prog     *Program
	uses     map[*ssa.Function][]ssa.Instruction // where a function is mentioned
	commands map[*ssa.Function]bool
	known    map[*ssa.Function]bool
}

func newEndings(p *Program) *endings {
	e := &endings{p, map[*ssa.Function][]ssa.Instruction{}, map[*ssa.Function]bool{}, map[*ssa.Function]bool{}}
	for _, f := range p.order {
		if p.InTest(f.ssa.Pos()) {
			continue
		}
		for _, b := range f.ssa.Blocks {
			for _, in := range b.Instrs {
				e.note(in)
			}
		}
	}
	return e
}

// note adds the functions that an instruction mentions.
func (e *endings) note(in ssa.Instruction) {
	for _, op := range in.Operands(nil) {
		fn, ok := (*op).(*ssa.Function)
		switch {
		case !ok || fn.Pkg != e.prog.ssa:
		case e.prog.offers(in, fn):
			e.commands[fn] = true
		default:
			e.uses[fn] = append(e.uses[fn], in)
		}
	}
}

// includes reports whether the program ends when fn returns.
func (e *endings) includes(fn *ssa.Function) bool {
	if v, ok := e.known[fn]; ok {
		return v // false while it is looked at: a recursion
	}
	e.known[fn] = false
	e.known[fn] = e.isMain(fn) || (e.commands[fn] || len(e.uses[fn]) > 0 && e.hidden(fn)) &&
		!slices.ContainsFunc(e.uses[fn], func(in ssa.Instruction) bool { return !e.once(in, fn) })
	return e.known[fn]
}

func (e *endings) isMain(fn *ssa.Function) bool {
	return fn.Parent() == nil && fn.Name() == "main" && e.prog.Pkg.Name() == "main"
}

// hidden reports whether nobody but the package can call fn: not as a method of an
// interface either.
func (e *endings) hidden(fn *ssa.Function) bool {
	return fn.Signature.Recv() == nil && (e.prog.Pkg.Name() == "main" || fn.Object() != nil && !fn.Object().Exported())
}

// once reports whether an instruction calls fn, once, in a function with which the
// program ends.
func (e *endings) once(in ssa.Instruction, fn *ssa.Function) bool {
	c, ok := in.(*ssa.Call)
	return ok && calls(c, fn) && !e.prog.scratch(in.Parent()).inLoop(in.Block()) && e.includes(in.Parent())
}
