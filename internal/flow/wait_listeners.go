package flow

import (
	"go/types"
	"slices"

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

// stops are the methods with which users say that they need an object no more.
var stops = []string{"Close", "Stop", "Shutdown", "Cancel"}

// toReader reports whether a channel is an exported field without room, of something that
// its users stop: they read from it until then, and nobody here does.
func (f *function) toReader(ch ssa.Value) bool {
	load, ok := ch.(*ssa.UnOp)
	if !ok || !f.prog.forUsers() {
		return false
	}
	fa, ok := load.X.(*ssa.FieldAddr)
	if !ok {
		return false
	}
	fv, owner := fieldOf(fa), genericType(fa.X.Type())
	if !fv.Exported() || owner == nil || !owner.Obj().Exported() || owner.Obj().Pkg() != f.prog.Pkg {
		return false
	}
	stopped := slices.ContainsFunc(stops, func(name string) bool { return hasMethod(types.NewPointer(owner), name) })
	unbuffered := func(mk *ssa.MakeChan) bool { return !hasRoom(mk) }
	return stopped && f.prog.allMade(fv, unbuffered) && !f.prog.takers.reads(fieldName(ch))
}
