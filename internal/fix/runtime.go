package fix

import (
	"errors"
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// boundedFuncs are the functions of package bounded that stand for a method of
// a file.
var boundedFuncs = map[string]string{"Write": "Write", "WriteAt": "WriteAt", "WriteString": "Write", "Sync": "Sync"}

// boundedCall replaces an operation on a file by a call of package bounded.
func (j *job) boundedCall(s *site, call *ast.CallExpr, op *diskOp) error {
	pkg, err := j.pkg(s, boundedPath)
	if err != nil {
		return err
	}
	ctx, err := j.contextOr(s)
	if err != nil {
		return err
	}
	fn := boundedFuncs[op.fn]
	if op.recv == "" || fn == "" {
		return j.boundedDo(call, op, pkg, ctx)
	}
	args := []string{ctx, op.recv}
	for _, a := range call.Args {
		text := j.text(a)
		if op.fn == "WriteString" {
			text = "[]byte(" + text + ")"
		}
		args = append(args, text)
	}
	if isFprint(s.callee(call)) {
		args = []string{ctx, op.recv, op.args[0].value}
	}
	j.replace(call, fmt.Sprintf("%s.%s(%s)", pkg, fn, strings.Join(args, ", ")))
	return nil
}

// boundedDo runs what package bounded has no function for.
func (j *job) boundedDo(call *ast.CallExpr, op *diskOp, pkg, ctx string) error {
	if shadows(op, root(ctx)) || shadows(op, pkg) || op.recv == "" && shadows(op, root(op.fn)) {
		return errors.New("a name is taken")
	}
	name := fmt.Sprintf("%q", op.verb)
	switch {
	case op.named:
		name = fmt.Sprintf("%q + f.Name()", op.verb+" ")
	case op.recv == "" && op.resource != "":
		name = fmt.Sprintf("%q + %s", op.verb+" ", op.args[0].name)
	}
	if op.result == "" {
		j.replace(call, fmt.Sprintf("func() error {\n\t%s\n\treturn %s.Do(%s, %s, func() error { return %s })\n}()", op.vars(), pkg, ctx, name, op.call()))
		return nil
	}
	// The result is read only when the operation has ended.
	j.replace(call, strings.NewReplacer("VARS", op.vars(), "RESULT", op.result, "PKG", pkg, "CTX", ctx, "NAME", name, "CALL", op.call(), "ZERO", op.zero).Replace(
		`func() (RESULT, error) {
	VARS
	var v RESULT
	if err := PKG.Do(CTX, NAME, func() (err error) {
		v, err = CALL
		return err
	}); err != nil {
		return ZERO, err
	}
	return v, nil
}()`))
	return nil
}

// contextOr is the context in scope, or the one that has no end: package
// bounded adds its own timeout.
func (j *job) contextOr(s *site) (string, error) {
	if ctx := s.context(); ctx != "" {
		return ctx, nil
	}
	pkg, err := j.pkg(s, "context")
	return pkg + ".Background()", err
}

// wrapFile lets what keeps a state write to a bounded.File: the argument of
// the call, or where the writer was made.
func (j *job) wrapFile(s *site) error {
	if s.Through {
		return errors.New("what it calls writes to the file: bound it there")
	}
	if err := j.wrapArgument(s, "File", "Write", isFile); err == nil {
		return nil
	}
	file := j.fileIn(j.writerOf(s), 0)
	if file == nil {
		return errors.New("where its writer is made is not clear")
	}
	if slices.ContainsFunc(j.edits, func(e edit) bool { return e.pos == file.Pos() }) {
		return nil // for another operation on the same writer
	}
	at, err := j.siteOf(file)
	if err != nil {
		return err
	}
	pkg, err := j.pkg(at, boundedPath)
	if err != nil {
		return err
	}
	j.edits = append(j.edits, edit{file.Pos(), file.Pos(), pkg + ".File("}, edit{file.End(), file.End(), ")"})
	return nil
}

// writerOf is the writer of a call: the receiver of w.Flush(), the first
// argument of fmt.Fprintf(w, ...).
func (j *job) writerOf(s *site) ast.Expr {
	call, err := s.call()
	if err != nil {
		return nil
	}
	fn := s.callee(call)
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	switch {
	case fn == nil || !ok:
		return nil
	case fn.Signature().Recv() != nil:
		return sel.X
	case len(call.Args) > 0:
		return call.Args[0]
	}
	return nil
}

// maxMade is how many writers may be made of one another.
const maxMade = 5

// fileIn is the file that a writer was made from, as the argument of one of
// the constructors: w := bufio.NewWriter(f); json.NewEncoder(w). It is nil if
// there is not exactly one, made in one place.
func (j *job) fileIn(writer ast.Expr, depth int) ast.Expr {
	if depth > maxMade {
		return nil
	}
	switch e := ast.Unparen(writer).(type) {
	case *ast.CallExpr:
		if file := j.fileArgument(e); file != nil {
			return file
		}
		var found []ast.Expr
		for _, a := range e.Args {
			if file := j.fileIn(a, depth+1); file != nil {
				found = append(found, file)
			}
		}
		if len(found) == 1 {
			return found[0]
		}
	case *ast.Ident, *ast.SelectorExpr:
		obj, ok := j.named(e).(*types.Var)
		if !ok || isFile(obj.Type()) {
			return nil
		}
		if made := j.values(obj); len(made) == 1 {
			return j.fileIn(made[0], depth+1)
		}
	}
	return nil
}

// values lists what the package stores in a variable or field.
func (j *job) values(obj types.Object) []ast.Expr {
	var out []ast.Expr
	for _, f := range j.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			out = append(out, j.valuesFor(n, obj)...)
			return true
		})
	}
	return out
}

// valuesFor lists what a node stores in a variable or field.
func (j *job) valuesFor(n ast.Node, obj types.Object) []ast.Expr {
	var out []ast.Expr
	switch n := n.(type) {
	case *ast.KeyValueExpr:
		if id, ok := n.Key.(*ast.Ident); ok && j.Info.ObjectOf(id) == obj {
			out = append(out, n.Value)
		}
	case *ast.AssignStmt:
		for i, l := range n.Lhs {
			if j.named(l) == obj {
				out = append(out, n.Rhs[min(i, len(n.Rhs)-1)])
			}
		}
	case *ast.ValueSpec:
		for i, id := range n.Names {
			if j.Info.Defs[id] == obj && i < len(n.Values) {
				out = append(out, n.Values[i])
			}
		}
	}
	return out
}

// named is the variable or field that an expression names.
func (j *job) named(e ast.Expr) types.Object {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return j.Info.ObjectOf(e)
	case *ast.SelectorExpr:
		return j.Info.ObjectOf(e.Sel)
	}
	return nil
}

// fileArgument is the *os.File among the arguments of a constructor that
// takes any io.Writer.
func (j *job) fileArgument(call *ast.CallExpr) ast.Expr {
	sig, ok := j.Info.TypeOf(call.Fun).(*types.Signature)
	if !ok {
		return nil
	}
	for i, a := range call.Args {
		if types.IsInterface(parameter(sig, i)) && isFile(j.Info.TypeOf(a)) {
			return a
		}
	}
	return nil
}

// parameter is the type that the argument i of a call is given as.
func parameter(sig *types.Signature, i int) types.Type {
	last := sig.Params().Len() - 1
	if i < last || !sig.Variadic() {
		return sig.Params().At(min(i, last)).Type()
	}
	sl, ok := sig.Params().At(last).Type().Underlying().(*types.Slice)
	if !ok {
		return sig.Params().At(last).Type()
	}
	return sl.Elem()
}
