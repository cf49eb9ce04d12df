package audit

import (
	"cmp"
	"math"
	"slices"
)

func (c *Coverage) add(op *Operation) {
	c.Operations++
	switch {
	case op.Declared:
		c.Declared++
	case op.Verdict == bounded:
		c.Bounded++
	case op.Verdict == conditional:
		c.Conditional++
	case op.Verdict == cancellable:
		c.Cancellable++
	case op.Verdict == callers:
		c.Callers++
	default:
		c.Unbounded++
	}
}

func (c *Coverage) finish() {
	c.Percent = 100
	if c.Operations > 0 {
		// Rounded down: 100 is all of them.
		c.Percent = math.Floor(1e4*float64(c.Bounded+c.Declared)/float64(c.Operations)) / 100
	}
}

// cover counts the operations: all, and by package and kind.
func (r *Report) cover() {
	packages, kinds := map[string]*Coverage{}, map[string]*Coverage{}
	for i := range r.Operations {
		op := &r.Operations[i]
		r.Coverage.add(op)
		if op.Kind != lockKind {
			r.NoLocks.add(op)
		}
		into(packages, op.Package).add(op)
		into(kinds, op.Kind).add(op)
	}
	r.Coverage.finish()
	r.NoLocks.finish()
	r.Packages, r.Kinds = parts(packages), parts(kinds)
}

func into(m map[string]*Coverage, key string) *Coverage {
	if m[key] == nil {
		m[key] = new(Coverage)
	}
	return m[key]
}

func parts(m map[string]*Coverage) []Part {
	out := []Part{}
	for name, c := range m {
		c.finish()
		out = append(out, Part{name, *c})
	}
	slices.SortFunc(out, func(a, b Part) int { return cmp.Compare(a.Name, b.Name) })
	return out
}
