package flow

import "go/types"

// structOf returns the struct that t is or points to. A type parameter is what
// its constraint allows: all of that has the same structure, or no field could
// be named.
func structOf(t types.Type) *types.Struct {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	if p, ok := types.Unalias(t).(*types.TypeParam); ok {
		return allowedStruct(p.Constraint())
	}
	st, _ := t.Underlying().(*types.Struct)
	return st
}

func allowedStruct(constraint types.Type) *types.Struct {
	switch c := constraint.Underlying().(type) {
	case *types.Struct:
		return c
	case *types.Interface:
		for e := range c.EmbeddedTypes() {
			if st := allowedStruct(e); st != nil {
				return st
			}
		}
	case *types.Union:
		return allowedStruct(c.Term(0).Type())
	}
	return nil
}
