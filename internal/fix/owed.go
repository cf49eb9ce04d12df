package fix

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// owed lists the calls that give back what the function has locked before the operation
// and gives back after it: a way out that a repair adds between the two has to make them.
func (j *job) owed(s *site) []string {
	var out []string
	for _, st := range s.before() {
		switch st := st.(type) {
		case *ast.ExprStmt:
			if unlock, locks := j.unlocking(st.X); locks {
				out = append(out, unlock)
			} else if unlock != "" {
				out = remove(out, unlock)
			}
		case *ast.DeferStmt:
			if unlock, locks := j.unlocking(st.Call); !locks {
				out = remove(out, unlock)
			}
		}
	}
	slices.Reverse(out)
	return out
}

// before lists the statements of the function that have run before the operation, of the
// lists that it is in, the first one first.
func (s *site) before() []ast.Stmt {
	var out []ast.Stmt
	for _, n := range s.path {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.FuncDecl:
			return out
		case ast.Stmt:
			list := s.list(n)
			if i := slices.Index(list, n); i > 0 {
				out = slices.Concat(list[:i], out)
			}
		}
	}
	return out
}

// unlocking is the call that gives back what a call locks, or the call itself if it does
// that; "" for calls of other functions.
func (j *job) unlocking(e ast.Expr) (unlock string, locks bool) {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return "", false
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return "", false
	}
	fn, ok := j.Info.Uses[sel.Sel].(*types.Func)
	if !ok || fn.Pkg() == nil || fn.Pkg().Path() != "sync" {
		return "", false
	}
	switch name := fn.Name(); name {
	case "Lock", "RLock":
		return j.text(sel.X) + "." + strings.TrimSuffix(name, "Lock") + "Unlock()", true
	case "Unlock", "RUnlock":
		return j.text(call), false
	}
	return "", false
}

// remove takes the last of some calls away.
func remove(calls []string, call string) []string {
	for i, c := range slices.Backward(calls) {
		if c == call {
			return slices.Delete(calls, i, i+1)
		}
	}
	return calls
}
