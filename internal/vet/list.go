package vet

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/timeoutlint/timeoutlint/internal/report"
)

// listed is what go list says of a package, as far as it is asked for.
type listed struct {
	ImportPath   string
	Dir          string
	GoFiles      []string
	CgoFiles     []string
	TestGoFiles  []string
	XTestGoFiles []string
	Deps         []string
	Export       string // file with the types
	Error        *struct{ Err string }
	DepsErrors   []json.RawMessage
}

// The questions to go list. It answers the first without loading imports. Only who asks
// for EmbedFiles is told when there are none.
const (
	fieldsOfUnits  = "-json=ImportPath,Dir,GoFiles,CgoFiles,TestGoFiles,XTestGoFiles,Error"
	fieldsOfErrors = "-json=ImportPath,Dir,Deps,Error,DepsErrors,EmbedFiles"
)

// list lists packages, as many as can be listed: what is wrong with the others
// is for go vet to say.
func (r *Run) list(ctx context.Context, patterns []string, flags ...string) []listed {
	cmd := goCommand(ctx, slices.Concat([]string{"list", "-e"}, flags, r.BuildFlags, r.overlay.flags(), []string{"--"}, patterns))
	out, _ := cmd.Output()
	var pkgs []listed
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if dec.Decode(&p) != nil {
			return pkgs
		}
		pkgs = append(pkgs, p)
	}
}

// countUnits returns how many units go vet makes of the packages: a package
// together with its own test files, and the external tests.
func countUnits(pkgs []listed) int {
	n := 0
	for _, p := range pkgs {
		if len(p.GoFiles)+len(p.CgoFiles)+len(p.TestGoFiles) > 0 {
			n++
		}
		if len(p.XTestGoFiles) > 0 {
			n++
		}
	}
	return n
}

// checked returns those of the packages that have no error.
func checked(pkgs []listed, errs []report.Error) []string {
	broken := map[string]bool{}
	for _, e := range errs {
		broken[e.Package] = true
		broken[strings.TrimSuffix(e.Package, "_test")] = true
	}
	var paths []string
	for _, p := range pkgs {
		if p.Error == nil && !broken[p.ImportPath] {
			paths = append(paths, p.ImportPath)
		}
	}
	return paths
}

// A module is a main module: one whose source is here to be edited.
type module struct {
	Path string
	Dir  string
}

// placeWitness replaces import paths by files where a step of a witness lies
// in a main module.
func placeWitness(ctx context.Context, findings []report.Finding) {
	main := sync.OnceValue(func() []module { return mainModules(ctx) })
	for _, f := range findings {
		for i, s := range f.Witness {
			if !filepath.IsAbs(s.File) {
				f.Witness[i].File = place(s.File, main())
			}
		}
	}
}

func place(file string, main []module) string {
	best := module{}
	for _, m := range main { // modules can lie in each other
		if strings.HasPrefix(file, m.Path+"/") && len(m.Path) > len(best.Path) {
			best = m
		}
	}
	if best.Path == "" {
		return file
	}
	return filepath.Join(best.Dir, filepath.FromSlash(strings.TrimPrefix(file, best.Path+"/")))
}

// mainModules lists the main module, or those of the workspace. There are none
// outside of modules; import paths then stay what they are.
func mainModules(ctx context.Context) []module {
	out, _ := goCommand(ctx, []string{"list", "-m", "-json=Path,Dir"}).Output()
	var main []module
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var m module
		if dec.Decode(&m) != nil {
			return main
		}
		if m.Dir != "" {
			main = append(main, m)
		}
	}
}

// PackageDir returns the folder of a package by its import path, as far as the
// main modules say, "" for a package elsewhere. There may be no such package.
func PackageDir(ctx context.Context) func(pkg string) string {
	main := sync.OnceValue(func() []module { return mainModules(ctx) })
	return func(pkg string) string {
		if dir := filepath.Dir(place(pkg+"/x.go", main())); filepath.IsAbs(dir) {
			return dir
		}
		return ""
	}
}
