package fix

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// A lasting deadline was set before a statement, for that and for those after it that it
// covers. It stays when they are over.
type lasting struct {
	kind kind.Kind
	on   string
	set  ast.Stmt // the statement that it was set before
	last ast.Stmt // in the same list, the last that it covers
	site *site
}

// clear takes lasting deadlines back where the function goes on to use the connection: what
// comes then took as long as it liked before.
func (j *job) clear(all []*lasting) error {
	for _, l := range all {
		if l.site.setAgain(l.on) || !j.usedLater(l, all) {
			continue
		}
		time, err := j.pkg(l.site, "time")
		if err != nil {
			return err
		}
		j.insertAt(l.last.End(), "\n_ = "+l.on+"."+setters[l.kind].method+"("+time+".Time{})")
	}
	return nil
}

// covers reports whether the deadline is still near at st, and notes that: st comes later in
// the same list, or inside.
func (l *lasting) covers(s *site, st ast.Stmt) bool {
	if l.set == st {
		return true
	}
	for _, n := range s.path {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt, *ast.FuncLit, *ast.FuncDecl:
			return false // each round needs a new one
		}
		x, ok := n.(ast.Stmt)
		if !ok {
			continue
		}
		for _, y := range s.list(x) {
			if y.Pos() < x.Pos() && y == l.set {
				l.last = x
				return true
			}
		}
	}
	return false
}

// usedLater reports whether the connection is used after what a deadline covers, other than
// where another one is set, under its own name or as a part of what was made of it.
func (j *job) usedLater(l *lasting, all []*lasting) bool {
	body, _ := l.site.body()
	if body == nil {
		return false
	}
	names := append(madeOf(body, l.on), l.on)
	used := false
	ast.Inspect(body, func(n ast.Node) bool {
		if used || n == nil || n.End() <= l.last.End() {
			return !used
		}
		if st, ok := n.(ast.Stmt); ok && slices.ContainsFunc(all, func(o *lasting) bool { return o != l && o.set == st }) {
			return false
		}
		if call, ok := n.(*ast.CallExpr); ok && l.isHarmless(call) {
			return false
		}
		if e, ok := n.(ast.Expr); ok && n.Pos() >= l.last.End() {
			used = slices.Contains(names, types.ExprString(e))
		}
		return !used
	})
	return used
}

// madeOf lists the variables that are assigned something with the connection in it.
func madeOf(body *ast.BlockStmt, on string) (names []string) {
	ast.Inspect(body, func(n ast.Node) bool {
		as, ok := n.(*ast.AssignStmt)
		if !ok || as.Tok.String() != ":=" {
			return true
		}
		mentions := false
		for _, r := range as.Rhs {
			call, ok := r.(*ast.CallExpr)
			mentions = mentions || ok && slices.ContainsFunc(call.Args, func(a ast.Expr) bool { return types.ExprString(a) == on })
		}
		if id, ok := as.Lhs[0].(*ast.Ident); ok && mentions && id.Name != "_" {
			names = append(names, id.Name)
		}
		return true
	})
	return names
}

// harmless are the methods of a connection that no deadline matters to.
var harmless = []string{"Close", "LocalAddr", "RemoteAddr", "SetDeadline", "SetReadDeadline", "SetWriteDeadline"}

// isHarmless reports whether the deadline does not matter to a call: nor does that of reads
// to a write.
func (l *lasting) isHarmless(call *ast.CallExpr) bool {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	name := sel.Sel.Name
	return slices.Contains(harmless, name) || name == "Read" && l.kind == kind.ConnWrite || name == "Write" && l.kind == kind.ConnRead
}
