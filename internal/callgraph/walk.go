package callgraph

import (
	"slices"

	"github.com/timeoutlint/timeoutlint/internal/inventory"
)

// A Walk is what is reached from some functions: for each, the one before it. The zero Walk has
// reached nothing.
type Walk struct {
	graph *Graph
	from  []int32 // by number: the number of the one before it, or one of these
}

const (
	unreached int32 = -1
	first     int32 = -2
)

// From walks from the roots. It follows calls, and goroutines if asked to, and
// does not go past the functions of stop.
func (g *Graph) From(roots Set, goroutines bool, stop func(*inventory.Function) bool) Walk {
	w := Walk{g, make([]int32, len(g.nodes))}
	for i := range w.from {
		w.from[i] = unreached
	}
	var work []int32
	add := func(numbers []int32, from int32) {
		for _, n := range numbers {
			if w.from[n] == unreached {
				w.from[n] = from
				work = append(work, n)
			}
		}
	}
	add(roots, first)
	for len(work) > 0 {
		n := work[0]
		work = work[1:]
		f := &g.nodes[n]
		if stop != nil && stop(f.Function) {
			continue
		}
		add(f.calls, n)
		if goroutines {
			add(f.starts, n)
		}
	}
	return w
}

// without takes away what others reach.
func (w Walk) without(others ...Walk) Walk {
	for _, o := range others {
		for n, from := range o.from {
			if from != unreached {
				w.from[n] = unreached
			}
		}
	}
	return w
}

// Has reports whether a function is reached.
func (w Walk) Has(name string) bool {
	_, ok := w.find(name)
	return ok
}

func (w Walk) find(name string) (int32, bool) {
	if w.graph == nil {
		return 0, false
	}
	n, ok := w.graph.number[name]
	return n, ok && w.from[n] != unreached
}

// Path is the way from a root to a function.
func (w Walk) Path(to string) []string {
	n, ok := w.find(to)
	if !ok {
		return nil
	}
	var out []string
	for ; n >= 0; n = w.from[n] {
		out = append(out, w.graph.nodes[n].Name)
	}
	slices.Reverse(out)
	return out
}

// getTo is the functions, by number, that get to one of a condition.
func (g *Graph) getTo(is func(*inventory.Function) bool) []bool {
	out := make([]bool, len(g.nodes))
	work := g.Select(is)
	for _, n := range work {
		out[n] = true
	}
	if len(work) == 0 {
		return out
	}
	callers := g.callers()
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

// callers is who calls or starts each function.
func (g *Graph) callers() [][]int32 {
	out := make([][]int32, len(g.nodes))
	for i := range g.nodes {
		for _, numbers := range [...][]int32{g.nodes[i].calls, g.nodes[i].starts} {
			for _, to := range numbers {
				out[to] = append(out[to], int32(i))
			}
		}
	}
	return out
}
