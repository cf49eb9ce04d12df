package flow

import (
	"sort"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// argBounds describes the deadlines of what a call hands on: of its arguments, their
// fields, and what its arguments read from or write to.
func (f *function) argBounds(c *ssa.CallCommon, s *state) []SetDeadline {
	var out []SetDeadline
	for i, a := range c.Args {
		whole := f.place(a)
		for k, d := range s.deadlines.all {
			if k.dir == roomDir {
				continue
			}
			for _, path := range f.pathsTo(k.place, whole) {
				out = append(out, f.describe(d, Ref{Param: i, Path: path}, k.dir))
			}
		}
		if !isConn(a.Type()) {
			continue
		}
		for _, dir := range [...]knowledge.Dir{knowledge.Read, knowledge.Write} {
			b := f.deadlineOf(s, whole, dir)
			out = append(out, SetDeadline{On: Ref{Param: i}, Dir: dir, Verdict: b.Verdict, Dur: b.Dur, Name: b.Name, What: b.What})
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].less(out[j]) })
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
// to the function value: a deadline of the argument, or of what the operation is on.
func (m mode) handed(eff *Effect) (Bound, bool) {
	if eff.Kind == "" {
		return Bound{}, false
	}
	var out Bound
	for _, dir := range [...]knowledge.Dir{knowledge.Read, knowledge.Write} {
		if eff.Dir&dir == 0 {
			continue
		}
		b, ok := m.handedDir(eff, dir)
		if !ok {
			return Bound{}, false
		}
		if b.Verdict > out.Verdict {
			out = b
		}
	}
	return out, eff.Dir != 0
}

func (m mode) handedDir(eff *Effect, dir knowledge.Dir) (out Bound, found bool) {
	for _, a := range m.args {
		part, ok := strings.CutPrefix(eff.On.Path, a.On.Path)
		if !ok || part != "" && (part[0] != '.' || a.Verdict == finding.Unbounded) || a.On.Param != eff.On.Param || a.Dir&(dir|watchDir) == 0 {
			continue
		}
		if a.Verdict != finding.Callers && (!found || a.Verdict < out.Verdict) { // else of a function that is not known here
			out, found = Bound{Verdict: a.Verdict, Dur: a.Dur, Name: a.Name, What: a.What}, true
		}
	}
	return out, found
}
