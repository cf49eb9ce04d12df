package callgraph

import (
	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/inventory"
)

// Tools is what only a person waits for who can interrupt it: what is reached from
// programs alone, and commands of programs, that do something and exit, and not from api,
// what others reach.
func (g *Graph) Tools(api Walk) Walk {
	stays := g.stays()
	var short, long []string
	for _, r := range g.Roots() {
		if g.Nodes[r].Entry != finding.EntryInit && !stays[r] {
			short = append(short, r)
		} else {
			long = append(long, r)
		}
	}
	out := g.From(short, true, nil)
	for _, others := range []Walk{g.From(long, true, nil), api} {
		for name := range others {
			delete(out, name)
		}
	}
	return out
}

// stays is the functions that get to one that goes on until it is told to stop, or that start
// one and wait for goroutines: a program ends with its main function, whatever others do.
func (g *Graph) stays() map[string]bool {
	callers, starters := map[string][]string{}, map[string][]string{}
	for name, f := range g.Nodes {
		for _, to := range g.Resolve(f.Calls) {
			callers[to] = append(callers[to], name)
			starters[to] = append(starters[to], name)
		}
		for _, to := range g.Resolve(f.Starts) {
			starters[to] = append(starters[to], name)
		}
	}
	goesOn := func(f *inventory.Function) bool { return f.Stays || f.Accepts }
	out := g.reaching(goesOn, callers)
	waiting := g.reaching(func(f *inventory.Function) bool { return f.Waits }, callers)
	for name := range g.reaching(goesOn, starters) {
		out[name] = out[name] || waiting[name]
	}
	return out
}

// reaching is the functions that get to one of some by way of these callers.
func (g *Graph) reaching(some func(*inventory.Function) bool, callers map[string][]string) map[string]bool {
	out := map[string]bool{}
	var work []string
	for name, f := range g.Nodes {
		if some(f) {
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
