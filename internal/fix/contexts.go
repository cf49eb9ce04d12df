package fix

import (
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
)

// context is a context in scope at the operation that came from the caller, a
// request or a command, or has a deadline; "" if there is none. It is found by
// its type, and where it comes from.
func (s *site) context() string {
	if ctx := s.nearest(s.contextVar); ctx != "" {
		return ctx
	}
	return s.nearest(s.carrier)
}

// nearest is what text makes of the variable in scope that was declared last,
// of those for which it is not empty.
func (s *site) nearest(text func(*types.Var) string) string {
	scope := s.scopeAt(s.Pos)
	for ; scope != nil && scope != s.f.Pkg.Scope(); scope = scope.Parent() {
		best, at := "", token.NoPos
		for _, name := range scope.Names() {
			v, ok := scope.Lookup(name).(*types.Var)
			if !ok || name == "_" || v.Pos() >= s.Pos || v.Pos() < at || s.lookup(name, s.Pos) != types.Object(v) {
				continue
			}
			if t := text(v); t != "" {
				best, at = t, v.Pos()
			}
		}
		if best != "" {
			return best
		}
	}
	return ""
}

// contextVar is a variable that is such a context.
func (s *site) contextVar(v *types.Var) string {
	if isContext(v.Type()) && (s.isParam(v) || s.derived(v, 0)) {
		return v.Name()
	}
	return ""
}

// carrier is a request or a command that has one.
func (s *site) carrier(v *types.Var) string {
	if s.isParam(v) && !isContext(v.Type()) && carries(v.Type()) {
		return v.Name() + ".Context()"
	}
	return ""
}

func isContext(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "context" && n.Obj().Name() == "Context"
}

// carries reports whether a type has a method Context() context.Context, as
// an incoming request or a command has.
func carries(t types.Type) bool {
	m := method(t, nil, "Context")
	return m != nil && m.Signature().Params().Len() == 0 && m.Signature().Results().Len() == 1 && isContext(m.Signature().Results().At(0).Type())
}

// isParam reports whether v is a parameter of a function around the operation.
func (s *site) isParam(v *types.Var) bool {
	for _, n := range s.path {
		var t *ast.FuncType
		switch n := n.(type) {
		case *ast.FuncLit:
			t = n.Type
		case *ast.FuncDecl:
			t = n.Type
		default:
			continue
		}
		if t.Params.Pos() <= v.Pos() && v.Pos() < t.Params.End() {
			return true
		}
	}
	return false
}

// maxDerived bounds how far the origin of a context is followed.
const maxDerived = 8

// derived reports whether a local context descends from a parameter or has a
// deadline. One made of context.Background bounds nothing.
func (s *site) derived(v *types.Var, depth int) bool {
	init := s.initial(v)
	return init != nil && depth < maxDerived && s.bounds(init, depth)
}

// bounds reports whether an expression is a context that bounds something.
func (s *site) bounds(e ast.Expr, depth int) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		v, ok := s.f.Info.Uses[e].(*types.Var)
		return ok && (s.isParam(v) || s.derived(v, depth+1))
	case *ast.CallExpr:
		fn := s.callee(e)
		if fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "context" {
			switch fn.Name() {
			case "WithTimeout", "WithTimeoutCause", "WithDeadline", "WithDeadlineCause":
				return true
			case "WithoutCancel":
				return false
			}
		}
		for _, a := range e.Args {
			if t := s.f.Info.TypeOf(a); t != nil && isContext(t) {
				return s.bounds(a, depth+1)
			}
		}
		sel, ok := e.Fun.(*ast.SelectorExpr)
		if ok && len(e.Args) == 0 { // r.Context()
			id, ok := sel.X.(*ast.Ident)
			v, isVar := s.f.Info.Uses[id].(*types.Var)
			return ok && isVar && s.isParam(v)
		}
	}
	return false
}

// isRoot: context.Background() or context.TODO().
func isRoot(info *types.Info, e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	fn, ok := info.Uses[sel.Sel].(*types.Func)
	return ok && (fn.FullName() == "context.Background" || fn.FullName() == "context.TODO")
}

// initial is the expression that a local variable is declared with.
func (s *site) initial(v *types.Var) ast.Expr {
	var out ast.Expr
	root := ast.Node(s.file)
	if d := s.declared(); d != nil {
		root = d
	}
	ast.Inspect(root, func(n ast.Node) bool {
		as, ok := n.(*ast.AssignStmt)
		if !ok {
			return out == nil
		}
		for i, l := range as.Lhs {
			id, ok := l.(*ast.Ident)
			if !ok || s.f.Info.ObjectOf(id) != types.Object(v) {
				continue
			}
			if s.f.Info.Defs[id] == nil {
				out = nil // assigned again: anything
				return false
			}
			out = as.Rhs[min(i, len(as.Rhs)-1)]
		}
		return true
	})
	return out
}

// withTimeout declares, before the statement of the operation, a context with
// a timeout, and returns its name. lasting says that the result of the
// operation goes on to need it.
func (j *job) withTimeout(s *site, parent string, lasting bool) (string, error) {
	st, err := s.statement()
	if err != nil {
		return "", err
	}
	switch {
	case lasting:
		return "", errors.New("what it returns needs the context after that: make one with a timeout where that is done with")
	case s.inLoop() && !simple(st):
		return "", errInLoop
	}
	pkg, err := j.pkg(s, "context")
	if err != nil {
		return "", err
	}
	d, err := j.timeout(s)
	if err != nil {
		return "", err
	}
	if parent == "" {
		parent = pkg + ".Background()"
	}
	ctx, cancel := j.fresh(s, "ctx"), j.fresh(s, "cancel")
	text := fmt.Sprintf("%s, %s := %s.WithTimeout(%s, %s)", ctx, cancel, pkg, parent, d)
	if s.inLoop() {
		j.insert(st, text)
		j.insertAt(st.End(), "\n"+cancel+"()")
	} else {
		j.insert(st, text+"\ndefer "+cancel+"()")
	}
	return ctx, nil
}

var errInLoop = errors.New("it is in a loop: bound one round of it in a function of its own")

// simple: a statement that runs once and ends.
func simple(st ast.Stmt) bool {
	switch st.(type) {
	case *ast.AssignStmt, *ast.ExprStmt, *ast.DeclStmt:
		return true
	}
	return false
}
