// Package callgraph puts the call graphs of the packages of a program together, and
// tells what is reached from where: what a package alone cannot see.
package callgraph

import (
	"slices"
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/inventory"
)

// A Graph is the call graph of a program. Its functions have numbers, since it is walked
// several times in each run.
type Graph struct {
	nodes   []node
	number  map[string]int32   // by name
	methods map[string][]int32 // by key
	library bool               // whoever imports the module calls its exported functions
	program bool               // the module is there to be installed: hardly anybody imports its packages
}

type node struct {
	*inventory.Function
	calls, starts, offers []int32
	called                bool // by another function
}

// New puts the packages of a program together.
func New(pkgs []*inventory.Package) *Graph {
	n := 0
	for _, p := range pkgs {
		n += len(p.Functions)
	}
	g := &Graph{nodes: make([]node, 0, n), number: make(map[string]int32, n), methods: map[string][]int32{}}
	for _, p := range pkgs {
		for i := range p.Functions {
			g.add(&p.Functions[i])
		}
		if p.Path == p.Module {
			g.program = IsProgram(p)
			g.library = g.library || !g.program
		}
	}
	for i := range g.nodes {
		f := &g.nodes[i]
		f.calls, f.starts, f.offers = g.resolve(f.Calls), g.resolve(f.Starts), g.resolve(f.Offers)
		for _, numbers := range [...][]int32{f.calls, f.starts, f.offers} {
			for _, to := range numbers {
				g.nodes[to].called = g.nodes[to].called || to != int32(i)
			}
		}
	}
	return g
}

// add gives a function its number, but for those of the test variant of a package.
func (g *Graph) add(f *inventory.Function) {
	if _, ok := g.number[f.Name]; ok {
		return
	}
	n := int32(len(g.nodes))
	g.number[f.Name] = n
	g.nodes = append(g.nodes, node{Function: f})
	if f.Method != "" {
		g.methods[f.Method] = append(g.methods[f.Method], n)
	}
}

// IsProgram reports whether a package has a main function.
func IsProgram(p *inventory.Package) bool {
	return slices.ContainsFunc(p.Functions, func(f inventory.Function) bool { return f.Entry == finding.EntryMain })
}

// resolve turns names into numbers, and the keys of methods into those of functions that have them.
func (g *Graph) resolve(names []string) []int32 {
	if len(names) == 0 {
		return nil
	}
	out := make([]int32, 0, len(names))
	for _, name := range names {
		if strings.HasPrefix(name, "~") {
			out = append(out, g.methods[name]...)
		} else if n, ok := g.number[name]; ok {
			out = append(out, n)
		}
	}
	return out
}

// A Set is some functions of a graph.
type Set []int32

// Select is the functions of a condition, in the order of their names.
func (g *Graph) Select(is func(*inventory.Function) bool) Set {
	return g.sorted(func(f *node) bool { return is(f.Function) })
}

func (g *Graph) sorted(is func(*node) bool) Set {
	var out Set
	for i := range g.nodes {
		if is(&g.nodes[i]) {
			out = append(out, int32(i))
		}
	}
	return g.InOrder(out)
}

// InOrder sorts a set by name, and drops what it has twice: what is found does not depend on the order of packages.
func (g *Graph) InOrder(s Set) Set {
	slices.SortFunc(s, func(a, b int32) int { return strings.Compare(g.nodes[a].Name, g.nodes[b].Name) })
	return slices.Compact(s)
}

// Entered is the functions that are entered in one of some ways.
func (g *Graph) Entered(ways ...string) Set {
	return g.Select(func(f *inventory.Function) bool { return slices.Contains(ways, f.Entry) })
}

// All is all functions, in no order.
func (g *Graph) All() Set {
	out := make(Set, len(g.nodes))
	for i := range out {
		out[i] = int32(i)
	}
	return out
}

// Called is what the functions of a set call.
func (g *Graph) Called(s Set) Set { return g.next(s, func(f *node) []int32 { return f.calls }) }

// Started is what the functions of a set start as goroutines.
func (g *Graph) Started(s Set) Set { return g.next(s, func(f *node) []int32 { return f.starts }) }

// offered is the commands.
func (g *Graph) offered() Set {
	return g.InOrder(g.next(g.All(), func(f *node) []int32 { return f.offers }))
}

// next is where one kind of edge leads from a set.
func (g *Graph) next(s Set, edges func(*node) []int32) (out Set) {
	for _, n := range s {
		out = append(out, edges(&g.nodes[n])...)
	}
	return out
}

// Name is the name of a function of a set.
func (g *Graph) Name(n int32) string { return g.nodes[n].Name }

// Roots is the functions with which a program, or a command of one, begins.
func (g *Graph) Roots() Set {
	return slices.Concat(g.Entered(finding.EntryMain, finding.EntryInit), g.offered())
}

// API is what those who import the packages reach through exported functions: those
// that nothing here calls, and all of a library, also if a program here shows it off. A module
// that is a program itself has none.
func (g *Graph) API() Walk {
	return g.From(g.sorted(func(f *node) bool {
		return f.Entry == finding.EntryExported && (g.library || !f.called && !g.program)
	}), true, nil)
}
