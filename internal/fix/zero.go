package fix

import (
	"go/ast"
	"go/constant"
	"go/types"
)

// zeroTimeout is the argument of a call that is its timeout, if that is a constant zero,
// which means none: the only one that is a duration.
func (j *job) zeroTimeout(call *ast.CallExpr, fn *types.Func) ast.Expr {
	params := fn.Signature().Params()
	var timeout ast.Expr
	for i := range min(params.Len(), len(call.Args)) {
		if !isDuration(params.At(i).Type()) {
			continue
		}
		if timeout != nil {
			return nil
		}
		timeout = call.Args[i]
	}
	if timeout == nil {
		return nil
	}
	if v := j.Info.Types[timeout].Value; v == nil || constant.Sign(v) != 0 {
		return nil
	}
	return timeout
}

func isDuration(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "time" && n.Obj().Name() == "Duration"
}
