package flow

import (
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// anyHolds lists the locks of both, commonHolds those that both have.
func anyHolds(a, b []*Hold) []*Hold {
	out := slices.Clip(a)
	for _, h := range b {
		if !slices.Contains(a, h) {
			out = append(out, h)
		}
	}
	return out
}

func commonHolds(a, b []*Hold) []*Hold {
	var out []*Hold
	for _, h := range a {
		if slices.Contains(b, h) {
			out = append(out, h)
		}
	}
	return out
}

// stillHeld lists the locks of this function that are held when the effect
// happens: not those that the callee gives up around it.
func (f *function) stillHeld(eff *Effect, t target, s *state) ([]*Hold, map[Place]bool) {
	released := s.givenUp()
	for i, r := range eff.Released {
		if i == 0 {
			released = maps.Clone(released)
		}
		if p := f.resolveRef(r, t); p.known() {
			if released == nil {
				released = map[Place]bool{}
			}
			released[p] = true
		}
	}
	if len(released) == 0 {
		return slices.Clip(s.held), released
	}
	var held []*Hold
	for _, h := range s.held {
		if !released[h.Place] {
			held = append(held, h)
		}
	}
	return held, released
}

// shared lists those of the locks that others may want when in runs: not the mutex of
// an object that nobody else has yet.
func (p *Program) shared(held []*Hold, in ssa.Instruction) []*Hold {
	fresh := func(h *Hold) bool { return p.isFreshIn(h.Place.Root, in, 0) }
	if !slices.ContainsFunc(held, fresh) {
		return held
	}
	return slices.DeleteFunc(slices.Clone(held), fresh)
}

// sure lists those of the locks that are held on all paths.
func sure(held []*Hold, s *state) []*Hold {
	if len(s.maybe.entries) == 0 {
		return slices.Clip(held)
	}
	var out []*Hold
	for _, h := range held {
		if !s.maybe.has(h.Place) {
			out = append(out, h)
		}
	}
	return out
}

// heldAround lists the locks that functions of this package hold while they
// run the function value that eff calls.
func (e *Effect) heldAround(m mode, async bool) []*Hold {
	if async || e.src == nil {
		return nil
	}
	return anyHolds(m.held, e.src.Held)
}
