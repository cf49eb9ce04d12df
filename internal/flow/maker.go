package flow

import "golang.org/x/tools/go/ssa"

// madeTargets: the function that a function of the package makes of what it is given,
// and returns: unlock := unlocker(&s.mu); unlock().
func (f *function) madeTargets(call *ssa.Call, args []ssa.Value, depth int) []target {
	maker := call.Call.StaticCallee()
	if maker == nil || maker.Pkg != f.prog.ssa || len(maker.Blocks) == 0 || maker == f.ssa {
		return nil
	}
	g := f.prog.scratch(maker)
	rets := g.returns()
	if len(rets) != 1 || len(rets[0].Results) != 1 {
		return nil // which one, callers find out
	}
	targets := g.valueTargets(handedOut(rets[0])[0], args, depth+1)
	for i := range targets {
		f.capturedByMaker(&targets[i], len(args), g, &call.Call)
	}
	return targets
}

// capturedByMaker says what the captured variables of a target are here: they are
// values of its maker, and of those only the parameters have a name at its call.
func (f *function) capturedByMaker(t *target, n int, maker *function, c *ssa.CallCommon) {
	inMaker := t.places
	t.places = make([]Place, len(t.args))
	for i := n; i < len(t.args); i++ {
		var p Place
		switch {
		case t.args[i] != nil:
			p = maker.place(t.args[i])
		case i < len(inMaker):
			p = inMaker[i]
		}
		t.args[i] = nil
		if r, ok := maker.ref(p); ok && r.Param < len(c.Args) {
			t.places[i] = f.resolveRef(r, target{args: c.Args})
		}
	}
}
