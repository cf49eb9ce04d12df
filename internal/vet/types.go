package vet

import (
	"context"
	"fmt"
	"go/token"
	"go/types"
	"os"

	"golang.org/x/tools/go/gcexportdata"
)

// Types loads the types of packages from the module's build, as the compiler
// exports them. A package that is not part of it, or does not compile, is nil.
func (r *Run) Types(ctx context.Context, paths []string) (lookup func(pkg string) *types.Package, err error) {
	if len(paths) == 0 {
		return func(string) *types.Package { return nil }, nil
	}
	loaded := map[string]*types.Package{}
	fset, imports := token.NewFileSet(), map[string]*types.Package{}
	for _, p := range r.list(ctx, paths, "-export", "-json=ImportPath,Export") {
		if p.Export == "" {
			continue
		}
		if loaded[p.ImportPath], err = readExport(p.Export, fset, imports, p.ImportPath); err != nil {
			return nil, fmt.Errorf("reading the types of %s: %w", p.ImportPath, err)
		}
	}
	return func(pkg string) *types.Package { return loaded[pkg] }, nil
}

func readExport(file string, fset *token.FileSet, imports map[string]*types.Package, path string) (*types.Package, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	in, err := gcexportdata.NewReader(f)
	if err != nil {
		return nil, err
	}
	return gcexportdata.Read(in, fset, imports, path)
}
