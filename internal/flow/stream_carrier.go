package flow

import (
	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// carrier is what an operation on a connection waits for: what it reads from and writes
// to, if it is a layer of the package's own type that was made here. A deadline that was
// set on that bounds a handshake through the layer, unless the layer has one itself.
func (f *function) carrier(on ssa.Value, dirs knowledge.Dir, s *state) Place {
	layer := f.place(on)
	a, ok := layer.Root.(*ssa.Alloc)
	if !ok || layer.Path != "" || f.deadlineOf(s, layer, dirs).Verdict < finding.Callers {
		return layer
	}
	var below Place
	for _, dir := range [...]knowledge.Dir{knowledge.Read, knowledge.Write} {
		for _, p := range f.below(a, on, dir) {
			if !p.known() || below.known() && p != below {
				return layer
			}
			below = p
		}
	}
	if !below.known() {
		return layer
	}
	return below
}

// below lists what the methods of a layer for one direction wait for; a place that is
// not known if that is something else than one of its fields.
func (f *function) below(a *ssa.Alloc, on ssa.Value, dir knowledge.Dir) []Place {
	var out []Place
	for _, t := range f.sourceTypes(on, streamMethod(dir)) {
		fn := f.prog.method(t, streamMethod(dir))
		if fn == nil {
			return []Place{{}}
		}
		for _, tg := range f.functionTarget(fn, []ssa.Value{a}, nil) {
			for _, eff := range tg.sum.Effects {
				if eff.Dir&dir != 0 {
					out = append(out, f.resolveRef(eff.On, tg))
				}
			}
		}
	}
	return out
}
