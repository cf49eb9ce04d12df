package flow

import (
	"go/token"

	"github.com/timeoutlint/timeoutlint/internal/finding"
)

// maxCallers is how many calls up a bound is looked for.
const maxCallers = 6

// Effective is what bounds e: its own bound, or the weakest of those that its
// callers provide. A duration that differs from caller to caller is 0.
func (e *Event) Effective() Bound { return e.effective(0) }

func (e *Event) effective(depth int) Bound {
	if !e.Silent || depth > maxCallers {
		return e.Bound
	}
	var out Bound
	first := true
	for _, d := range e.Callers() {
		b := d.effective(depth + 1)
		switch {
		case b.Verdict >= finding.Callers && !b.ByCtx:
			continue // a recursion
		case first:
			out, first = b, false
			continue
		case b.Verdict > out.Verdict:
			b, out = out, b
		}
		if b.Dur != out.Dur {
			out.Dur = 0
		}
		if b.Name != out.Name {
			out.Name = ""
		}
	}
	if first {
		return e.Bound
	}
	return out
}

// Callers lists the instances of e at the calls of its function in this package.
func (e *Event) Callers() []*Event { return e.Fn.prog.callers(e) }

// HeldAnywhere lists the locks that are held while e waits, here or by callers.
func (e *Event) HeldAnywhere() []*Hold {
	seen := map[*Event]bool{}
	var out []*Hold
	var visit func(*Event)
	visit = func(x *Event) {
		if seen[x] {
			return
		}
		seen[x] = true
		out = anyHolds(out, x.Held)
		for _, d := range x.Callers() {
			visit(d)
		}
	}
	visit(e)
	return out
}

// A FuncID names a function for people and in the call graph.
type FuncID struct{ Name, Node string }

// FuncAt is the declared function around a position.
func (p *Program) FuncAt(pos token.Pos) FuncID {
	for _, f := range p.order {
		if n := f.ssa.Syntax(); n != nil && f.ssa.Parent() == nil && n.Pos() <= pos && pos < n.End() {
			return FuncID{f.declared(), nodeName(f.ssa)}
		}
	}
	return FuncID{"init", p.Pkg.Path() + ".init"}
}
