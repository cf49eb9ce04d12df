package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// ownWayOut is how the function leaves by itself when a context is done: a case of one of
// its selects. It is taken for a wait in a function that tells of no errors.
func (j *job) ownWayOut(s *site) (out wayOut, ok bool) {
	body, sig := s.body()
	if body == nil || sig == nil {
		return wayOut{}, false
	}
	owes := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.DeferStmt:
			return false
		case *ast.CallExpr:
			owes = owes || j.releases(n)
		case *ast.CommClause:
			if !ok && j.leavesWithContext(n) && j.meansTheSame(s, n, sig) {
				var stmts []string
				for _, st := range n.Body {
					stmts = append(stmts, j.text(st))
				}
				out, ok = wayOut{j.text(n.Comm), strings.Join(stmts, "\n")}, true
			}
		}
		return true
	})
	return out, ok && !owes
}

// body is that of the innermost function around the operation, with its signature.
func (s *site) body() (*ast.BlockStmt, *types.Signature) {
	fn, sig := s.function()
	switch fn := fn.(type) {
	case *ast.FuncLit:
		return fn.Body, sig
	case *ast.FuncDecl:
		return fn.Body, sig
	}
	return nil, nil
}

// releases: a call that others wait for, and that must not be skipped.
func (j *job) releases(call *ast.CallExpr) bool {
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		b, ok := j.Info.Uses[fun].(*types.Builtin)
		return ok && b.Name() == "close"
	case *ast.SelectorExpr:
		switch fun.Sel.Name {
		case "Unlock", "RUnlock", "Signal", "Broadcast":
			return true
		case "Done": // of a WaitGroup, not of a context
			return !isContext(j.Info.TypeOf(fun.X))
		}
	}
	return false
}

// leavesWithContext: case <-ctx.Done(): ...; return.
func (j *job) leavesWithContext(n *ast.CommClause) bool {
	st, ok := n.Comm.(*ast.ExprStmt)
	if !ok || len(n.Body) == 0 || len(n.Body) > maxCopied {
		return false
	}
	recv, ok := ast.Unparen(st.X).(*ast.UnaryExpr)
	if !ok || recv.Op != token.ARROW {
		return false
	}
	call, ok := ast.Unparen(recv.X).(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	_, returns := n.Body[len(n.Body)-1].(*ast.ReturnStmt)
	return ok && returns && sel.Sel.Name == "Done" && isContext(j.Info.TypeOf(sel.X))
}

// meansTheSame reports whether a case can be copied to the operation: it declares
// nothing, and its names are the same there.
func (j *job) meansTheSame(s *site, n *ast.CommClause, sig *types.Signature) bool {
	same := true
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.BranchStmt, *ast.LabeledStmt:
			same = false
		case *ast.ReturnStmt: // a bare one would return what is shadowed
			same = same && (len(n.Results) > 0 || sig.Results().Len() == 0)
		case *ast.Ident:
			obj := j.Info.Uses[n]
			isMember := obj != nil && obj.Parent() == nil // a field or method
			same = same && obj != nil && (isMember || s.lookup(n.Name, s.Pos) == obj)
		}
		return same
	})
	return same
}
