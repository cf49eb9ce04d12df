package vet

import (
	"fmt"
	"os"
	"slices"

	"github.com/timeoutlint/timeoutlint/internal/callgraph"
	"github.com/timeoutlint/timeoutlint/internal/inventory"
	"github.com/timeoutlint/timeoutlint/internal/report"
)

// asksForAll reports whether all packages of a module are asked for. Of one alone it is
// not known who calls it.
func (r *Run) asksForAll() bool {
	_, err := os.Stat("go.mod")
	return err == nil && slices.Contains(r.Packages, "./...")
}

// dropInterruptible drops the findings of tools: a disk that hangs keeps nobody waiting
// but the person who started the program, or typed the command, and can interrupt it.
// Which functions only tools get to, no package knows alone.
func (c *collector) dropInterruptible() error {
	may := func(f report.Finding) bool { return f.Node != "" }
	if !slices.ContainsFunc(c.findings, may) {
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
	tools := callgraph.New(pkgs).Tools()
	c.findings = slices.DeleteFunc(c.findings, func(f report.Finding) bool {
		_, spared := tools[f.Node]
		return may(f) && spared
	})
	return nil
}
