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
		if v, ok := c.Info.Uses[e].(*types.Var); ok && v.Kind() == types.ParamVar {
			return c.callersBound(v, part)
		}
	}
	return false
}

// callersBound reports whether whoever calls the function of a parameter bounds the part
// that it stands for: all calls in this package do, if there are any. Others bring what
// they have made for themselves.
func (c *checker) callersBound(param *types.Var, part knowledge.Part) bool {
	if c.atCalls[param] {
		return true // recursion: decided by the other calls
	}
	c.atCalls[param] = true
	defer delete(c.atCalls, param)
	fn, i := c.functionOf(param)
	bound := true
	for _, f := range c.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if ok && fn != nil && c.object(call.Fun) == fn && i < len(call.Args) && !c.InTest(call.Pos()) {
				bound = bound && c.boundedPart(call.Args[i], part)
			}
			return bound
		})
	}
	return bound
}

// functionOf is the declared function that has a parameter, and which one it is; nil if
// a literal has it.
func (c *checker) functionOf(param *types.Var) (*types.Func, int) {
	for _, f := range c.Files {
		for _, d := range f.Decls {
			decl, ok := d.(*ast.FuncDecl)
			if !ok || param.Pos() < decl.Pos() || param.Pos() > decl.End() {
				continue
			}
			fn, ok := c.Info.Defs[decl.Name].(*types.Func)
			if !ok {
				return nil, 0
			}
			for i := range fn.Signature().Params().Len() {
				if fn.Signature().Params().At(i) == param {
					return fn, i
				}
			}
		}
	}
	return nil, 0
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
