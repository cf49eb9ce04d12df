package check

import (
	"cmp"
	"go/ast"
	"go/types"
	"slices"

	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// boundedPart reports whether the value of a part has a timeout: it is a
// literal that sets one, or it was made with a duration, or by a function that sets one.
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
		return c.makesBounded(e, part)
	case *ast.Ident:
		return c.boundedVar(e, part)
	}
	return false
}

// boundedVar reports whether a variable holds a part with a timeout: one that was made
// so, or set later. What somebody else gave may come in its place, who chose it.
func (c *checker) boundedVar(id *ast.Ident, part knowledge.Part) bool {
	v, ok := c.Info.Uses[id].(*types.Var)
	if !ok {
		return false
	}
	if v.Kind() == types.ParamVar {
		return c.callersBound(v, part)
	}
	if c.deciding[v] {
		return false // it is set to what is made of itself
	}
	if c.setsPart(v, part) {
		return true
	}
	c.deciding[v] = true
	defer delete(c.deciding, v)
	bounded := false
	for _, e := range c.assigned(v) {
		if c.boundedPart(e, part) {
			bounded = true
		} else if f, ok := c.object(e).(*types.Var); !ok || !f.IsField() {
			return false
		}
	}
	return bounded
}

// setsPart reports whether a timeout of a part is set through a variable.
func (c *checker) setsPart(v *types.Var, part knowledge.Part) bool {
	found := false
	for _, f := range c.Files {
		if f.FileStart <= v.Pos() && v.Pos() <= f.FileEnd {
			ast.Inspect(f, func(n ast.Node) bool {
				found = found || c.setsPartOf(n, part, v)
				return !found
			})
		}
	}
	return found
}

// setsPartOf reports whether an assignment gives a part a timeout, that of v unless it is nil.
func (c *checker) setsPartOf(n ast.Node, part knowledge.Part, v *types.Var) bool {
	return slices.ContainsFunc(c.setsFields(n), func(sel *ast.SelectorExpr) bool {
		return contains(part.AnyOf, sel.Sel.Name) && isPart(c.Info.TypeOf(sel.X), part) && (v == nil || c.object(sel.X) == v)
	})
}

// makesBounded reports whether a function of the package, which a call names, gives each part that
// it makes a timeout.
func (c *checker) makesBounded(call *ast.CallExpr, part knowledge.Part) bool {
	body := c.bodyOf(c.object(call.Fun))
	if body == nil {
		return false
	}
	with, without := false, false
	ast.Inspect(body, func(n ast.Node) bool {
		with = with || c.setsPartOf(n, part, nil)
		if lit, ok := n.(*ast.CompositeLit); ok && isPart(c.Info.TypeOf(lit), part) {
			set := c.setsField(lit, knowledge.Literal{AnyOf: part.AnyOf})
			with, without = with || set, without || !set
		}
		return true
	})
	return with && !without
}

// bodyOf is the body of a function of the package, or of the literal that a variable of the
// package has from the start.
func (c *checker) bodyOf(fn types.Object) *ast.BlockStmt {
	if fn == nil || fn.Pkg() != c.Pkg {
		return nil
	}
	var body *ast.BlockStmt
	for _, f := range c.Files {
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if c.Info.Defs[d.Name] == fn {
					return d.Body
				}
			case *ast.GenDecl:
				body = cmp.Or(body, c.literalOf(d, fn))
			}
		}
	}
	return body
}

// literalOf is the body of the function literal that a declaration gives to a variable.
func (c *checker) literalOf(d *ast.GenDecl, v types.Object) *ast.BlockStmt {
	for _, spec := range d.Specs {
		vs, ok := spec.(*ast.ValueSpec)
		if !ok {
			continue
		}
		for i, name := range vs.Names {
			if c.Info.Defs[name] != v || i >= len(vs.Values) {
				continue
			}
			if lit, ok := vs.Values[i].(*ast.FuncLit); ok {
				return lit.Body
			}
		}
	}
	return nil
}

func isPart(t types.Type, part knowledge.Part) bool {
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	return isNamed(t, part.Pkg, part.Type)
}

// callersBound reports whether whoever calls the function of a parameter bounds the part
// that it stands for: all calls in this package do, if there are any. Others bring what
// they have made for themselves.
func (c *checker) callersBound(param *types.Var, part knowledge.Part) bool {
	if c.deciding[param] {
		return true // recursion: decided by the other calls
	}
	c.deciding[param] = true
	defer delete(c.deciding, param)
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

func isDuration(t types.Type) bool { return isNamed(t, "time", "Duration") }

// isNamed reports whether t is the type pkg.name.
func isNamed(t types.Type, pkg, name string) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Name() == name && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == pkg
}

// assigned lists the expressions that a local variable is set to, calls for each of their results.
func (c *checker) assigned(v *types.Var) []ast.Expr {
	if !c.isLocal(v) {
		return nil
	}
	var out []ast.Expr
	for _, f := range c.Files {
		if f.FileStart > v.Pos() || v.Pos() > f.FileEnd {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			as, ok := n.(*ast.AssignStmt)
			if !ok {
				return true
			}
			for i, l := range as.Lhs {
				if l, ok := l.(*ast.Ident); ok && c.Info.ObjectOf(l) == v {
					out = append(out, as.Rhs[min(i, len(as.Rhs)-1)])
				}
			}
			return true
		})
	}
	return out
}
