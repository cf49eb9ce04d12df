package callgraph

import (
	"slices"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/inventory"
)

// Tools is what only a person waits for who can interrupt it: what is reached from
// programs alone, and commands of programs, that do something and exit, or draw on a screen
// as long as the person sits there, and not from api, what others reach.
func (g *Graph) Tools(api Walk) Walk {
	stays := g.getTo(func(f *inventory.Function) bool { return f.Stays || f.Accepts })
	draws := g.getTo(func(f *inventory.Function) bool { return f.Draws })
	var short, long []string
	for _, r := range g.Roots() {
		if g.Nodes[r].Entry != finding.EntryInit && (!stays[r] || draws[r]) {
			short = append(short, r)
		} else {
			long = append(long, r)
		}
	}
	return g.From(short, true, nil).without(g.From(long, true, nil), api)
}

// Idle reports whether nothing of a program that is the module itself gets to a function: only tests do,
// generators of code, or nobody.
func (g *Graph) Idle() func(name string) bool {
	if !g.program || g.library {
		return func(string) bool { return false }
	}
	reached := g.From(slices.Concat(g.Roots(), g.Entered(finding.EntryHandler)), true, nil)
	return func(name string) bool {
		_, ok := reached[name]
		return !ok && g.Nodes[name] != nil
	}
}

// StartStop is what only happens before a program, or a command of one, serves, and after
// that: it is reached from its root, outside of goroutines, but not from a function that
// serves or that others call. Who starts or ends a program sees that it hangs.
func (g *Graph) StartStop(api Walk) Walk {
	serves := func(f *inventory.Function) bool { return f.Accepts || f.Stays }
	others := g.Entered(finding.EntryHandler, finding.EntryInit) // these may keep what is called by others
	for name, f := range g.Nodes {
		others = slices.AppendSeq(others, g.each(f.Starts))
		if serves(f) {
			others = slices.AppendSeq(append(others, name), g.each(f.Calls))
		}
	}
	out := g.From(slices.Concat(g.Entered(finding.EntryMain), g.offered), false, serves)
	return out.without(g.From(others, true, nil), api)
}

// getTo is the functions that get to one of a condition.
func (g *Graph) getTo(is func(*inventory.Function) bool) map[string]bool {
	callers := map[string][]string{}
	out := map[string]bool{}
	var work []string
	for name, f := range g.Nodes {
		for _, names := range [...][]string{f.Calls, f.Starts} {
			for to := range g.each(names) {
				callers[to] = append(callers[to], name)
			}
		}
		if is(f) {
			out[name] = true
			work = append(work, name)
		}
	}
	for len(work) > 0 {
		last := work[len(work)-1]
		work = work[:len(work)-1]
		for _, c := range callers[last] {
			if !out[c] {
				out[c] = true
				work = append(work, c)
			}
		}
	}
	return out
}
