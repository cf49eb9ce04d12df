package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// addMade notes a make of a channel that carries messages of the package.
func (t *fieldTable) addMade(mk *ssa.MakeChan) {
	if c := t.prog.cargo(mk); c != "" && !t.prog.InTest(mk.Pos()) {
		t.made[c] = append(t.made[c], mk)
	}
}

// cargo names what a channel carries, "" unless that is made of a type of the package.
func (p *Program) cargo(ch ssa.Value) string {
	c, ok := ch.Type().Underlying().(*types.Chan)
	if !ok || !p.mentions(c.Elem()) {
		return ""
	}
	return types.TypeString(c.Elem(), nil)
}

// mentions reports whether t is a type of the package, or has elements of one.
func (p *Program) mentions(t types.Type) bool {
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		return t.Obj().Pkg() == p.Pkg
	case interface{ Elem() types.Type }:
		return p.mentions(t.Elem())
	}
	return false
}

// forOneAnswer reports whether a channel that somebody else made is for one answer: it was
// passed, or looked up among those that wait, and the package makes all channels for such
// messages with room for one.
func (f *function) forOneAnswer(ch ssa.Value) bool {
	cargo := f.prog.cargo(ch)
	if cargo == "" || !f.isHanded(ch) {
		return false
	}
	made := f.prog.fields.made[cargo]
	return len(made) > 0 && !slices.ContainsFunc(made, func(mk *ssa.MakeChan) bool { return !roomForOne(mk) })
}

// isHanded reports whether a value is a parameter, an element, was in an interface, or is the
// result of a function of the package.
func (f *function) isHanded(v ssa.Value) bool {
	if containerOf(v) != nil {
		return true
	}
	switch v := v.(type) {
	case *ssa.Parameter, *ssa.TypeAssert:
		return true
	case *ssa.Phi:
		var leaves []ssa.Value
		collectLeaves(v, map[ssa.Value]bool{}, &leaves)
		return !slices.ContainsFunc(leaves, func(l ssa.Value) bool {
			_, made := l.(*ssa.MakeChan)
			return !made && !f.isHanded(l)
		})
	}
	c, _ := callOf(v)
	return c != nil && c.Call.StaticCallee() != nil && c.Call.StaticCallee().Pkg == f.prog.ssa
}
