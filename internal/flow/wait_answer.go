package flow

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// addMade notes a make of a channel that carries messages of the package.
func (t *fieldTable) addMade(mk *ssa.MakeChan) {
	if m := t.prog.message(mk); m != nil && !t.prog.InTest(mk.Pos()) {
		t.made[m] = append(t.made[m], mk)
	}
}

// forOneAnswer reports whether a channel that somebody else made is for one answer: it was
// passed, or looked up among those that wait, and the package makes all channels for such
// messages with room for one.
func (f *function) forOneAnswer(ch ssa.Value) bool {
	m := f.prog.message(ch)
	if m == nil || !f.isHanded(ch) {
		return false
	}
	made := f.prog.fields.made[m]
	return len(made) > 0 && !slices.ContainsFunc(made, func(mk *ssa.MakeChan) bool { return !roomForOne(mk) })
}

// isHanded reports whether a value is a parameter, an element, or the result of a
// function of the package.
func (f *function) isHanded(v ssa.Value) bool {
	if containerOf(v) != nil {
		return true
	}
	switch v := v.(type) {
	case *ssa.Parameter:
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
