package check

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/timeoutlint/timeoutlint/internal/enclosing"
)

// holder finds what a literal is stored in: the variable, or the field, also if a function
// of the package stores it there that it is passed to.
func (c *checker) holder(f *ast.File, lit ast.Expr) types.Object {
	path := enclosing.Path(f, lit.Pos(), lit.End())
	var child ast.Node = lit
	for _, n := range path {
		switch n := n.(type) {
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok && n.Value == child {
				return c.Info.ObjectOf(key)
			}
			return nil
		case *ast.AssignStmt:
			for i, r := range n.Rhs {
				if r == child && len(n.Lhs) == len(n.Rhs) {
					return c.object(n.Lhs[i])
				}
			}
			return nil
		case *ast.ValueSpec:
			for i, v := range n.Values {
				if v == child && i < len(n.Names) {
					return c.Info.Defs[n.Names[i]]
				}
			}
			return nil
		case *ast.CallExpr:
			if ast.Node(n) != ast.Node(lit) { // new(http.Server)
				return c.keeps(n, child)
			}
		case *ast.UnaryExpr, *ast.ParenExpr:
			child = n
		default:
			if n != ast.Node(lit) {
				return nil
			}
		}
	}
	return nil
}

// keeps is the field that a function keeps an argument in.
func (c *checker) keeps(call *ast.CallExpr, arg ast.Node) types.Object {
	fn, ok := c.object(call.Fun).(*types.Func)
	i := slices.IndexFunc(call.Args, func(a ast.Expr) bool { return ast.Node(a) == arg })
	if !ok || i < 0 || i >= fn.Signature().Params().Len() {
		return nil
	}
	body, param := c.bodyOf(fn), fn.Signature().Params().At(i)
	if body == nil {
		return nil
	}
	var field types.Object
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok && c.object(n.Value) == param {
				field = c.Info.ObjectOf(key)
			}
		case *ast.AssignStmt:
			for j, r := range n.Rhs {
				if sel, ok := n.Lhs[j].(*ast.SelectorExpr); ok && c.object(r) == param {
					field = c.Info.ObjectOf(sel.Sel)
				}
			}
		}
		return field == nil
	})
	return field
}
