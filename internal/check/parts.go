package check

import (
	"go/ast"
	"go/types"

	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// boundedPart reports whether the value of a part has a timeout: it is a
// literal that sets one, or it was made with a duration.
func (c *checker) boundedPart(e ast.Expr, part knowledge.Part) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.UnaryExpr:
		return c.boundedPart(e.X, part)
	case *ast.CompositeLit:
		return c.setsField(e, knowledge.Literal{AnyOf: part.AnyOf}) && len(e.Elts) > 0
	case *ast.CallExpr:
		for _, arg := range e.Args {
			if isDuration(c.Info.TypeOf(arg)) && !c.isZero(arg) {
				return true
			}
		}
	case *ast.Ident:
		if v := c.assigned(e); v != nil {
			return c.boundedPart(v, part)
		}
	}
	return false
}

func isDuration(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "time" && n.Obj().Name() == "Duration"
}

// assigned is the expression that a local variable is declared with.
func (c *checker) assigned(id *ast.Ident) ast.Expr {
	obj := c.Info.Uses[id]
	if obj == nil || !c.isLocal(obj) {
		return nil
	}
	var out ast.Expr
	for _, f := range c.Files {
		if f.FileStart > obj.Pos() || obj.Pos() > f.FileEnd {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			as, ok := n.(*ast.AssignStmt)
			if !ok || len(as.Lhs) != len(as.Rhs) {
				return true
			}
			for i, l := range as.Lhs {
				if l, ok := l.(*ast.Ident); ok && c.Info.Defs[l] == obj {
					out = as.Rhs[i]
				}
			}
			return out == nil
		})
	}
	return out
}
