package fix

import (
	"errors"
	"fmt"
	"go/ast"
	"go/types"
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// callContext gives a call the context in scope, or one with a timeout: as the
// argument that it has for one, or by calling its sibling that takes one. A call that
// takes a timeout gets one.
func (j *job) callContext() (string, error) {
	title := "Pass a context that has a deadline"
	err := j.each(func(s *site) error {
		call, err := s.call()
		if err != nil {
			return err
		}
		fn := s.callee(call)
		if fn == nil {
			return errors.New("it calls a function value")
		}
		if s.Option != "" {
			title = "Pass an option with a timeout"
			return j.addOption(s, call)
		}
		if i := contextParam(fn.Signature()); i >= 0 && i < len(call.Args) {
			return j.changeContext(s, call, fn, call.Args[i])
		}
		if arg := j.zeroTimeout(call, fn); arg != nil {
			d, err := j.timeout(s)
			title = "Pass a timeout"
			j.replace(arg, d)
			return err
		}
		return j.sibling(s, call, fn)
	})
	return title, err
}

// addOption passes the option that bounds a call, behind all others.
func (j *job) addOption(s *site, call *ast.CallExpr) error {
	if call.Ellipsis.IsValid() {
		return errors.New("its options are in a slice: add one there")
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || len(call.Args) == 0 {
		return errors.New("its package has no name here")
	}
	d, err := j.timeout(s)
	if err != nil {
		return err
	}
	j.insertAt(call.Args[len(call.Args)-1].End(), fmt.Sprintf(", %s.%s(%s)", j.text(sel.X), s.Option, d))
	return nil
}

// changeContext replaces a context that has no deadline.
func (j *job) changeContext(s *site, call *ast.CallExpr, fn *types.Func, arg ast.Expr) error {
	text := j.text(arg)
	if ctx := s.context(); ctx != "" && ctx != text && !s.bounds(arg, 0) {
		j.replace(arg, ctx)
		return nil
	}
	if !plain(ast.Unparen(arg)) && !isRoot(j.Info, arg) {
		return errors.New("its context is an expression: give that a deadline")
	}
	if err := j.fitsTimeout(fn, 0); err != nil {
		return err
	}
	ctx, err := j.withTimeout(s, text, j.lasting(s, call))
	if err != nil {
		return err
	}
	j.replace(arg, ctx)
	return nil
}

// sibling calls FooContext(ctx, ...) in place of Foo(...), which has to have
// the same parameters and results otherwise.
func (j *job) sibling(s *site, call *ast.CallExpr, fn *types.Func) error {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return errors.New("it has no variant that takes a context")
	}
	name := fn.Name() + "Context"
	var other *types.Func
	if fn.Signature().Recv() != nil {
		other = method(j.Info.TypeOf(sel.X), j.Pkg, name)
	} else if fn.Pkg() != nil {
		other, _ = fn.Pkg().Scope().Lookup(name).(*types.Func)
	}
	if other == nil || !addsContext(fn.Signature(), other.Signature()) {
		return errors.New("it has no variant that takes a context")
	}
	ctx := s.context()
	if ctx == "" {
		var err error
		if ctx, err = j.withTimeout(s, "", j.lasting(s, call)); err != nil {
			return err
		}
	}
	j.replace(sel.Sel, name)
	if len(call.Args) > 0 {
		ctx += ", "
	}
	j.insertAt(call.Lparen+1, ctx)
	return nil
}

// addsContext reports whether b is a with a context before the parameters.
func addsContext(a, b *types.Signature) bool {
	if b.Params().Len() != a.Params().Len()+1 || !isContext(b.Params().At(0).Type()) || a.Variadic() != b.Variadic() {
		return false
	}
	for i := range a.Params().Len() {
		if !types.Identical(a.Params().At(i).Type(), b.Params().At(i+1).Type()) {
			return false
		}
	}
	return types.Identical(a.Results(), b.Results())
}

// lasting reports whether a result of the call goes on to need the context
// and leaves the statements around it: rows, a response, a transaction.
func (j *job) lasting(s *site, call *ast.CallExpr) bool {
	if k := j.finding.Kind; k == kind.Dial || k == kind.Handshake {
		return false // the context is for the dial alone
	}
	sig, ok := j.Info.TypeOf(call.Fun).(*types.Signature)
	if !ok {
		return true
	}
	for i := range sig.Results().Len() {
		if needsContext(sig.Results().At(i).Type()) && !j.staysLocal(s, call, i) {
			return true
		}
	}
	return false
}

// needsContext: what is closed, committed, read or scanned later.
func needsContext(t types.Type) bool {
	if isError(t) {
		return false
	}
	for _, m := range []string{"Close", "Commit", "Scan", "Recv", "RecvMsg", "Next"} {
		if method(t, nil, m) != nil {
			return true
		}
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "Body")
	return obj != nil
}

// staysLocal reports whether a result is kept in a variable that is used only
// for its methods and fields, in the same function.
func (j *job) staysLocal(s *site, call *ast.CallExpr, result int) bool {
	for _, n := range s.path {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if len(n.Rhs) != 1 || ast.Unparen(n.Rhs[0]) != ast.Expr(call) || result >= len(n.Lhs) {
				return false
			}
			id, ok := n.Lhs[result].(*ast.Ident)
			return ok && (id.Name == "_" || !s.inLoop() && j.onlySelected(s, id))
		case *ast.SelectorExpr:
			return !s.inLoop() // db.QueryRow(...).Scan(...)
		case ast.Stmt:
			return false
		}
	}
	return false
}

// onlySelected reports whether a variable is only ever used as x.name.
func (j *job) onlySelected(s *site, id *ast.Ident) bool {
	obj := j.Info.ObjectOf(id)
	d := s.declared()
	if d == nil || obj == nil || obj.Pos() < d.Body.Pos() || obj.Pos() > d.Body.End() {
		return false
	}
	uses, selected := 0, 0
	ast.Inspect(d.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			if j.Info.Uses[n] == obj {
				uses++
			}
		case *ast.BinaryExpr: // x != nil
			if x, ok := n.X.(*ast.Ident); ok && j.Info.Uses[x] == obj {
				selected++
			}
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && j.Info.Uses[x] == obj && !isLeaking(n.Sel.Name) {
				selected++
			}
		case *ast.AssignStmt:
			for _, l := range n.Lhs {
				if x, ok := l.(*ast.Ident); ok && j.Info.Uses[x] == obj {
					selected++
				}
			}
		}
		return true
	})
	return uses == selected
}

// isLeaking: a field that is as good as the whole.
func isLeaking(name string) bool { return name == "Body" }

// dial bounds the making of a connection.
func (j *job) dial() (string, error) {
	if len(j.finding.Sites) != 1 {
		return j.callContext()
	}
	s, err := j.site(j.finding.Sites[0])
	if err != nil {
		return "", err
	}
	call, err := s.call()
	if err != nil {
		return "", err
	}
	fn := s.callee(call)
	if fn == nil {
		return "", errors.New("it calls a function value")
	}
	switch fn.FullName() {
	case "net.Dial":
		return "Dial with a timeout", j.netDial(s, call)
	case "crypto/tls.Dial":
		return "Dial with a timeout", j.tlsDial(s, call)
	}
	if strings.HasPrefix(fn.FullName(), "net.Lookup") && !call.Ellipsis.IsValid() {
		return "Look up with a deadline", j.resolver(s, call)
	}
	return j.callContext()
}

// netDial is net.DialTimeout, or a dialer that takes the context in scope.
func (j *job) netDial(s *site, call *ast.CallExpr) error {
	d, err := j.timeout(s)
	if err != nil {
		return err
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || len(call.Args) != 2 {
		return errors.New("it is not called by its name")
	}
	if ctx := s.context(); ctx != "" {
		j.replace(call.Fun, fmt.Sprintf("(&%s.Dialer{Timeout: %s}).DialContext", j.text(sel.X), d))
		j.insertAt(call.Lparen+1, ctx+", ")
		return nil
	}
	j.replace(sel.Sel, "DialTimeout")
	j.insertAt(call.Args[1].End(), ", "+d)
	return nil
}

func (j *job) tlsDial(s *site, call *ast.CallExpr) error {
	d, err := j.timeout(s)
	if err != nil {
		return err
	}
	net, err := j.pkg(s, "net")
	if err != nil {
		return err
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return errors.New("it is not called by its name")
	}
	j.replace(sel.Sel, "DialWithDialer")
	j.insertAt(call.Lparen+1, fmt.Sprintf("&%s.Dialer{Timeout: %s}, ", net, d))
	return nil
}

// resolver looks a name up with a context.
func (j *job) resolver(s *site, call *ast.CallExpr) error {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name == "LookupIP" {
		return errors.New("it has no variant that takes a context")
	}
	ctx := s.context()
	if ctx == "" {
		var err error
		if ctx, err = j.withTimeout(s, "", false); err != nil {
			return err
		}
	}
	j.replace(call.Fun, j.text(sel.X)+".DefaultResolver."+sel.Sel.Name)
	j.insertAt(call.Lparen+1, ctx+", ")
	return nil
}

// handshake passes a context, or sets a deadline where there is no such
// variant.
func (j *job) handshake() (string, error) {
	title, err := j.callContext()
	if err == nil {
		return title, nil
	}
	j.edits = nil
	return j.conn()
}
