package flow

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// maxCopies is how many fields a value is copied through at most before it is tested.
const maxCopies = 4

// unset reports whether a hook has its zero value in all that runs: nobody but tests stores
// anything else in the field, and no other package can.
func (t *fieldTable) unset(fv *types.Var, depth int) bool {
	if !isHook(fv.Type()) || fv.Exported() || fv.Embedded() || fv.Pkg() != t.prog.Pkg || t.lent[fv] || depth > maxCopies {
		return false
	}
	return !slices.ContainsFunc(t.stores[fv], func(s *ssa.Store) bool { return !t.isZero(s.Val, depth+1) })
}

// isHook: a switch, or what tests are called or woken by.
func isHook(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Signature, *types.Chan:
		return true
	case *types.Basic:
		return u.Kind() == types.Bool
	}
	return false
}

// isZero reports whether v is zero: a constant, or what is in a field that nobody sets.
func (t *fieldTable) isZero(v ssa.Value, depth int) bool {
	if c, ok := v.(*ssa.Const); ok {
		return c.Value == nil || c.Value.Kind() == constant.Bool && !constant.BoolVal(c.Value)
	}
	fv := loadedField(v)
	return fv != nil && t.unset(fv, depth)
}

// loadedField is the field whose value v is.
func loadedField(v ssa.Value) *types.Var {
	switch v := v.(type) {
	case *ssa.UnOp:
		if fa, ok := v.X.(*ssa.FieldAddr); ok && v.Op == token.MUL {
			return fieldOf(fa)
		}
	case *ssa.Field:
		return fieldOf(v)
	}
	return nil
}

// addLent notes the fields whose address is used for more than a load or a store: who
// has it can set the field.
func (t *fieldTable) addLent(fa *ssa.FieldAddr) {
	for _, r := range *fa.Referrers() {
		switch r := r.(type) {
		case *ssa.DebugRef:
		case *ssa.UnOp:
		case *ssa.Store:
			if r.Addr != fa {
				t.lent[fieldOf(fa)] = true
			}
		default:
			t.lent[fieldOf(fa)] = true
		}
	}
}

// never reports whether a condition does not hold in anything that runs, or always does
// if on is false: it asks for a hook that only tests set.
func (t *fieldTable) never(cond ssa.Value, on bool) bool {
	switch c := cond.(type) {
	case *ssa.Const:
		return c.Value != nil && c.Value.Kind() == constant.Bool && constant.BoolVal(c.Value) != on
	case *ssa.UnOp:
		if c.Op == token.NOT {
			return t.never(c.X, !on)
		}
	case *ssa.BinOp:
		fv := loadedField(c.X)
		return fv != nil && isNil(c.Y) && (c.Op == token.NEQ) == on && (c.Op == token.NEQ || c.Op == token.EQL) && t.unset(fv, 0)
	}
	fv := loadedField(cond)
	return on && fv != nil && t.unset(fv, 0)
}
