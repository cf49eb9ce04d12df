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
	stays := g.getTo(serves)
	draws := g.getTo(func(f *inventory.Function) bool { return f.Draws })
	var short, long Set
	for _, r := range g.Roots() {
		if g.nodes[r].Entry != finding.EntryInit && (!stays[r] || draws[r]) {
			short = append(short, r)
		} else {
			long = append(long, r)
		}
	}
	return g.From(short, true, nil).without(g.From(long, true, nil), api)
}

// serves reports whether a function waits for requests, or does something as long as the program runs.
func serves(f *inventory.Function) bool { return f.Accepts || f.Stays }

// Idle reports whether nothing of a program that is the module itself gets to a function: only tests do,
// generators of code, or nobody.
func (g *Graph) Idle() func(name string) bool {
	if !g.program || g.library {
		return func(string) bool { return false }
	}
	reached := g.From(slices.Concat(g.Roots(), g.Entered(finding.EntryHandler)), true, nil)
	return func(name string) bool {
		_, known := g.number[name]
		return known && !reached.Has(name)
	}
}

// StartStop is what only happens before a program, or a command of one, serves, and after
// that: it is reached from its root, outside of goroutines, but not from a function that
// serves or that others call. Who starts or ends a program sees that it hangs.
func (g *Graph) StartStop(api Walk) Walk {
	serving := g.Select(serves)
	others := slices.Concat(g.Entered(finding.EntryHandler, finding.EntryInit), // these may keep what is called by others
		g.Started(g.All()), serving, g.Called(serving))
	out := g.From(slices.Concat(g.Entered(finding.EntryMain), g.offered()), false, serves)
	return out.without(g.From(others, true, nil), api)
}
