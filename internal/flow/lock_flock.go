package flow

import (
	"go/constant"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// atOnce are the flags of flock with which it does not wait: LOCK_NB and LOCK_UN, which
// are the same on all systems that have it.
const atOnce = 4 | 8

// tries reports whether the flags of flock say that it does not wait.
func tries(flags ssa.Value, depth int) bool {
	if depth > maxConversions {
		return false
	}
	switch v := flags.(type) {
	case *ssa.Const:
		if v.Value == nil {
			return false
		}
		n, ok := constant.Int64Val(constant.ToInt(v.Value))
		return ok && n&atOnce != 0
	case *ssa.BinOp:
		return v.Op == token.OR && (tries(v.X, depth+1) || tries(v.Y, depth+1))
	case *ssa.Phi:
		return !slices.ContainsFunc(v.Edges, func(e ssa.Value) bool { return !tries(e, depth+1) })
	}
	return false
}
