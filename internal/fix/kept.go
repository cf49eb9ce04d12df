package fix

import (
	"errors"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"
)

// maxPassed bounds through how many functions a context is followed.
const maxPassed = 3

var (
	errKept   = errors.New("the function keeps the context, for what it starts or returns: bound each use of it there")
	errRounds = errors.New("the function uses the context again and again: bound one round of it there")
)

// fitsTimeout says why one timeout is wrong for the call of a function of the package: it has the context
// for more than this call, or waits with it as often as it likes.
func (f *Fixer) fitsTimeout(fn *types.Func, depth int) error {
	i := contextParam(fn.Signature())
	d := f.declaration(fn)
	if d == nil || d.Body == nil || i < 0 || depth > maxPassed {
		return nil
	}
	ctx := fn.Origin().Signature().Params().At(i)
	var path []ast.Node
	var err error
	ast.Inspect(d.Body, func(n ast.Node) bool {
		if n == nil {
			path = path[:len(path)-1]
			return true
		}
		path = append(path, n)
		if id, ok := n.(*ast.Ident); ok && err == nil && f.Info.Uses[id] == types.Object(ctx) {
			err = f.fitsUse(id, path, depth)
		}
		return true
	})
	return err
}

// fitsUse looks at one use of the context, with the way to it from the body.
func (f *Fixer) fitsUse(id *ast.Ident, path []ast.Node, depth int) error {
	for i, n := range path {
		switch n := n.(type) {
		case *ast.GoStmt:
			return errKept
		case *ast.FuncLit:
			if call, ok := path[i-1].(*ast.CallExpr); !ok || call.Fun != ast.Expr(n) { // func() { … }()
				return errKept
			}
		case *ast.ForStmt:
			return errRounds
		case *ast.RangeStmt:
			if _, ok := f.Info.TypeOf(n.X).Underlying().(*types.Chan); ok {
				return errRounds
			}
		}
	}
	for _, n := range path {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			continue
		}
		fn, ok := typeutil.Callee(f.Info, call).(*types.Func)
		if !ok {
			continue
		}
		if i := contextParam(fn.Signature()); i >= 0 && i < len(call.Args) && ast.Unparen(call.Args[i]) == ast.Expr(id) {
			if err := f.fitsTimeout(fn, depth+1); err != nil {
				return err
			}
		}
	}
	return nil
}

// declaration is where a function of the package is declared.
func (f *Fixer) declaration(fn *types.Func) *ast.FuncDecl {
	for _, file := range f.Files {
		if fn.Pos() < file.FileStart || fn.Pos() >= file.FileEnd {
			continue
		}
		for _, d := range file.Decls {
			if d, ok := d.(*ast.FuncDecl); ok && f.Info.Defs[d.Name] == types.Object(fn.Origin()) {
				return d
			}
		}
	}
	return nil
}
