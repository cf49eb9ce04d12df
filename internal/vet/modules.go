package vet

import (
	"os"
	"path/filepath"
	"strings"
	"sync"

	"golang.org/x/mod/modfile"

	"github.com/timeoutlint/timeoutlint/internal/report"
)

// A module is a main module: one whose source is here to be edited.
type module struct {
	Path string
	Dir  string
}

// mainModules are the main module, or those of the workspace, as their files say:
// the go command would take as long as a run in which nothing has changed. There
// are none outside of modules; import paths then stay what they are.
func mainModules() []module {
	if work := findUp("go.work", os.Getenv("GOWORK")); work != "" {
		return workspace(work)
	}
	return readModule(findUp("go.mod", ""))
}

// workspace lists the modules that a go.work uses.
func workspace(work string) []module {
	data, err := os.ReadFile(work)
	if err != nil {
		return nil
	}
	f, err := modfile.ParseWork(work, data, nil)
	if err != nil {
		return nil
	}
	var main []module
	for _, use := range f.Use {
		dir := filepath.FromSlash(use.Path)
		if !filepath.IsAbs(dir) {
			dir = filepath.Join(filepath.Dir(work), dir)
		}
		main = append(main, readModule(filepath.Join(dir, "go.mod"))...)
	}
	return main
}

// readModule returns nothing if there is no such go.mod.
func readModule(file string) []module {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	return []module{{modfile.ModulePath(data), filepath.Dir(file)}}
}

// findUp looks for a file in the working directory and above it, "" if there is
// none. An environment variable may name it, or turn it off.
func findUp(name, setting string) string {
	switch setting {
	case "":
	case "off":
		return ""
	default:
		return setting
	}
	dir, err := os.Getwd()
	for err == nil {
		if info, err := os.Stat(filepath.Join(dir, name)); err == nil && !info.IsDir() {
			return filepath.Join(dir, name)
		}
		up := filepath.Dir(dir)
		if up == dir {
			break
		}
		dir = up
	}
	return ""
}

// placeWitness replaces import paths by files where a step of a witness lies
// in a main module.
func placeWitness(findings []report.Finding) {
	main := sync.OnceValue(mainModules)
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

// PackageDir returns the folder of a package by its import path, as far as the
// main modules say, "" for a package elsewhere. There may be no such package.
func PackageDir() func(pkg string) string {
	main := sync.OnceValue(mainModules)
	return func(pkg string) string {
		if dir := filepath.Dir(place(pkg+"/x.go", main())); filepath.IsAbs(dir) {
			return dir
		}
		return ""
	}
}
