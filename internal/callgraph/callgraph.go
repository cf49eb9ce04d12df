// Package callgraph puts the call graphs of the packages of a program together, and
// tells what is reached from where: what a package alone cannot see.
package callgraph

import (
	"iter"
	"slices"
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/inventory"
)

// A Graph is the call graph of a program.
type Graph struct {
	Nodes   map[string]*inventory.Function
	methods map[string][]string // by key
	called  map[string]bool     // by another function
	offered []string            // commands
	library bool                // whoever imports the module calls its exported functions
	program bool                // the module is there to be installed: hardly anybody imports its packages
}

// New puts the packages of a program together.
func New(pkgs []*inventory.Package) *Graph {
	n := 0
	for _, p := range pkgs {
		n += len(p.Functions)
	}
	g := &Graph{Nodes: make(map[string]*inventory.Function, n), methods: map[string][]string{}, called: make(map[string]bool, n)}
	for _, p := range pkgs {
		for i := range p.Functions {
			f := &p.Functions[i]
			if g.Nodes[f.Name] != nil {
				continue // a test variant
			}
			g.Nodes[f.Name] = f
			if f.Method != "" {
				g.methods[f.Method] = append(g.methods[f.Method], f.Name)
			}
		}
		if p.Path == p.Module {
			g.program = IsProgram(p)
			g.library = g.library || !g.program
		}
	}
	for _, f := range g.Nodes {
		for _, names := range [...][]string{f.Calls, f.Starts, f.Offers} {
			for to := range g.each(names) {
				if to != f.Name {
					g.called[to] = true
				}
			}
		}
		g.offered = slices.AppendSeq(g.offered, g.each(f.Offers))
	}
	slices.Sort(g.offered)
	g.offered = slices.Compact(g.offered)
	return g
}

// IsProgram reports whether a package has a main function.
func IsProgram(p *inventory.Package) bool {
	return slices.ContainsFunc(p.Functions, func(f inventory.Function) bool { return f.Entry == finding.EntryMain })
}

// Resolve turns the keys of methods into functions that have them.
func (g *Graph) Resolve(names []string) []string { return slices.Collect(g.each(names)) }

func (g *Graph) each(names []string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, n := range names {
			switch {
			case strings.HasPrefix(n, "~"):
				for _, m := range g.methods[n] {
					if !yield(m) {
						return
					}
				}
			case g.Nodes[n] != nil && !yield(n):
				return
			}
		}
	}
}

// Names lists the functions of a condition in a fixed order.
func (g *Graph) Names(is func(*inventory.Function) bool) []string {
	var out []string
	for name, f := range g.Nodes {
		if is(f) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// Entered lists the functions that are entered in one of some ways.
func (g *Graph) Entered(ways ...string) []string {
	return g.Names(func(f *inventory.Function) bool { return slices.Contains(ways, f.Entry) })
}

// Roots lists the functions with which a program, or a command of one, begins.
func (g *Graph) Roots() []string {
	return slices.Concat(g.Entered(finding.EntryMain, finding.EntryInit), g.offered)
}

// API is what those who import the packages reach through exported functions: those
// that nothing here calls, and all of a library, also if a program here shows it off. A module
// that is a program itself has none.
func (g *Graph) API() Walk {
	return g.From(g.Names(func(f *inventory.Function) bool {
		return f.Entry == finding.EntryExported && (g.library || !g.called[f.Name] && !g.program)
	}), true, nil)
}

// A Walk is what is reached from some functions: for each, the one before it.
type Walk map[string]string

// From walks from the roots. It follows calls, and goroutines if asked to, and
// does not go past the functions of stop.
func (g *Graph) From(roots []string, goroutines bool, stop func(*inventory.Function) bool) Walk {
	w := Walk{}
	var work []string
	add := func(names iter.Seq[string], from string) {
		for n := range names {
			if _, ok := w[n]; !ok {
				w[n] = from
				work = append(work, n)
			}
		}
	}
	add(slices.Values(roots), "")
	for len(work) > 0 {
		f := g.Nodes[work[0]]
		work = work[1:]
		if f == nil || stop != nil && stop(f) {
			continue
		}
		add(g.each(f.Calls), f.Name)
		if goroutines {
			add(g.each(f.Starts), f.Name)
		}
	}
	return w
}

// without takes away what others reach.
func (w Walk) without(others ...Walk) Walk {
	for _, o := range others {
		for name := range o {
			delete(w, name)
		}
	}
	return w
}

// Path is the way from a root to a function.
func (w Walk) Path(to string) []string {
	var out []string
	for n := to; n != ""; n = w[n] {
		out = append(out, n)
	}
	slices.Reverse(out)
	return out
}
