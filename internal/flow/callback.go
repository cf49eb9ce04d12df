package flow

import (
	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// An ArgBound is the deadline of a connection that a function hands to the
// function value that its caller provides.
type ArgBound struct {
	Arg int
	SetDeadline
}

// argBounds describes the deadlines of what a call hands on.
func (f *function) argBounds(c *ssa.CallCommon, s *state) []ArgBound {
	var out []ArgBound
	for i, a := range c.Args {
		if !isConn(a.Type()) {
			continue
		}
		for _, dir := range [...]knowledge.Dir{knowledge.Read, knowledge.Write} {
			b := f.deadlineOf(s, f.place(a), dir)
			out = append(out, ArgBound{i, SetDeadline{Dir: dir, Verdict: b.Verdict, Dur: b.Dur, Name: b.Name, What: b.What}})
		}
	}
	return out
}

// armedState is the state in which a callee runs a function value.
func (f *function) armedState(eff *Effect, t target, s *state) *state {
	if len(eff.Armed) == 0 {
		return s
	}
	out := s.clone()
	for _, set := range eff.Armed {
		p := f.resolveRef(set.On, t)
		if d, ok := f.deadlineAfter(set, t); ok && p.known() {
			out.set(p, set.Dir, d)
		}
	}
	return out
}

// handed finds what bounds an operation on an argument that the callee hands
// to the function value.
func (m mode) handed(eff *Effect) (Bound, bool) {
	if eff.On.Path != "" || eff.Kind == "" {
		return Bound{}, false
	}
	var out Bound
	found := false
	for _, a := range m.args {
		if a.Arg == eff.On.Param && a.Dir&eff.Dir != 0 && (!found || a.Verdict > out.Verdict) {
			out, found = Bound{Verdict: min(a.Verdict, finding.Unbounded), Dur: a.Dur, Name: a.Name, What: a.What}, true
		}
	}
	if out.Verdict == finding.Callers { // of a function that is not known here
		return Bound{}, false
	}
	return out, found
}
