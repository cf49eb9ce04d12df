package vet

import (
	"context"
	"go/build"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// asked tells which packages the patterns name: what they import is analysed, too, and
// what was found there may come from the cache. Patterns of folders need no question
// to the go command. A package of which the folder is not known is not dropped.
func (r *Run) asked(ctx context.Context) func(pkg string) bool {
	here, err := os.Getwd()
	if err != nil || slices.ContainsFunc(r.Packages, isImportPath) {
		all := sync.OnceValue(func() []listed { return r.list(ctx, r.Packages, "-json=ImportPath", "-find") })
		return func(pkg string) bool {
			return len(all()) == 0 || slices.ContainsFunc(all(), func(p listed) bool { return p.ImportPath == pkg })
		}
	}
	dirOf := PackageDir()
	return func(pkg string) bool {
		dir := dirOf(pkg)
		return dir == "" || slices.ContainsFunc(r.Packages, func(pattern string) bool { return inPattern(dir, here, pattern) })
	}
}

// isImportPath reports whether a pattern is none of folders: an import path, a name
// such as std, or a file.
func isImportPath(pattern string) bool {
	return !build.IsLocalImport(pattern) && !filepath.IsAbs(pattern) || strings.HasSuffix(pattern, ".go")
}

// inPattern reports whether a folder is one that a pattern names.
func inPattern(dir, here, pattern string) bool {
	pattern = filepath.FromSlash(pattern)
	root, below := strings.CutSuffix(pattern, "...")
	if !filepath.IsAbs(root) {
		root = filepath.Join(here, root)
	}
	if !below {
		return dir == filepath.Clean(root)
	}
	if strings.Contains(root, "...") || !strings.HasSuffix(pattern, string(filepath.Separator)+"...") {
		return true // ./a...b and ./a... are rare
	}
	rel, err := filepath.Rel(root, dir)
	return err == nil && !slices.ContainsFunc(strings.Split(filepath.ToSlash(rel), "/"), isLeftOut)
}

// isLeftOut reports whether patterns with ... go past a folder, or above their root.
func isLeftOut(name string) bool {
	return name == "testdata" || name == "vendor" || strings.HasPrefix(name, "_") || strings.HasPrefix(name, ".") && name != "."
}
