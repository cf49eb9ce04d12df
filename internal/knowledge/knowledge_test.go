package knowledge

import (
	"fmt"
	"go/types"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
)

// TestResolveStd resolves every row for the standard library.
func TestResolveStd(t *testing.T) {
	std, _ := split(Builtin())
	resolve(t, std, "")
}

// TestResolveModules resolves the other rows against the modules that
// testdata/modules pins.
func TestResolveModules(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles several modules")
	}
	dir := filepath.Join("testdata", "modules")
	download := exec.CommandContext(t.Context(), "go", "mod", "download")
	download.Dir, download.Env = dir, environ()
	if out, err := download.CombinedOutput(); err != nil {
		if os.Getenv("CI") == "" {
			t.Skipf("the modules of %s are not at hand: %v\n%s", dir, err, out)
		}
		t.Fatalf("go mod download in %s: %v\n%s", dir, err, out)
	}
	_, modules := split(Builtin())
	resolve(t, modules, dir)
}

// environ has the tables' own platform: they name system calls of Linux.
func environ() []string {
	return append(os.Environ(), "GOOS=linux", "GOWORK=off", "GOFLAGS=-mod=readonly")
}

// resolve fails the test for every row of rows that is wrong.
func resolve(t *testing.T, rows Tables, dir string) {
	t.Helper()
	var paths []string
	for _, f := range funcs(rows) {
		if !slices.Contains(paths, f.Pkg) {
			paths = append(paths, f.Pkg)
		}
	}
	loaded := load(t, dir, paths)
	for _, err := range Resolve(rows, func(path string) *types.Package { return loaded[path] }) {
		t.Error(err)
	}
}

func load(t *testing.T, dir string, paths []string) map[string]*types.Package {
	t.Helper()
	cfg := &packages.Config{Mode: packages.NeedName | packages.NeedTypes, Dir: dir, Env: environ()}
	pkgs, err := packages.Load(cfg, paths...)
	if err != nil {
		t.Fatal(err)
	}
	loaded := map[string]*types.Package{}
	for _, p := range pkgs {
		for _, err := range p.Errors {
			t.Errorf("loading %s: %v", p.PkgPath, err)
		}
		loaded[p.PkgPath] = p.Types
	}
	return loaded
}

// split separates the rows for the standard library from the others, whose
// import paths begin with a domain.
func split(all Tables) (std, modules Tables) {
	into := func(pkg string) *Tables {
		if first, _, _ := strings.Cut(pkg, "/"); strings.Contains(first, ".") {
			return &modules
		}
		return &std
	}
	for _, r := range all.Ops {
		t := into(r.Pkg)
		t.Ops = append(t.Ops, r)
	}
	for _, r := range all.Wraps {
		t := into(r.Pkg)
		t.Wraps = append(t.Wraps, r)
	}
	for _, r := range all.Contexts {
		t := into(r.Pkg)
		t.Contexts = append(t.Contexts, r)
	}
	for _, r := range all.Runs {
		t := into(r.Pkg)
		t.Runs = append(t.Runs, r)
	}
	for _, r := range all.Literals {
		t := into(r.Pkg)
		t.Literals = append(t.Literals, r)
	}
	return std, modules
}

// funcs lists what the rows of t speak of; a literal row by its type.
func funcs(t Tables) []Func {
	var out []Func
	for _, r := range t.Ops {
		out = append(out, r.Func)
		if r.Instead != (Func{}) {
			out = append(out, r.Instead)
		}
	}
	for _, r := range t.Wraps {
		out = append(out, r.Func)
	}
	for _, r := range t.Contexts {
		out = append(out, r.Func)
	}
	for _, r := range t.Runs {
		out = append(out, r.Func)
	}
	for _, r := range t.Literals {
		out = append(out, Func{Pkg: r.Pkg, Recv: r.Type})
	}
	return out
}

// TestOrder keeps the rows of a list sorted, which also keeps them findable
// and free of duplicates. Only stream operations and wraps may have several
// rows for one function, one per operand.
func TestOrder(t *testing.T) {
	for i, area := range areas {
		var ops, wraps, contexts, runs, literals []string
		for _, r := range area.Ops {
			ops = append(ops, key(r.Func, r.Kind == "", r.On))
		}
		for _, r := range area.Wraps {
			wraps = append(wraps, key(r.Func, true, r.On))
		}
		for _, r := range area.Contexts {
			contexts = append(contexts, key(r.Func, false, None))
		}
		for _, r := range area.Runs {
			runs = append(runs, key(r.Func, false, None))
		}
		for _, r := range area.Literals {
			literals = append(literals, key(Func{Pkg: r.Pkg, Recv: r.Type}, false, None))
		}
		for what, list := range map[string][]string{
			"operations": ops, "wraps": wraps, "contexts": contexts, "runs": runs, "literals": literals,
		} {
			sorted(t, fmt.Sprintf("%s of area %d", what, i), list)
		}
	}
}

// key sorts like the rows are to be sorted. The separator sorts before
// anything that is part of a name.
func key(f Func, perOperand bool, on Arg) string {
	parts := []string{f.Pkg, f.Recv, f.Name}
	if perOperand {
		parts = append(parts, fmt.Sprint(on))
	}
	return strings.Join(parts, " ")
}

func sorted(t *testing.T, what string, list []string) {
	t.Helper()
	for i := 1; i < len(list); i++ {
		switch strings.Compare(list[i-1], list[i]) {
		case 0:
			t.Errorf("%s: two rows for %s", what, list[i])
		case 1:
			t.Errorf("%s: %s should come before %s", what, list[i], list[i-1])
		}
	}
}

// TestAreas: a function has its rows of one sort in one area, so that a
// person knows where to look and no area silently overrides another.
func TestAreas(t *testing.T) {
	type row struct {
		sort string
		Func
	}
	seen := map[row]int{}
	claim := func(area int, sort string, f Func) {
		if was, ok := seen[row{sort, f}]; ok && was != area {
			t.Errorf("%s rows for %s in areas %d and %d", sort, f, was, area)
		}
		seen[row{sort, f}] = area
	}
	for i, area := range areas {
		for _, r := range area.Ops {
			claim(i, "operation", r.Func)
		}
		for _, r := range area.Wraps {
			claim(i, "wrap", r.Func)
		}
		for _, r := range area.Contexts {
			claim(i, "context", r.Func)
		}
		for _, r := range area.Runs {
			claim(i, "run", r.Func)
		}
	}
}
