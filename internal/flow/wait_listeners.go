package flow

import (
	"golang.org/x/tools/go/ssa"
)

// toListener reports whether a channel is one of those that users of the package have
// registered, to be told of something: nobody here receives from it. The channels are in
// a list or map, and all that gets there comes from callers in other packages.
func (f *function) toListener(ch ssa.Value) bool {
	fv := containerOf(ch)
	if fv == nil || f.prog.Pkg.Name() == "main" {
		return false
	}
	registered := false
	each := func(fn *ssa.Function, v ssa.Value) bool {
		p, ok := v.(*ssa.Parameter)
		registered = registered || ok
		return ok && isChan(p.Type()) && isOpenToOthers(fn)
	}
	for _, s := range f.prog.fields.values(fv) {
		for _, v := range appended(s.Val) {
			if !each(s.Parent(), v) {
				return false
			}
		}
	}
	for _, u := range f.prog.fields.updates[fv] {
		if !each(u.Parent(), u.Value) {
			return false
		}
	}
	return registered
}
