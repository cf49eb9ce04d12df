package analyzer_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/timeoutlint/timeoutlint/analyzer"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// A mode is one way to run the analyzer over the corpus. Markers name it in
// brackets; a marker without brackets holds in every mode.
type mode struct {
	name string
	cfg  analyzer.Config
	// implies lists the modes whose markers hold in this one, too.
	implies []string
}

const defaultMode = "default"

var modes = []mode{
	{name: defaultMode},
	{name: "strict", cfg: analyzer.Config{Strict: true}},
	{name: "waiters", cfg: analyzer.Config{Lock: analyzer.LockWaiters}},
	{name: "all", cfg: analyzer.Config{Lock: analyzer.LockAll}, implies: []string{"waiters"}},
	{name: "reads", cfg: analyzer.Config{Kinds: kind.All}},
	{name: "tests", cfg: analyzer.Config{Tests: true}},
	{name: "generated", cfg: analyzer.Config{Generated: true}},
	{name: "max", cfg: analyzer.Config{MaxDuration: 5 * time.Minute}},
}

// has reports whether a marker for the mode named m holds in this mode.
func (m mode) has(name string) bool {
	if name == "" || name == m.name {
		return true
	}
	return slices.Contains(m.implies, name)
}

// A result is a finding, reduced to what markers speak of.
type result struct {
	file, kind, message string
	line, col           int
}

// TestCorpus compares what the analyzer finds in ../testdata with the markers
// there, which are explained in testdata/README.md.
//
// A package is compared exactly in the default mode, and in those modes that
// one of its markers names. In the others it may have findings that no marker
// mentions: otherwise every channel and every lock of the corpus would need one.
func TestCorpus(t *testing.T) {
	pkgs := loadCorpus(t)
	folders := corpusFolders(t, pkgs)
	found := map[string]map[string][]result{} // by mode and folder
	for _, m := range modes {
		found[m.name] = analyze(t, pkgs, m)
	}
	var names []string
	for name := range folders {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		t.Run(filepath.ToSlash(name), func(t *testing.T) {
			// What the default mode misses is not worth a line in each mode.
			missed := map[*expectation]bool{}
			for _, m := range modes {
				compare(t, m, folders[name], found[m.name][name], missed)
			}
		})
	}
}

func loadCorpus(t testing.TB) []*packages.Package {
	t.Helper()
	return loadModule(t, filepath.Join("..", "testdata"), true)
}

// loadModule loads the packages of a module from source and what they import
// from export data, which spares the analysis of the standard library.
func loadModule(t testing.TB, dir string, tests bool) []*packages.Package {
	t.Helper()
	pkgs, err := packages.Load(&packages.Config{
		Mode:  packages.LoadSyntax | packages.NeedModule,
		Dir:   dir,
		Env:   append(os.Environ(), "GOWORK=off"),
		Tests: tests,
	}, "./...")
	if err != nil {
		t.Fatal(err)
	}
	local := map[*packages.Package]bool{}
	for _, p := range pkgs {
		local[p] = true
		for _, e := range p.Errors {
			t.Errorf("%s: %v", p.ID, e)
		}
	}
	if t.Failed() {
		t.FailNow()
	}
	for _, p := range pkgs {
		// The checker follows Imports for facts, and has no use for packages
		// without syntax.
		for path, imp := range p.Imports {
			if !local[imp] {
				delete(p.Imports, path)
			}
		}
	}
	return pkgs
}

// corpusFolders returns the expectations of each folder.
func corpusFolders(t *testing.T, pkgs []*packages.Package) map[string][]*expectation {
	t.Helper()
	folders := map[string][]*expectation{}
	seen := map[string]bool{}
	for _, p := range pkgs {
		for _, f := range p.Syntax {
			name := corpusName(p.Fset.Position(f.FileStart).Filename)
			if name == "" || seen[name] {
				continue // written by the go command, or met in a test variant before
			}
			seen[name] = true
			want, err := markers(p.Fset, f, name)
			if err != nil {
				t.Fatal(err)
			}
			dir := filepath.Dir(name)
			folders[dir] = append(folders[dir], want...)
		}
	}
	return folders
}

// corpusName returns the path of a file relative to the corpus, or "" if it is
// not part of it.
func corpusName(file string) string {
	root, err := filepath.Abs(filepath.Join("..", "testdata"))
	if err != nil {
		return ""
	}
	rel, err := filepath.Rel(root, file)
	if err != nil || strings.HasPrefix(rel, "..") {
		return ""
	}
	return rel
}

// analyze runs the analyzer in one mode and returns its findings by folder.
func analyze(t *testing.T, pkgs []*packages.Package, m mode) map[string][]result {
	t.Helper()
	type place struct {
		file, kind string
		line, col  int
	}
	seen := map[place]bool{}
	found := map[string][]result{}
	for _, act := range runChecker(t, pkgs, m.cfg) {
		for _, d := range act.Diagnostics {
			pos := act.Package.Fset.Position(d.Pos)
			r := result{corpusName(pos.Filename), d.Category, d.Message, pos.Line, pos.Column}
			// A package and its test variant have the same files.
			if k := (place{r.file, r.kind, r.line, r.col}); !seen[k] {
				seen[k] = true
				found[filepath.Dir(r.file)] = append(found[filepath.Dir(r.file)], r)
			}
		}
	}
	return found
}

// runChecker runs the analyzer over packages.
func runChecker(t *testing.T, pkgs []*packages.Package, cfg analyzer.Config) []*checker.Action {
	t.Helper()
	graph, err := checker.Analyze([]*analysis.Analyzer{analyzer.New(cfg)}, pkgs, &checker.Options{SanityCheck: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, act := range graph.Roots {
		if act.Err != nil {
			t.Fatalf("%s: %v", act.Package.ID, act.Err)
		}
	}
	return graph.Roots
}

// compare reports every difference between markers and findings, but for
// markers that were missed before.
func compare(t *testing.T, m mode, want []*expectation, found []result, missed map[*expectation]bool) {
	t.Helper()
	exact := m.name == defaultMode
	for _, e := range want {
		exact = exact || e.mode != "" && m.has(e.mode)
	}
	met := map[*expectation]bool{}
	var diff []string
	for _, r := range found {
		if !meet(m, want, r, met) && exact {
			diff = append(diff, fmt.Sprintf("%s:%d:%d: unexpected [%s] %s", r.file, r.line, r.col, r.kind, r.message))
		}
	}
	for _, e := range want {
		if m.has(e.mode) && !e.may && !met[e] && !missed[e] {
			missed[e] = true
			diff = append(diff, fmt.Sprintf("%s:%d: missing %s", e.file, e.line, e))
		}
	}
	sort.Strings(diff)
	for _, d := range diff {
		t.Errorf("%s mode: %s", m.name, d)
	}
}

// meet marks the first expectation that r meets, and reports whether there is one.
func meet(m mode, want []*expectation, r result, met map[*expectation]bool) bool {
	for _, e := range want {
		if m.has(e.mode) && !met[e] && e.matches(r) {
			met[e] = true
			return true
		}
	}
	return false
}
