// Baseline is the tool of go vet that does the least an analyser across
// packages can do: it walks the syntax once and exports one fact for each
// package. What it costs is the price of the driver.
package main

import (
	"go/ast"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"
)

// nodes is the fact: how many nodes the syntax of a package has.
type nodes struct{ Count int }

func (*nodes) AFact() {}

func main() {
	unitchecker.Main(&analysis.Analyzer{
		Name: "baseline", Doc: "count nodes",
		FactTypes: []analysis.Fact{new(nodes)},
		Run: func(pass *analysis.Pass) (any, error) {
			var n nodes
			for _, f := range pass.Files {
				ast.Inspect(f, func(ast.Node) bool { n.Count++; return true })
			}
			pass.ExportPackageFact(&n)
			return nil, nil
		},
	})
}
