package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// collected reports whether a channel is one of those in a slice or map field,
// all of which are made with room: each waits for one answer.
func (f *function) collected(ch ssa.Value) bool {
	fv := containerOf(ch)
	if fv == nil {
		return false
	}
	put := f.prog.fields.put[fv]
	for _, v := range put {
		if v.Parent() == nil {
			return false // nil
		}
		if mk := f.prog.scratch(v.Parent()).madeChan(v, 0); mk == nil || !hasRoom(mk) {
			return false
		}
	}
	return len(put) > 0
}

// containerOf is the field whose element v is.
func containerOf(v ssa.Value) *types.Var {
	switch v := v.(type) {
	case *ssa.UnOp:
		if ia, ok := v.X.(*ssa.IndexAddr); ok {
			return fieldOf(ia.X)
		}
	case *ssa.Lookup:
		return fieldOf(v.X)
	case *ssa.Extract:
		switch t := v.Tuple.(type) {
		case *ssa.Lookup:
			return fieldOf(t.X)
		case *ssa.Next:
			if r, ok := t.Iter.(*ssa.Range); ok {
				return fieldOf(r.X)
			}
		}
	}
	return nil
}

// addPut notes what in adds to the slice or map in a field.
func (t *fieldTable) addPut(in ssa.Instruction) {
	switch in := in.(type) {
	case *ssa.MapUpdate:
		if fv := fieldOf(in.Map); fv != nil {
			t.put[fv] = append(t.put[fv], in.Value)
		}
	case *ssa.Store:
		fa, ok := in.Addr.(*ssa.FieldAddr)
		c, isCall := in.Val.(*ssa.Call)
		if !ok || !isCall {
			return
		}
		if b, ok := c.Call.Value.(*ssa.Builtin); ok && b.Name() == "append" && len(c.Call.Args) == 2 {
			fv := fieldOf(fa)
			t.put[fv] = append(t.put[fv], elements(c.Call.Args[1])...)
		}
	}
}
