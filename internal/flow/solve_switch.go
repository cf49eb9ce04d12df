package flow

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// isExhausted reports whether b asks for the last of all constants of a type, after all
// others: what comes if it is none of them does not run, unless the package makes other
// values of the type.
func (p *Program) isExhausted(b *ssa.BasicBlock) bool {
	tag, _ := asked(b)
	if tag == nil {
		return false
	}
	n, ok := types.Unalias(tag.Type()).(*types.Named)
	if !ok || n.Obj().Pkg() != p.Pkg || p.Foreign { // whose syntax is not at hand any more
		return false
	}
	all := p.constantsOf(n)
	if len(all) < 2 {
		return false
	}
	seen := map[string]bool{}
	for at := b; ; at = at.Preds[0] {
		t, value := asked(at)
		if t != tag {
			break
		}
		seen[value.ExactString()] = true
		if len(at.Preds) != 1 || len(at.Preds[0].Succs) != 2 || at.Preds[0].Succs[1] != at {
			break
		}
	}
	return !slices.ContainsFunc(all, func(v constant.Value) bool { return !seen[v.ExactString()] })
}

// asked is the value and the constant that a block compares at its end.
func asked(b *ssa.BasicBlock) (ssa.Value, constant.Value) {
	br, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok {
		return nil, nil
	}
	eq, ok := br.Cond.(*ssa.BinOp)
	if !ok || eq.Op != token.EQL {
		return nil, nil
	}
	c, ok := eq.Y.(*ssa.Const)
	if !ok || c.Value == nil {
		return nil, nil
	}
	return eq.X, c.Value
}

// constantsOf lists the constants of a type of the package, none if it makes other values
// of the type out of values of others.
func (p *Program) constantsOf(n *types.Named) []constant.Value {
	if list, ok := p.constants[n]; ok {
		return list
	}
	var list []constant.Value
	for _, name := range n.Obj().Pkg().Scope().Names() {
		if c, ok := n.Obj().Pkg().Scope().Lookup(name).(*types.Const); ok && types.Identical(c.Type(), n) {
			list = append(list, c.Val())
		}
	}
	if len(list) > 0 && p.converts(n) {
		list = nil
	}
	p.constants[n] = list
	return list
}

// converts reports whether the package makes values of a type out of values of others.
func (p *Program) converts(n *types.Named) bool {
	for e, tv := range p.Info.Types {
		if tv.Value != nil || tv.Type == nil || !types.Identical(tv.Type, n) {
			continue
		}
		switch e := e.(type) {
		case *ast.CallExpr:
			if p.Info.Types[e.Fun].IsType() {
				return true
			}
		case *ast.BinaryExpr, *ast.UnaryExpr:
			return true
		}
	}
	return false
}
