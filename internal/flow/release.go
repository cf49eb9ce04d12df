package flow

import "golang.org/x/tools/go/ssa"

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
				s.unlock(p)
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
