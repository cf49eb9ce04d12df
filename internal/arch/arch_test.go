// Package arch tests which packages of the project import which: data flows
// one way, as docs/architecture.md shows.
package arch

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/timeoutlint/timeoutlint"

// allowed says which packages of the project each package may import itself.
// A new package needs a line here.
var allowed = map[string][]string{
	"internal/kind":      {},
	"internal/enclosing": {},
	"internal/effort":    {},
	"internal/finding":   {"internal/kind"},

	"internal/knowledge":   {"internal/kind"},
	"internal/flow":        {"internal/effort", "internal/finding", "internal/kind", "internal/knowledge"},
	"internal/check":       {"internal/enclosing", "internal/finding", "internal/flow", "internal/kind", "internal/knowledge"},
	"internal/check/pages": {},
	"internal/fix":         {"internal/enclosing", "internal/finding", "internal/kind"},
	"internal/identity":    {"internal/enclosing"},
	"internal/inventory":   {},
	"internal/callgraph":   {"internal/finding", "internal/inventory"},
	"analyzer": {
		"internal/check", "internal/effort", "internal/finding", "internal/fix", "internal/flow", "internal/identity", "internal/inventory", "internal/kind", "internal/knowledge",
	},
	"plugin": {"analyzer", "internal/config"},
	"editor": {"analyzer", "internal/config"},

	"internal/drive":    {},
	"internal/versions": {},
	"internal/gopls":    {"internal/versions"},

	"eval/precision":      {"internal/flow", "internal/report"},
	"eval/speed":          {},
	"eval/speed/baseline": {},

	"internal/report":   {"internal/finding", "internal/kind"},
	"internal/vet":      {"internal/callgraph", "internal/effort", "internal/identity", "internal/inventory", "internal/kind", "internal/report"},
	"internal/audit":    {"internal/callgraph", "internal/finding", "internal/inventory"},
	"internal/sarif":    {"internal/check/pages", "internal/kind", "internal/report"},
	"internal/changes":  {},
	"internal/manual":   {},
	"internal/scaffold": {"internal/config", "internal/kind", "internal/versions"},
	"internal/config":   {"internal/kind", "internal/knowledge"},
	"internal/apply":    {"internal/report"},
	"internal/baseline": {"internal/identity", "internal/kind", "internal/report"},
	"cmd/timeoutlint": {
		"analyzer", "internal/apply", "internal/audit", "internal/baseline", "internal/changes", "internal/check/pages", "internal/config", "internal/gopls", "internal/kind", "internal/manual", "internal/report", "internal/sarif", "internal/scaffold", "internal/vet",
	},
}

// analyzerModules are the modules that gopls and golangci-lint have to link
// with the analyzer, besides this one.
var analyzerModules = []string{"github.com/aymanbagabas/go-udiff", "golang.org/x/tools"}

// A graph has the imports of each package of the project, by the path below
// the module's; imports of other modules are full paths.
type graph map[string][]string

func TestImports(t *testing.T) {
	g, err := readGraph(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	if len(g["analyzer"]) == 0 || len(g["cmd/timeoutlint"]) == 0 {
		t.Fatalf("the packages are not where they are expected: %v", g)
	}
	for _, fault := range slices.Concat(g.againstTheFlow(), g.heavy("analyzer")) {
		t.Error(fault)
	}
}

// TestLinkedModules looks at all that the analyzer links, the dependencies of its
// dependencies included.
func TestLinkedModules(t *testing.T) {
	paths := linked(t, "./analyzer", "{{with .Module}}{{.Path}}{{else}}{{.ImportPath}}{{end}}")
	if !slices.Contains(paths, module) {
		t.Fatalf("go list does not name the analyzer itself: %q", paths)
	}
	for _, path := range paths {
		if path != module && !slices.Contains(analyzerModules, path) && !light(path) {
			t.Errorf("the analyzer links %s", path)
		}
	}
}

// TestStart: go vet starts the command once for each package, so that what the command
// links is paid for hundreds of times. With package net it needs the libraries of the
// system, and takes nearly twice the time to start.
func TestStart(t *testing.T) {
	if paths := linked(t, "./cmd/timeoutlint", "{{.ImportPath}}"); slices.Contains(paths, "net") {
		t.Error("the command links package net")
	}
}

// linked asks the go command for what a package links.
func linked(t *testing.T, pkg, format string) []string {
	t.Helper()
	root := filepath.Join("..", "..")
	// What the answer depends on has to be read here, for the go command's test
	// cache: TestImports reads the rest.
	if _, err := os.ReadFile(filepath.Join(root, "go.mod")); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", format, pkg)
	cmd.Dir, cmd.Env = root, append(os.Environ(), "GOWORK=off")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Fields(string(out))
}

// TestFaults breaks the rules, one at a time.
func TestFaults(t *testing.T) {
	for _, test := range []struct {
		name string
		g    graph
		want []string
	}{
		{"in order", graph{
			"analyzer": {"fmt", "internal/flow"}, "internal/flow": {"golang.org/x/tools/go/ssa"},
		}, nil},
		{"against the flow", graph{
			"internal/flow": {"internal/check"}, "internal/check": {},
		}, []string{"internal/flow must not import internal/check"}},
		{"unknown package", graph{
			"internal/util": {},
		}, []string{"internal/util is new: say in allowed what it may import"}},
		{"import through another", graph{
			"analyzer": {"internal/flow"}, "internal/flow": {"internal/knowledge"}, "internal/knowledge": {"go.yaml.in/yaml/v3"},
		}, []string{"internal/knowledge imports go.yaml.in/yaml/v3, which analyzer must not depend on"}},
		{"command line in the analyzer", graph{
			"analyzer": {"os/exec"},
		}, []string{"analyzer imports os/exec, which analyzer must not depend on"}},
	} {
		got := slices.Concat(test.g.againstTheFlow(), test.g.heavy("analyzer"))
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

// againstTheFlow lists the imports that allowed does not have.
func (g graph) againstTheFlow() []string {
	var faults []string
	for _, pkg := range g.packages() {
		may, ok := allowed[pkg]
		if !ok {
			faults = append(faults, pkg+" is new: say in allowed what it may import")
			continue
		}
		for _, imp := range g[pkg] {
			if _, own := g[imp]; own && !slices.Contains(may, imp) {
				faults = append(faults, pkg+" must not import "+imp)
			}
		}
	}
	return faults
}

// heavy lists the imports in the graph below root that tools which link root
// should not have to carry: other modules, and packages of the standard
// library that are for commands.
func (g graph) heavy(root string) []string {
	seen := map[string]bool{}
	var faults []string
	var visit func(pkg string)
	visit = func(pkg string) {
		if seen[pkg] {
			return
		}
		seen[pkg] = true
		for _, imp := range g[pkg] {
			if _, own := g[imp]; own {
				visit(imp)
			} else if !light(imp) {
				faults = append(faults, fmt.Sprintf("%s imports %s, which %s must not depend on", pkg, imp, root))
			}
		}
	}
	visit(root)
	return faults
}

// light reports whether a package of another module, or of the standard
// library, may be part of the analyzer.
func light(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	if !strings.Contains(first, ".") {
		return path != "os/exec" && path != "os/signal" && first != "net"
	}
	return slices.ContainsFunc(analyzerModules, func(m string) bool { return path == m || strings.HasPrefix(path, m+"/go/") })
}

func (g graph) packages() []string {
	var list []string
	for pkg := range g {
		list = append(list, pkg)
	}
	slices.Sort(list)
	return list
}

// readGraph reads the imports of all files below root that are not tests. It
// reads the files itself, so that the go command's test cache sees them change.
func readGraph(root string) (graph, error) {
	g := graph{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			return skipFolder(root, path)
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		return g.addFile(root, path)
	})
	return g, err
}

// skipFolder skips what is no package of the module.
func skipFolder(root, path string) error {
	name := filepath.Base(path)
	if path != root && (name == "testdata" || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_")) {
		return filepath.SkipDir
	}
	if _, err := os.Stat(filepath.Join(path, "go.mod")); err == nil && path != root {
		return filepath.SkipDir // another module
	}
	return nil
}

func (g graph) addFile(root, path string) error {
	dir, err := filepath.Rel(root, filepath.Dir(path))
	if err != nil {
		return err
	}
	pkg := filepath.ToSlash(dir)
	f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		return err
	}
	if _, ok := g[pkg]; !ok {
		g[pkg] = nil // also if it imports nothing
	}
	for _, spec := range f.Imports {
		imp, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return err
		}
		imp = strings.TrimPrefix(imp, module+"/")
		if !slices.Contains(g[pkg], imp) {
			g[pkg] = append(g[pkg], imp)
		}
	}
	return nil
}
