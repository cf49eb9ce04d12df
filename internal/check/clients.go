package check

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/timeoutlint/timeoutlint/internal/enclosing"
	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// requestsBounded reports whether a client that has no timeout only ever
// sends requests that have a bound of their own.
func (c *checker) requestsBounded(l literal) bool {
	if l.holder == nil && l.expr == nil || l.holder != nil && l.holder.Exported() && !c.isLocal(l.holder) {
		return false
	}
	u := clientUses{checker: c, verdicts: c.verdictsOf(l.row.Kind)}
	if l.holder == nil { // used where it is made
		return u.harmless(enclosing.Path(enclosing.File(c.Files, l.pos), l.pos, l.expr.End()), maxPassed) && u.sent
	}
	return u.bound(l.holder, maxPassed) && u.sent
}

// verdictsOf are the verdicts of the operations of a kind, by where they end: calls in a
// chain begin where the first one does.
func (c *checker) verdictsOf(k kind.Kind) map[token.Pos]finding.Verdict {
	verdicts := map[token.Pos]finding.Verdict{}
	for _, e := range c.events {
		if e.Kind == k && e.From == nil {
			verdicts[e.End] = e.Settled
			switch {
			case e.Bound.ByCtx:
				verdicts[e.End] = finding.Cancellable
			case e.Bound.Elsewhere:
				verdicts[e.End] = finding.Unbounded
			}
		}
	}
	return verdicts
}

// maxPassed is how many functions a client is followed through.
const maxPassed = 3

// clientUses follows a client through the package.
type clientUses struct {
	*checker
	verdicts map[token.Pos]finding.Verdict
	sent     bool // some request was
}

// bound reports whether all uses of a variable or field that has the client either
// send a request with a bound of its own, or only look at the client's fields.
func (u *clientUses) bound(holder types.Object, depth int) bool {
	if depth == 0 {
		return false
	}
	return !slices.ContainsFunc(u.usesOf(holder), func(id *ast.Ident) bool {
		return !u.harmless(u.pathTo(id), depth)
	})
}

// usesOf lists where a variable or field with a client is named. All of them are looked
// up at once: a package with many clients is large.
func (c *checker) usesOf(holder types.Object) []*ast.Ident {
	if c.clients == nil {
		c.clients = map[types.Object][]*ast.Ident{}
		for id, o := range c.Info.Uses {
			if c.mayHaveClient(o) && enclosing.File(c.Files, id.Pos()) != nil { // not in a test
				c.clients[o] = append(c.clients[o], id)
			}
		}
	}
	return c.clients[holder]
}

// mayHaveClient: a variable or field with a client or an interface, or a function that
// returns a client.
func (c *checker) mayHaveClient(o types.Object) bool {
	switch o := o.(type) {
	case *types.Var:
		_, ok := c.literalRow(o.Type())
		return ok || types.IsInterface(o.Type())
	case *types.Func:
		results := o.Signature().Results()
		if results.Len() != 1 {
			return false
		}
		_, ok := c.literalRow(results.At(0).Type())
		return ok
	}
	return false
}

// pathTo is the syntax around an identifier of usesOf, from it outwards.
func (c *checker) pathTo(id *ast.Ident) []ast.Node {
	return enclosing.Path(enclosing.File(c.Files, id.Pos()), id.Pos(), id.End())
}

// harmless judges one use: path leads from the identifier outwards.
func (u *clientUses) harmless(path []ast.Node, depth int) bool {
	used := path[0]
	for i, n := range path[1:] {
		switch n := n.(type) {
		case *ast.ParenExpr, *ast.UnaryExpr, *ast.StarExpr:
		case *ast.KeyValueExpr:
			return n.Key == used
		case *ast.SelectorExpr:
			if n.Sel != used {
				return u.isField(n) || u.sends(n, path[i+2:])
			}
		case *ast.AssignStmt:
			return slices.ContainsFunc(n.Lhs, func(e ast.Expr) bool { return e == used })
		case *ast.CallExpr:
			if u.isRequest(n) {
				return u.isBound(n)
			}
			p := u.param(n, used)
			return p != nil && u.bound(p, depth-1)
		case *ast.ReturnStmt:
			return u.returned(n, path, depth)
		default:
			return false
		}
		used = n
	}
	return false
}

// returned judges the calls of a function that returns the client.
func (u *clientUses) returned(ret *ast.ReturnStmt, path []ast.Node, depth int) bool {
	i := slices.IndexFunc(path, func(n ast.Node) bool {
		_, isLit := n.(*ast.FuncLit)
		_, isDecl := n.(*ast.FuncDecl)
		return isLit || isDecl
	})
	if i < 0 || len(ret.Results) != 1 || depth <= 1 {
		return false
	}
	decl, ok := path[i].(*ast.FuncDecl)
	if !ok || decl.Name.IsExported() {
		return false
	}
	return !slices.ContainsFunc(u.usesOf(u.Info.Defs[decl.Name]), func(id *ast.Ident) bool {
		outer := u.pathTo(id)[1:]
		var fun ast.Expr = id
		if sel, ok := outer[0].(*ast.SelectorExpr); ok {
			fun, outer = sel, outer[1:]
		}
		call, ok := outer[0].(*ast.CallExpr)
		return !ok || call.Fun != fun || !u.harmless(outer, depth-1)
	})
}

// isField reports whether a field of the client is selected, not one that has the client.
func (u *clientUses) isField(sel *ast.SelectorExpr) bool {
	s := u.Info.Selections[sel]
	if s == nil || s.Kind() != types.FieldVal {
		return false
	}
	_, client := u.literalRow(s.Type())
	return !client
}

// sends reports whether a method of the client is called, with a bound.
func (u *clientUses) sends(sel *ast.SelectorExpr, outer []ast.Node) bool {
	call, ok := outer[0].(*ast.CallExpr)
	return ok && call.Fun == sel && u.isBound(call)
}

// isRequest reports whether a call is a request of its own, also one that is given its client.
func (u *clientUses) isRequest(call *ast.CallExpr) bool {
	_, ok := u.verdicts[call.End()]
	return ok
}

// isBound reports whether a call is a request with a bound.
func (u *clientUses) isBound(call *ast.CallExpr) bool {
	v, ok := u.verdicts[call.End()]
	u.sent = u.sent || ok
	return ok && v <= finding.Cancellable
}

// param is the parameter of a function of the package that gets an argument.
func (u *clientUses) param(call *ast.CallExpr, arg ast.Node) types.Object {
	fn, ok := u.object(call.Fun).(*types.Func)
	if !ok || fn.Pkg() != u.Pkg {
		return nil
	}
	params := fn.Signature().Params()
	for i, a := range call.Args {
		if a == arg && i < params.Len() && !fn.Signature().Variadic() {
			return params.At(i)
		}
	}
	return nil
}
