package audit

import (
	"slices"
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/inventory"
)

// A Class says how an operation is reached.
type Class string

// The classes. An operation has the first that applies.
const (
	Request    Class = "request"    // from the handler of a request or connection
	Background Class = "background" // from a goroutine, or the loop that accepts
	API        Class = "api"        // from an exported function that nothing here calls
	StartStop  Class = "start-stop" // from main or init alone, outside of goroutines
	Tool       Class = "tool"       // from programs alone that neither serve nor ask for signals
	Unknown    Class = "unknown"    // from nothing in sight
)

// A graph is the call graph of the program.
type graph struct {
	nodes    map[string]*inventory.Function
	methods  map[string][]string // by key
	external map[string]bool     // called by another function
}

func newGraph(pkgs []*inventory.Package) *graph {
	g := &graph{nodes: map[string]*inventory.Function{}, methods: map[string][]string{}, external: map[string]bool{}}
	for _, p := range pkgs {
		for i := range p.Functions {
			f := &p.Functions[i]
			if g.nodes[f.Name] != nil {
				continue // a test variant
			}
			g.nodes[f.Name] = f
			if f.Method != "" {
				g.methods[f.Method] = append(g.methods[f.Method], f.Name)
			}
		}
	}
	for _, f := range g.nodes {
		for _, to := range g.resolve(slices.Concat(f.Calls, f.Starts)) {
			if to != f.Name {
				g.external[to] = true
			}
		}
	}
	return g
}

// resolve turns the keys of methods into functions that have them.
func (g *graph) resolve(names []string) []string {
	var out []string
	for _, n := range names {
		switch {
		case strings.HasPrefix(n, "~"):
			out = append(out, g.methods[n]...)
		case g.nodes[n] != nil:
			out = append(out, n)
		}
	}
	return out
}

// names lists the functions of a condition in a fixed order.
func (g *graph) names(is func(*inventory.Function) bool) []string {
	var out []string
	for name, f := range g.nodes {
		if is(f) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// A walk is what is reached from some functions: for each, the one before it.
type walk map[string]string

// from walks from the roots. It follows calls, and goroutines if asked to, and
// does not go past the functions of stop.
func (g *graph) from(roots []string, goroutines bool, stop func(*inventory.Function) bool) walk {
	w := walk{}
	var work []string
	for _, r := range roots {
		if _, ok := w[r]; !ok {
			w[r] = ""
			work = append(work, r)
		}
	}
	for len(work) > 0 {
		f := g.nodes[work[0]]
		work = work[1:]
		if f == nil || stop != nil && stop(f) {
			continue
		}
		next := g.resolve(f.Calls)
		if goroutines {
			next = append(next, g.resolve(f.Starts)...)
		}
		for _, n := range next {
			if _, ok := w[n]; !ok {
				w[n] = f.Name
				work = append(work, n)
			}
		}
	}
	return w
}

// maxPath caps the functions that are shown of a path: the first and the last.
const maxPath = 6

// path is the way from a root to a function.
func (w walk) path(to string) []string {
	var out []string
	for n := to; n != ""; n = w[n] {
		out = append(out, shortFunc(n))
	}
	slices.Reverse(out)
	if len(out) > maxPath {
		out = slices.Concat(out[:maxPath/2], []string{"…"}, out[len(out)-maxPath/2:])
	}
	return slices.Compact(out)
}

// reach says of each operation how it is reached.
func (g *graph) reach(ops []Operation) {
	accepts := func(f *inventory.Function) bool { return f.Accepts }
	entry := func(e ...string) func(*inventory.Function) bool {
		return func(f *inventory.Function) bool { return slices.Contains(e, f.Entry) }
	}
	mains := g.names(entry(finding.EntryMain, finding.EntryInit))
	starts := g.from(mains, false, accepts)

	handlers := g.names(entry(finding.EntryHandler))
	var goroutines []string
	for _, name := range g.names(func(*inventory.Function) bool { return true }) {
		f := g.nodes[name]
		if f.Accepts {
			handlers = append(handlers, g.resolve(f.Starts)...)
			goroutines = append(goroutines, g.resolve(f.Calls)...)
			goroutines = append(goroutines, name)
		}
		goroutines = append(goroutines, g.resolve(f.Starts)...)
	}
	api := g.from(g.names(func(f *inventory.Function) bool {
		return f.Entry == finding.EntryExported && !g.external[f.Name]
	}), true, nil)
	classes := []struct {
		class Class
		walk  walk
	}{
		{Request, g.from(handlers, true, nil)},
		{Tool, g.tools(mains, api)},
		{Background, g.from(goroutines, true, nil)},
		{API, api},
		{StartStop, starts},
	}
	g.entries(handlers, ops)
	for i := range ops {
		op := &ops[i]
		op.Reached = Unknown
		for _, c := range classes {
			if _, ok := c.walk[op.node]; ok {
				op.Reached, op.Path = c.class, c.walk.path(op.node)
				break
			}
		}
	}
}

// maxHandlers caps the handlers that are walked from one by one: a program with
// more has them generated, or behind a router.
const maxHandlers = 300

// entries notes which handlers reach each operation.
func (g *graph) entries(handlers []string, ops []Operation) {
	slices.Sort(handlers)
	handlers = slices.Compact(handlers)
	for _, h := range handlers[:min(len(handlers), maxHandlers)] {
		w := g.from([]string{h}, true, nil)
		for i := range ops {
			if _, ok := w[ops[i].node]; ok {
				ops[i].Entries = append(ops[i].Entries, shortFunc(h))
			}
		}
	}
}

// tools is what only programs reach that do something and exit: they neither
// serve nor ask for signals.
func (g *graph) tools(mains []string, api walk) walk {
	var short, long []string
	for _, m := range mains {
		if g.nodes[m].Entry == finding.EntryMain && !g.stays(m) {
			short = append(short, m)
		} else {
			long = append(long, m)
		}
	}
	out, others := g.from(short, true, nil), g.from(long, true, nil)
	for name := range out {
		_, isOther := others[name]
		if _, isAPI := api[name]; isOther || isAPI {
			delete(out, name)
		}
	}
	return out
}

// stays reports whether a program goes on until it is told to stop.
func (g *graph) stays(main string) bool {
	for name := range g.from([]string{main}, true, nil) {
		if f := g.nodes[name]; f.Accepts || f.Signals {
			return true
		}
	}
	return false
}
