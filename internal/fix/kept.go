package fix

import (
	"errors"
	"go/ast"
	"go/types"

	"github.com/timeoutlint/timeoutlint/internal/enclosing"
)

// maxPassed bounds through how many functions a context is followed.
const maxPassed = 3

var (
	errKept   = errors.New("the function keeps the context, for what it starts or returns: bound each use of it there")
	errRounds = errors.New("the function uses the context again and again: bound one round of it there")
)

// fitsTimeout says why one timeout is wrong for the call of a function of the package: it has the context
// for more than this call, or waits with it as often as it likes.
func (j *job) fitsTimeout(fn *types.Func, depth int) error {
	i := contextParam(fn.Signature())
	if i < 0 || depth > maxPassed || fn.Pkg() != j.Pkg {
		return nil
	}
	d := j.declOf(fn)
	if d == nil || d.Body == nil {
		return nil
	}
	ctx, file := fn.Origin().Signature().Params().At(i), enclosing.File(j.Files, d.Pos())
	var err error
	ast.Inspect(d.Body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && err == nil && j.Info.Uses[id] == types.Object(ctx) {
			err = j.fitsUse(enclosing.Path(file, id.Pos(), id.End()), depth)
		}
		return err == nil
	})
	return err
}

// fitsUse looks at one use of the context: path leads from it outwards.
func (j *job) fitsUse(path []ast.Node, depth int) error {
	for i, n := range path {
		switch n := n.(type) {
		case *ast.FuncDecl:
			return nil
		case *ast.GoStmt:
			return errKept
		case *ast.FuncLit:
			if call, ok := path[i+1].(*ast.CallExpr); !ok || call.Fun != ast.Expr(n) { // func() { … }()
				return errKept
			}
		case *ast.ForStmt:
			return errRounds
		case *ast.RangeStmt:
			if _, ok := j.Info.TypeOf(n.X).Underlying().(*types.Chan); ok {
				return errRounds
			}
		case *ast.CallExpr:
			if err := j.fitsPassed(n, path[0], depth); err != nil {
				return err
			}
		}
	}
	return nil
}

// fitsPassed looks into a function of the package that is given the context as its own.
func (j *job) fitsPassed(call *ast.CallExpr, ctx ast.Node, depth int) error {
	fn := j.callee(call)
	if fn == nil {
		return nil
	}
	if i := contextParam(fn.Signature()); i < 0 || i >= len(call.Args) || ast.Node(ast.Unparen(call.Args[i])) != ctx {
		return nil
	}
	return j.fitsTimeout(fn, depth+1)
}
