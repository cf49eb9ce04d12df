package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// collected reports whether a channel is one of those in a slice or map field, all
// of which are made as described.
func (f *function) collected(ch ssa.Value, as func(*ssa.MakeChan) bool) bool {
	fv := containerOf(ch)
	if fv == nil {
		return false
	}
	some := false
	each := func(fn *ssa.Function, v ssa.Value) bool {
		mk := f.prog.scratch(fn).madeChan(v, 0)
		some = true
		return mk != nil && as(mk)
	}
	for _, s := range f.prog.fields.values(fv) {
		for _, v := range appended(s.Val) {
			if !each(s.Parent(), v) {
				return false
			}
		}
	}
	for _, u := range f.prog.fields.updates[fv] {
		values := appended(u.Value) // to a list that is an element
		if values == nil {
			values = []ssa.Value{u.Value}
		}
		for _, v := range values {
			if !each(u.Parent(), v) {
				return false
			}
		}
	}
	return some
}

// onlyCollected is the make of those in a slice or map field, if they are all made at one
// place.
func (f *function) onlyCollected(ch ssa.Value) *ssa.MakeChan {
	var only *ssa.MakeChan
	if f.collected(ch, func(mk *ssa.MakeChan) bool {
		if only == nil {
			only = mk
		}
		return mk == only
	}) {
		return only
	}
	return nil
}

// roomForOne: a channel for one answer. Where there is room for more, more are sent,
// until it is full.
func roomForOne(mk *ssa.MakeChan) bool {
	c, ok := mk.Size.(*ssa.Const)
	return ok && c.Int64() == 1
}

// containerOf is the field whose element v is, or the element of an element.
func containerOf(v ssa.Value) *types.Var {
	switch v := v.(type) {
	case *ssa.UnOp:
		if ia, ok := v.X.(*ssa.IndexAddr); ok {
			return container(ia.X)
		}
	case *ssa.Lookup:
		return container(v.X)
	case *ssa.Extract:
		switch t := v.Tuple.(type) {
		case *ssa.Lookup:
			return container(t.X)
		case *ssa.Next:
			if r, ok := t.Iter.(*ssa.Range); ok {
				return container(r.X)
			}
		}
	}
	return nil
}

func container(v ssa.Value) *types.Var {
	if fv := fieldOf(v); fv != nil {
		return fv
	}
	return containerOf(v)
}

// appended lists what a call of append adds.
func appended(v ssa.Value) []ssa.Value {
	c, ok := v.(*ssa.Call)
	if !ok {
		return nil
	}
	if b, ok := c.Call.Value.(*ssa.Builtin); !ok || b.Name() != "append" || len(c.Call.Args) != 2 {
		return nil
	}
	return elements(c.Call.Args[1])
}
