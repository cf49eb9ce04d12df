package config

import (
	"errors"
	"go/types"
	"slices"

	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// Packages lists the packages that the rows name.
func (f *File) Packages() []string {
	var paths []string
	add := func(path string) {
		if path != "" {
			paths = append(paths, path)
		}
	}
	t := f.Tables()
	for _, r := range t.Ops {
		add(r.Pkg)
		add(r.Instead.Pkg)
	}
	for _, r := range t.Wraps {
		add(r.Pkg)
	}
	for _, r := range t.Contexts {
		add(r.Pkg)
	}
	for _, r := range t.Runs {
		add(r.Pkg)
	}
	for _, r := range t.Literals {
		add(r.Pkg)
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

// Resolve refuses rows that name something that does not exist, or operands
// that do not fit: they would silently never apply. The error has one line for
// each mistake.
func (f *File) Resolve(lookup func(pkg string) *types.Package) error {
	var errs []error
	for _, r := range f.Rows {
		for _, err := range knowledge.Resolve(r.Tables, lookup) {
			errs = append(errs, &Error{Path: f.Path, Line: r.Line, Err: err})
		}
	}
	return errors.Join(errs...)
}
