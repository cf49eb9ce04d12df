package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// HandsOn reports whether a receive, or a wait for a group, ends with something that was given a context: it is
// for the result of a call that was, for a goroutine that was, or for a function that
// was handed over together with one. It is then theirs to look at the context. So it is
// where the function has cancelled a context before, and waits for who has that one.
func (e *Event) HandsOn() bool {
	if _, ok := e.Instr.(*ssa.Send); ok {
		return false
	}
	if c, ok := e.On.Root.(*ssa.Call); ok && e.On.Path == "" && slices.ContainsFunc(c.Call.Args, isContextValue) {
		return true
	}
	for _, p := range e.Fn.waitedFor(e) {
		if owner, p := e.Fn.owner(p); p.known() && owner.handsOn(p) {
			return true
		}
	}
	return e.Fn.cancelsBefore(e.Instr)
}

func isContextValue(v ssa.Value) bool { return isContext(v.Type()) }

// owner is the function around f whose variable p is, if f captured it, and its place
// there.
func (f *function) owner(p Place) (*function, Place) {
	for {
		fv, ok := p.Root.(*ssa.FreeVar)
		if !ok {
			return f, p
		}
		b := binding(f.ssa, fv)
		if b == nil {
			return f, Place{}
		}
		f = f.prog.scratch(f.ssa.Parent())
		p = f.join(f.place(b), p.Path)
	}
}

// handsOn reports whether f, or a literal in it, gives a context to what signals p, a
// place of f.
func (f *function) handsOn(p Place) bool { return f.literalHandsOn(f, p) }

func (f *function) literalHandsOn(owner *function, p Place) bool {
	for _, l := range f.launched {
		if l.takesContext() && f.anyIs(l.signals, owner, p) {
			return true
		}
	}
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			c, ok := in.(ssa.CallInstruction)
			if ok && slices.ContainsFunc(c.Common().Args, isContextValue) && f.givesSignal(c.Common(), owner, p) {
				return true
			}
		}
	}
	return slices.ContainsFunc(f.ssa.AnonFuncs, func(lit *ssa.Function) bool { return f.prog.scratch(lit).literalHandsOn(owner, p) })
}

// givesSignal reports whether a call is given a function that signals p.
func (f *function) givesSignal(c *ssa.CallCommon, owner *function, p Place) bool {
	for _, a := range c.Args {
		for _, t := range f.valueTargets(a, nil, 0) {
			if t.fn == nil {
				continue
			}
			signals := map[Place]bool{}
			for q := range t.fn.signals {
				signals[f.translate(q, t)] = true
			}
			if f.anyIs(signals, owner, p) {
				return true
			}
		}
	}
	return false
}

// anyIs reports whether one of the places of f is the place p of owner.
func (f *function) anyIs(places map[Place]bool, owner *function, p Place) bool {
	for q := range places {
		if g, q := f.owner(q); g == owner && q == p {
			return true
		}
	}
	return false
}

// takesContext reports whether the goroutine was given a context, as an
// argument or captured.
func (l *launch) takesContext() bool {
	for _, t := range l.targets {
		if slices.ContainsFunc(t.args, func(a ssa.Value) bool { return a != nil && carriesContext(pointee(a.Type())) }) {
			return true
		}
	}
	return false
}

// pointee is the type of what a captured variable holds.
func pointee(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

// cancelsBefore reports whether f has cancelled a context whenever it gets to in.
func (f *function) cancelsBefore(in ssa.Instruction) bool {
	for i := range before(in) {
		if c, ok := i.(*ssa.Call); ok && isContextFunc(c.Call.Value.Type()) {
			return true
		}
	}
	return false
}
