package flow

import (
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// nilTest is what the end of b compares with nil, and where control goes if it is, and if it is
// not; x is nil if it does something else.
func nilTest(b *ssa.BasicBlock) (x ssa.Value, whenNil, otherwise *ssa.BasicBlock) {
	br, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok {
		return nil, nil, nil
	}
	cmp, ok := br.Cond.(*ssa.BinOp)
	if !ok || !isNil(cmp.Y) {
		return nil, nil, nil
	}
	if cmp.Op == token.NEQ {
		return cmp.X, b.Succs[1], b.Succs[0]
	}
	return cmp.X, b.Succs[0], b.Succs[1]
}

// missing is one of the values that are nil whenever b runs, or nil if b runs in other cases,
// too. Where there is no error, nothing is missing.
func missing(b *ssa.BasicBlock) (x ssa.Value) {
	for _, p := range b.Preds {
		v, whenNil, _ := nilTest(p)
		if v == nil || whenNil != b || isError(v.Type()) {
			return nil
		}
		x = v
	}
	return x
}
