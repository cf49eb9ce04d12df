package fix

import (
	"errors"
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// setters are the methods that bound the operations of a kind.
var setters = map[kind.Kind]struct{ method, what string }{
	kind.ConnRead:  {"SetReadDeadline", "a read deadline"},
	kind.ConnWrite: {"SetWriteDeadline", "a write deadline"},
	kind.Handshake: {"SetDeadline", "a deadline"},
}

// conn sets a deadline before each operation on a connection, unless one that
// was set before another is still near, and clears what would outlive its purpose.
func (j *job) conn() (string, error) {
	var on string
	var set []string
	var all []*lasting
	err := j.each(func(s *site) error {
		if s.Repeats {
			return j.wrapStream(s)
		}
		var err error
		if on, err = j.connOf(s); err != nil {
			return err
		}
		if what := setters[s.Kind].what; !slices.Contains(set, what) {
			set = append(set, what)
		}
		if loop, ok := s.headOf(); ok {
			return j.deadlineInHead(s, loop, on)
		}
		st, err := s.statement()
		if err != nil {
			return err
		}
		for _, l := range all {
			if l.kind == s.Kind && l.covers(s, st) {
				return nil
			}
		}
		all = append(all, &lasting{s.Kind, on, st, st, s})
		return j.setDeadline(s, st, on)
	})
	if err == nil {
		err = j.clear(all)
	}
	if on == "" {
		return "bound each operation on the connection", err
	}
	return fmt.Sprintf("Set %s on %s", strings.Join(set, " and "), on), err
}

// accept has no repair: its loop has to expect the error of a deadline.
func (j *job) accept() (string, error) {
	return "", errors.New("a loop that accepts has to tell a timeout from a failure; close the listener to end it")
}

// connOf is what to set a deadline on: the resource that the engine found, or
// the receiver or an argument of the call.
func (j *job) connOf(s *site) (string, error) {
	st := s.Pos
	candidates := []string{s.On}
	if call, ok := s.node.(*ast.CallExpr); ok {
		if sel, ok := call.Fun.(*ast.SelectorExpr); ok {
			candidates = append(candidates, types.ExprString(sel.X))
		}
		for _, a := range call.Args {
			candidates = append(candidates, types.ExprString(a))
		}
	}
	for _, text := range candidates {
		if text == "" {
			continue
		}
		if t, ok := s.parse(text, st); ok && j.hasSetter(t, s.Kind) && s.declaredBefore(text) && (!s.Through || !j.perhapsNil(s, text, t)) {
			return text, nil
		}
	}
	if s.On != "" {
		if t, ok := s.parse(s.On, st); ok && !j.hasSetter(t, s.Kind) {
			return "", fmt.Errorf("the type of %s has no %s: set a deadline on what is inside, or close it after a time", s.On, setters[s.Kind].method)
		}
	}
	return "", errors.New("the connection is not in reach there, or may not be open yet: set a deadline where it is")
}

// perhapsNil reports whether there may be no connection before the call: a
// field of what it is given, which a function of another package, or one that
// assigns it, may set.
func (j *job) perhapsNil(s *site, text string, t types.Type) bool {
	_, index, _ := types.LookupFieldOrMethod(t, true, j.Pkg, setters[s.Kind].method)
	dot := strings.LastIndexByte(text, '.')
	if len(index) == 1 && dot < 0 {
		return false
	}
	call, err := s.call()
	if err != nil {
		return true
	}
	fn := s.callee(call)
	if fn == nil || fn.Pkg() != j.Pkg || len(index) > 1 {
		return true
	}
	decl := j.declOf(fn)
	return decl == nil || assignsField(decl, text[dot+1:])
}

// declOf is the declaration of a function of the package.
func (j *job) declOf(fn *types.Func) *ast.FuncDecl {
	for _, f := range j.Files {
		for _, d := range f.Decls {
			if fd, ok := d.(*ast.FuncDecl); ok && j.Info.Defs[fd.Name] == types.Object(fn.Origin()) {
				return fd
			}
		}
	}
	return nil
}

func assignsField(decl *ast.FuncDecl, name string) bool {
	found := false
	ast.Inspect(decl, func(n ast.Node) bool {
		if as, ok := n.(*ast.AssignStmt); ok {
			for _, l := range as.Lhs {
				sel, ok := l.(*ast.SelectorExpr)
				found = found || ok && sel.Sel.Name == name
			}
		}
		return !found
	})
	return found
}

// hasSetter: the type has SetReadDeadline(time.Time) error or its like.
func (j *job) hasSetter(t types.Type, k kind.Kind) bool {
	m := method(t, j.Pkg, setters[k].method)
	if m == nil {
		return false
	}
	sig := m.Signature()
	if sig.Params().Len() != 1 || sig.Results().Len() != 1 || !isError(sig.Results().At(0).Type()) {
		return false
	}
	n, ok := types.Unalias(sig.Params().At(0).Type()).(*types.Named)
	return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "time" && n.Obj().Name() == "Time"
}

// declaredBefore reports whether the variables of an expression exist before
// the statement of the operation.
func (s *site) declaredBefore(text string) bool {
	st, err := s.statement()
	if err != nil {
		return true // the head of a loop
	}
	_, ok := s.parse(text, st.Pos())
	return ok
}

// setDeadline inserts the call, with its error handled.
func (j *job) setDeadline(s *site, st ast.Stmt, on string) error {
	set, err := j.deadlineCall(s, on)
	if err != nil {
		return err
	}
	name, body := j.failing(s, st)
	if body == "" {
		j.insert(st, "_ = "+set)
		return nil
	}
	j.insert(st, fmt.Sprintf("if %s := %s; %s != nil {\n\t%s\n}", name, set, name, body))
	return nil
}

func (j *job) deadlineCall(s *site, on string) (string, error) {
	d, err := j.timeout(s)
	if err != nil {
		return "", err
	}
	time, err := j.pkg(s, "time")
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s.%s(%s.Now().Add(%s))", on, setters[s.Kind].method, time, d), nil
}

// headOf is the loop whose condition the operation is.
func (s *site) headOf() (*ast.ForStmt, bool) {
	if len(s.path) < 2 {
		return nil, false
	}
	loop, ok := s.path[1].(*ast.ForStmt)
	if !ok || loop.Cond == nil || loop.Cond.Pos() != s.node.Pos() || loop.Cond.End() != s.node.End() {
		return nil, false
	}
	return loop, true
}

// deadlineInHead moves the condition of a loop into its body, so that each
// round sets a deadline first.
func (j *job) deadlineInHead(s *site, loop *ast.ForStmt, on string) error {
	set, err := j.deadlineCall(s, on)
	if err != nil {
		return err
	}
	text := "_ = " + set
	if ret, err := j.returning(s, "err"); err == nil {
		text = fmt.Sprintf("if err := %s; err != nil {\n\t%s\n}", set, ret)
	}
	cond := j.text(loop.Cond)
	j.edits = append(j.edits, edit{loop.Cond.Pos(), loop.Cond.End(), ""})
	j.insertAt(loop.Body.Lbrace+1, fmt.Sprintf("\n\t%s\n\tif !%s {\n\t\tbreak\n\t}", text, cond))
	return nil
}

// wrapStream gives each operation of a call that makes many its own deadline.
func (j *job) wrapStream(s *site) error {
	if j.style != Bounded {
		return errors.New("one deadline would limit all its operations together; bounded.Conn gives each its own")
	}
	use := "Read"
	if s.Kind == kind.ConnWrite {
		use = "Write"
	}
	return j.wrapArgument(s, "Conn", use, implementsConn)
}

// implementsConn: by its methods, as the file need not import package net.
func implementsConn(t types.Type) bool {
	for _, m := range []string{"Read", "Write", "Close", "LocalAddr", "RemoteAddr", "SetDeadline", "SetReadDeadline", "SetWriteDeadline"} {
		if method(t, nil, m) == nil {
			return false
		}
	}
	return true
}

// wrapArgument wraps the argument of the call that is the resource with a
// function of package bounded: the one that is written like it, or the only
// one of such a type that is passed as something with the method.
func (j *job) wrapArgument(s *site, fn, use string, fits func(types.Type) bool) error {
	call, err := s.call()
	if err != nil {
		return err
	}
	sig, ok := j.Info.TypeOf(call.Fun).(*types.Signature)
	if !ok {
		return errors.New("it is a conversion")
	}
	var named, fit []ast.Expr
	for i, a := range call.Args {
		p := parameter(sig, i)
		if !fits(j.Info.TypeOf(a)) || !types.IsInterface(p) || method(p, j.Pkg, use) == nil {
			continue
		}
		fit = append(fit, a)
		if types.ExprString(a) == s.On {
			named = append(named, a)
		}
	}
	if len(named) == 0 {
		named = fit
	}
	if len(named) != 1 {
		return errors.New("what to wrap is not an argument of the call")
	}
	pkg, err := j.pkg(s, boundedPath)
	if err != nil {
		return err
	}
	a := named[0]
	if wrap := (edit{a.Pos(), a.Pos(), pkg + "." + fn + "("}); !slices.Contains(j.edits, wrap) { // it may be read from and written to
		j.edits = append(j.edits, wrap, edit{a.End(), a.End(), ")"})
	}
	return nil
}
