package fix

import (
	"errors"
	"go/ast"
	"go/token"
	"go/types"

	"github.com/timeoutlint/timeoutlint/internal/enclosing"
	"github.com/timeoutlint/timeoutlint/internal/finding"
)

// unlock gives the lock of a finding back before each return that keeps it.
func (j *job) unlock() error {
	for _, k := range j.finding.Kept {
		ret, s, err := j.returnAt(k)
		if err != nil {
			return err
		}
		if !j.needsNoLock(ret) {
			return errors.New("what it returns may need the lock")
		}
		if _, ok := s.parse(k.On, k.Pos); !ok {
			return errors.New("the mutex is not in reach there")
		}
		j.insert(ret, k.On+"()")
	}
	return nil
}

// returnAt finds the return at a place, which has to be a statement of a list.
func (j *job) returnAt(k finding.Site) (*ast.ReturnStmt, *site, error) {
	if file := enclosing.File(j.Files, k.Pos); file != nil {
		path := enclosing.Path(file, k.Pos, k.Pos)
		for i, n := range path {
			ret, ok := n.(*ast.ReturnStmt)
			if !ok || ret.Pos() != k.Pos || i+1 == len(path) || !isList(path[i+1]) {
				continue
			}
			s, err := j.siteOf(ret)
			return ret, s, err
		}
	}
	return nil, nil, errors.New("it ends without a return")
}

// isList reports whether statements follow each other in n.
func isList(n ast.Node) bool {
	switch n.(type) {
	case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
		return true
	}
	return false
}

// needsNoLock reports whether the results of a return are the same after the lock has been
// given back: variables, constants, and what package fmt or errors makes of them.
func (j *job) needsNoLock(ret *ast.ReturnStmt) bool {
	ok := true
	ast.Inspect(ret, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			id, isIdent := n.X.(*ast.Ident)
			pkg, isPkg := j.Info.Uses[id].(*types.PkgName)
			_, calls := j.Info.Uses[n.Sel].(*types.Func)
			ok = ok && isIdent && isPkg && (!calls || pkg.Imported().Path() == "fmt" || pkg.Imported().Path() == "errors")
			return false
		case *ast.CallExpr:
			_, isSel := ast.Unparen(n.Fun).(*ast.SelectorExpr)
			ok = ok && (isSel || j.Info.Types[n.Fun].IsType() || j.Info.Types[n.Fun].IsBuiltin())
		case *ast.UnaryExpr:
			ok = ok && n.Op != token.ARROW
		case *ast.StarExpr, *ast.IndexExpr, *ast.SliceExpr, *ast.FuncLit, *ast.TypeAssertExpr:
			ok = false
		}
		return ok
	})
	return ok
}
