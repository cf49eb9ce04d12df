package analyzer

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/go/packages"

	"github.com/timeoutlint/timeoutlint/internal/drive"
)

// TestRobust analyses code that eval/robust.sh names, many times over: no
// panic, no hang, and the same each time. Standard packages are analysed as
// any others.
func TestRobust(t *testing.T) {
	dir, patterns := os.Getenv("ROBUST_DIR"), strings.Fields(os.Getenv("ROBUST_PACKAGES"))
	if dir == "" {
		t.Skip("eval/robust.sh runs it")
	}
	defer func(roots map[string]bool) { stdRoots = roots }(stdRoots)
	stdRoots = nil
	if len(patterns) == 0 {
		repeat(t, looseUnits(t, dir))
		return
	}
	repeat(t, loadedUnits(t, dir, patterns))
}

// loadedUnits are packages that the go command knows.
func loadedUnits(t *testing.T, dir string, patterns []string) []drive.Unit {
	t.Helper()
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax | packages.NeedModule, Dir: dir}, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	var units []drive.Unit
	for _, p := range drive.ImportedFirst(pkgs) {
		if len(p.Errors) == 0 && p.Types != types.Unsafe && len(p.Syntax) > 0 {
			units = append(units, drive.UnitOf(p))
		}
	}
	return units
}

// looseUnits are the folders below dir, and the files, as packages of their
// own: those that compile with the standard library alone.
func looseUnits(t *testing.T, dir string) []drive.Unit {
	t.Helper()
	std, err := packages.Load(&packages.Config{Mode: packages.NeedTypes | packages.NeedName}, "std")
	if err != nil {
		t.Fatal(err)
	}
	known := imports{"unsafe": types.Unsafe}
	for _, p := range std {
		known[p.PkgPath] = p.Types
	}
	groups := map[string][]string{}
	err = filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(path, ".go") {
			groups[path] = []string{path}
			groups[filepath.Dir(path)] = append(groups[filepath.Dir(path)], path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var units []drive.Unit
	for name, files := range groups {
		if u, ok := known.check(name, files); ok {
			units = append(units, u)
		}
	}
	return units
}

// imports are packages by path, as an importer.
type imports map[string]*types.Package

// Import implements types.Importer.
func (m imports) Import(path string) (*types.Package, error) {
	if p := m[path]; p != nil {
		return p, nil
	}
	return nil, fmt.Errorf("no package %s", path)
}

func (m imports) check(name string, files []string) (u drive.Unit, ok bool) {
	u = drive.Unit{Fset: token.NewFileSet(), Sizes: types.SizesFor("gc", runtime.GOARCH), Info: &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Instances: map[*ast.Ident]types.Instance{},
		Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
		Scopes: map[ast.Node]*types.Scope{}, FileVersions: map[*ast.File]string{},
	}}
	for _, f := range files {
		file, err := parser.ParseFile(u.Fset, f, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return u, false
		}
		u.Files = append(u.Files, file)
	}
	var err error
	conf := types.Config{Importer: m, Sizes: u.Sizes}
	u.Pkg, err = conf.Check(name, u.Fset, u.Files, u.Info)
	return u, err == nil
}

// repeat analyses the units, which import only earlier ones, with one processor
// and with two.
func repeat(t *testing.T, units []drive.Unit) {
	t.Helper()
	runs, err := strconv.Atoi(os.Getenv("ROBUST_RUNS"))
	if err != nil {
		runs = 20
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	first := make([]string, len(units))
	findings := 0
	for run := range runs {
		runtime.GOMAXPROCS(1 + run%2)
		facts := drive.Facts{}
		for i, u := range units {
			out := analyzeInTime(t, u, facts)
			if out.Fact != nil {
				facts[u.Pkg.Path()] = out.Fact
			}
			if run == 0 {
				first[i] = out.String()
				findings += len(out.Diagnostics)
			} else if text := out.String(); text != first[i] {
				t.Fatalf("%s: run %d finds\n%s\nthe first one\n%s", u.Pkg.Path(), run, text, first[i])
			}
		}
	}
	t.Logf("%d packages, %d findings, %d runs", len(units), findings, runs)
}

func analyzeInTime(t *testing.T, u drive.Unit, facts drive.Facts) drive.Outcome {
	t.Helper()
	timer := time.AfterFunc(5*time.Minute, func() { panic("no end: " + u.Pkg.Path()) })
	defer timer.Stop()
	out, err := drive.One(New(Config{Budget: -1}), u, facts)
	if err != nil {
		t.Errorf("%s: %v", u.Pkg.Path(), err)
	}
	return out
}
