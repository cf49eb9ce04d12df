package vet

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"
	"sync"

	"github.com/timeoutlint/timeoutlint/internal/inventory"
	"github.com/timeoutlint/timeoutlint/internal/report"
)

// Inventory is Do for an analyzer that lists operations in place of findings.
// A package and its test variant can both be among the packages.
func (r *Run) Inventory(ctx context.Context) ([]*inventory.Package, *report.Report, error) {
	c, err := r.collect(ctx)
	if err != nil {
		return nil, nil, err
	}
	slices.SortStableFunc(c.packages, func(a, b *inventory.Package) int { return cmp.Compare(a.Path, b.Path) })
	placeInventory(c.packages)
	return c.packages, &report.Report{Errors: c.errors, Checked: c.checked()}, nil
}

// placeInventory replaces import paths by files, as placeWitness does.
func placeInventory(pkgs []*inventory.Package) {
	main := sync.OnceValue(mainModules)
	fix := func(p *inventory.Position) {
		if p != nil && p.File != "" && !filepath.IsAbs(p.File) {
			p.File = place(p.File, main())
		}
	}
	for _, p := range pkgs {
		for i := range p.Operations {
			op := &p.Operations[i]
			fix(op.Leaf)
			for j := range op.Witness {
				fix(&op.Witness[j].Position)
			}
			for j := range op.Reasons {
				fix(&op.Reasons[j].Position)
			}
		}
	}
}
