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

// release gives back the locks that a function value unlocks, of which is only known
// that another function returned it: `unlock := s.lock(); …; unlock()`.
func (f *function) release(v ssa.Value, s *state) {
	if u, ok := v.(*ssa.UnOp); ok {
		if a, ok := u.X.(*ssa.Alloc); ok {
			if only := onlyStore(a); only != nil {
				v = only.Val
			}
		}
	}
	c, i := callOf(v)
	if c == nil {
		return
	}
	for _, t := range f.targets(&c.Call) {
		if t.fn == nil || t.guessed {
			continue
		}
		for _, r := range t.fn.releases(i) {
			if p := f.resolveRef(r, t); p.known() {
				f.free(p, s)
			}
		}
	}
}

// releases lists the locks of callers that a function which f returns unlocks.
func (f *function) releases(result int) []Ref {
	var out []Ref
	for _, ret := range f.returns() {
		if result >= len(ret.Results) {
			continue
		}
		for _, t := range f.valueTargets(ret.Results[result], nil, 0) {
			for _, r := range t.sum.Frees {
				if up, ok := f.ref(f.resolveRef(r, t)); ok {
					out = append(out, up)
				}
			}
		}
	}
	return out
}
