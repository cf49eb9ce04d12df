package flow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// What only options set is missing by default: who dials without any has what the
// constructor leaves.

// withoutOptions is what the package stores in a field of its own, but for options, and
// whether there are any of those.
func (p *Program) withoutOptions(fv *types.Var) (stores []*ssa.Store, optional bool) {
	for _, s := range p.fields.values(fv) {
		if p.isOption(s) {
			optional = true
		} else {
			stores = append(stores, s)
		}
	}
	return stores, optional
}

// isOption reports whether a store is in an option: a function that is passed what it sets,
// and that nobody here calls by its name, or makes as a default. A method that sets something
// of its own making is none: what it is for, such as to start something, is not optional.
func (p *Program) isOption(s *ssa.Store) bool {
	fn := s.Parent()
	if fn.Object() != nil && !isGiven(s.Val, maxHanded) {
		return false
	}
	if p.Foreign || len(p.sites.calls[fn]) > 0 || slices.ContainsFunc(p.sites.calls[outermost(fn)], isForAll) {
		return false
	}
	fa, ok := s.Addr.(*ssa.FieldAddr)
	if !ok {
		return false
	}
	param, ok := p.scratch(fn).place(fa.X).Root.(*ssa.Parameter)
	return ok && slices.Contains(fn.Params, param)
}

// isGiven reports whether v is a parameter, but for the receiver, or made of some.
func isGiven(v ssa.Value, depth int) bool {
	if p, ok := v.(*ssa.Parameter); ok {
		return p.Parent().Signature.Recv() == nil || p != p.Parent().Params[0]
	}
	in, ok := v.(ssa.Instruction)
	return ok && depth > 0 && slices.ContainsFunc(in.Operands(nil), func(op *ssa.Value) bool { return *op != nil && isGiven(*op, depth-1) })
}

// unsetByDefault is the bound of a wait whose timeout is what v is, if that is a field which
// only options set.
func (f *function) unsetByDefault(v ssa.Value) (Bound, bool) {
	fv := f.prog.ownField(v)
	if fv == nil {
		return Bound{}, false
	}
	stores, optional := f.prog.withoutOptions(fv)
	return Bound{Verdict: finding.Unbounded, What: "no timeout unless an option sets " + fv.Name(), byDefault: true}, optional && len(stores) == 0
}

// isForAll reports whether a call that makes an option does not depend on who wants one: it
// is given a constant, or is in another option, which may be made so.
func isForAll(c ssa.CallInstruction) bool {
	return c.Parent().Parent() != nil || slices.ContainsFunc(c.Common().Args, func(a ssa.Value) bool {
		_, ok := a.(*ssa.Const)
		return ok
	})
}

// optionBound is what the options of a call make of its wait: one that a row names bounds it,
// and so may those that were made elsewhere.
func (f *function) optionBound(c *ssa.CallCommon, op *knowledge.Op) Bound {
	given := c.Args[len(c.Args)-1]
	out := Bound{Verdict: finding.Unbounded, What: "no " + strings.ReplaceAll(op.Option, ",", " or ") + " among its options"}
	if isNil(given) {
		return out
	}
	for _, o := range elements(given) {
		var fn knowledge.Func
		call, _ := callOf(f.place(o).Root)
		if call != nil && calleeObj(&call.Call) != nil {
			fn = knowledge.FuncOf(calleeObj(&call.Call))
		}
		switch {
		case fn.Pkg != op.Pkg:
			return Bound{Verdict: finding.Cancellable, What: "an option made elsewhere", Elsewhere: true}
		case slices.Contains(strings.Split(op.Option, ","), fn.Name) && len(call.Call.Args) > 0:
			return f.timeoutBound(call.Call.Args[0])
		}
	}
	return out
}
