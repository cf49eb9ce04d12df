package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
)

// ownField is the field that v was read from, if nobody else sets it.
func (p *Program) ownField(v ssa.Value) *types.Var {
	fv := fieldOf(v)
	if fv == nil || fv.Exported() || fv.Pkg() != p.Pkg {
		return nil
	}
	return fv
}

// keptBound is the bound by the fields of a dialer or client that the package keeps in a
// field of its own. Only that there is none is known for sure.
func (f *function) keptBound(on ssa.Value, names string) (Bound, bool) {
	fv := f.prog.ownField(on)
	if fv == nil || f.visiting[on] {
		return Bound{}, false
	}
	stores, _ := f.prog.withoutOptions(fv)
	if !isPointer(fv.Type()) && structOf(fv.Type()) != nil {
		never := len(stores) == 0 && !f.prog.fields.setsPart(fv, names)
		return Bound{Verdict: finding.Unbounded, What: "the zero " + fv.Name() + " has no timeout", byDefault: true}, never
	}
	f.visiting[on] = true
	defer delete(f.visiting, on)
	var out Bound
	for _, s := range stores {
		g := f.prog.scratch(s.Parent())
		out = g.fieldBound(s.Val, names)
		if out.Verdict != finding.Unbounded || isNil(s.Val) {
			return Bound{}, false
		}
		out.byDefault = out.byDefault || g.withoutTimeout(s.Val) != ""
		if !out.byDefault && g.hasLiteralRow(g.place(s.Val), s.Val) {
			return Bound{}, false // which is a finding
		}
	}
	return out, len(stores) > 0
}

// setsPart reports whether the package sets one of some fields of the struct in a field.
func (t *fieldTable) setsPart(fv *types.Var, names string) bool {
	for part := range structOf(fv.Type()).Fields() {
		if hasWord(names, part.Name()) && slices.ContainsFunc(t.values(part), func(s *ssa.Store) bool {
			fa, ok := s.Addr.(*ssa.FieldAddr)
			return ok && fieldOf(fa.X) == fv && !t.prog.isOption(s)
		}) {
			return true
		}
	}
	return false
}

// keptContext is a context in such a field, if it is always one that never ends.
func (f *function) keptContext(load *ssa.UnOp) (Bound, bool) {
	fv := f.prog.ownField(load)
	if fv == nil {
		return Bound{}, false
	}
	stores, optional := f.prog.withoutOptions(fv)
	out := Bound{Verdict: finding.Unbounded, What: "the default context"}
	for _, s := range stores {
		if out = f.prog.scratch(s.Parent()).context(s.Val); out.Verdict != finding.Unbounded || isNil(s.Val) {
			return Bound{}, false
		}
	}
	return out, len(stores) > 0 || optional
}
