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
	n := 0
	for _, g := range f.prog.order {
		for _, b := range g.ssa.Blocks {
			for _, in := range b.Instrs {
				for _, v := range putInto(in, fv) {
					if mk := g.madeChan(v, 0); mk == nil || !hasRoom(mk) {
						return false
					}
					n++
				}
			}
		}
	}
	return n > 0
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

// putInto lists what in adds to the slice or map in a field.
func putInto(in ssa.Instruction, fv *types.Var) []ssa.Value {
	switch in := in.(type) {
	case *ssa.MapUpdate:
		if fieldOf(in.Map) == fv {
			return []ssa.Value{in.Value}
		}
	case *ssa.Store:
		fa, ok := in.Addr.(*ssa.FieldAddr)
		if !ok || structOf(fa.X.Type()).Field(fa.Field).Origin() != fv {
			return nil
		}
		if c, ok := in.Val.(*ssa.Call); ok {
			if b, ok := c.Call.Value.(*ssa.Builtin); ok && b.Name() == "append" && len(c.Call.Args) == 2 {
				return elements(c.Call.Args[1])
			}
		}
	}
	return nil
}
