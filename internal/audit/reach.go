package audit

import (
	"slices"

	"github.com/timeoutlint/timeoutlint/internal/callgraph"
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
	Tool       Class = "tool"       // from programs and commands alone that do something and exit
	Unknown    Class = "unknown"    // from nothing in sight
)

// reach says of each operation how it is reached.
func reach(g *callgraph.Graph, ops []Operation) {
	accepts := func(f *inventory.Function) bool { return f.Accepts }
	accepting, all := g.Select(accepts), g.InOrder(g.All())
	handlers := slices.Concat(g.Entered(finding.EntryHandler), g.Started(accepting))
	goroutines := slices.Concat(accepting, g.Called(accepting), g.Started(all))
	api := g.API()
	classes := []struct {
		class Class
		walk  callgraph.Walk
	}{
		{Request, g.From(handlers, true, nil)},
		{Tool, g.Tools(api)},
		{Background, g.From(goroutines, true, nil)},
		{API, api},
		{StartStop, g.From(g.Roots(), false, accepts)},
	}
	entries(g, handlers, ops)
	for i := range ops {
		op := &ops[i]
		op.Reached = Unknown
		for _, c := range classes {
			if c.walk.Has(op.node) {
				op.Reached, op.Path = c.class, shortPath(c.walk.Path(op.node))
				break
			}
		}
	}
}

// maxPath caps the functions that are shown of a path: the first and the last.
const maxPath = 6

func shortPath(names []string) []string {
	var out []string
	for _, n := range names {
		out = append(out, shortFunc(n))
	}
	if len(out) > maxPath {
		out = slices.Concat(out[:maxPath/2], []string{"…"}, out[len(out)-maxPath/2:])
	}
	return slices.Compact(out)
}

// maxHandlers caps the handlers that are walked from one by one: a program with
// more has them generated, or behind a router.
const maxHandlers = 300

// entries notes which handlers reach each operation.
func entries(g *callgraph.Graph, handlers callgraph.Set, ops []Operation) {
	handlers = g.InOrder(handlers)
	for _, h := range handlers[:min(len(handlers), maxHandlers)] {
		w, name := g.From(callgraph.Set{h}, true, nil), shortFunc(g.Name(h))
		for i := range ops {
			if w.Has(ops[i].node) {
				ops[i].Entries = append(ops[i].Entries, name)
			}
		}
	}
}
