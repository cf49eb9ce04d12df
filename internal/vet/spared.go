package vet

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/callgraph"
	"github.com/timeoutlint/timeoutlint/internal/inventory"
	"github.com/timeoutlint/timeoutlint/internal/kind"
	"github.com/timeoutlint/timeoutlint/internal/report"
)

// asksForAll reports whether all packages of a module are asked for. Of one alone it is
// not known who calls it.
func (r *Run) asksForAll() bool {
	_, err := os.Stat("go.mod")
	return err == nil && slices.Contains(r.Packages, "./...")
}

// dropSpared drops the findings that all packages of the module together tell to be of
// no concern. Which they are, no package knows alone.
func (c *collector) dropSpared() error {
	if len(c.findings) == 0 || len(c.graphs) == 0 {
		return nil
	}
	var pkgs []*inventory.Package
	for _, message := range c.graphs {
		p, err := inventory.DecodeGraph(message)
		if err != nil {
			return fmt.Errorf("reading the output of go vet: %w", err)
		}
		pkgs = append(pkgs, p)
	}
	g, unused := callgraph.New(pkgs), unused(pkgs)
	isIdle := g.Idle()
	var tools, startStop callgraph.Walk
	if slices.ContainsFunc(c.findings, func(f report.Finding) bool { return f.Attended }) {
		api := g.API()
		tools, startStop = g.Tools(api), g.StartStop(api)
	}
	c.findings = slices.DeleteFunc(c.findings, func(f report.Finding) bool {
		tool := tools.Has(f.Node)
		once := startStop.Has(f.Node) && f.Kind != string(kind.Wait) // a deadlock at the end is one
		return f.Attended && (tool || once) || isIdle(f.Node) || unused[f.Package]
	})
	return nil
}

// unused lists the internal packages that no other package imports: nobody else can, so
// that they are there for tests.
func unused(pkgs []*inventory.Package) map[string]bool {
	out := map[string]bool{}
	for _, p := range pkgs {
		out[p.Path] = strings.Contains(p.Path+"/", "/internal/") && !callgraph.IsProgram(p)
	}
	for _, p := range pkgs {
		for _, i := range p.Imports {
			out[i] = false
		}
	}
	return out
}
