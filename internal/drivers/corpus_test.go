package drivers

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
	"golang.org/x/tools/go/packages"

	"github.com/timeoutlint/timeoutlint/analyzer"
	"github.com/timeoutlint/timeoutlint/internal/drive"
)

// TestCorpus runs every driver over testdata, and compares what it finds with
// what the command finds there. That this is right is tested in analyzer.
func TestCorpus(t *testing.T) {
	dir := copyOf(t, "testdata") // the go command, and so gopls, passes over folders of that name
	// Asked for by import paths, the command does not use that it sees all packages,
	// which no other driver does.
	want, _ := ofCommand(t, dir, "example.com/testdata/...")
	for _, driver := range []struct {
		name string
		find func(t *testing.T, dir string) []finding
	}{
		{"go vet", func(t *testing.T, dir string) []finding { t.Helper(); return ofVet(t, dir) }},
		{"analysistest", ofAnalysistest},
		{"golangci-lint", ofGolangci},
		{"gopls", func(t *testing.T, dir string) []finding { t.Helper(); return ofGopls(t, dir, want) }},
		{"nogo", ofNogo},
	} {
		t.Run(driver.name, func(t *testing.T) { compare(t, want, driver.find(t, dir)) })
	}
}

// quiet takes the complaints of analysistest about comments that are markers of
// another form.
type quiet struct{}

func (quiet) Errorf(string, ...any) {}

func ofAnalysistest(t *testing.T, dir string) []finding {
	t.Helper()
	t.Setenv("GOWORK", "off")
	var found []finding
	for _, r := range analysistest.Run(quiet{}, dir, analyzer.New(analyzer.Config{}), "./...") {
		if r.Err != nil {
			t.Error(r.Err)
		}
		for _, d := range r.Diagnostics {
			pos := r.Action.Package.Fset.Position(d.Pos)
			found = append(found, finding{message: d.Message}.at(t, dir, pos.String()))
		}
	}
	return unique(found)
}

// unique drops what a package and its test variant both say.
func unique(found []finding) []finding {
	var out []finding
	for _, f := range found {
		if !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}

func ofGolangci(t *testing.T, dir string) []finding {
	t.Helper()
	var found []finding
	for _, i := range issues(t, dir, "{}") {
		f, _ := i.finding(t)
		found = append(found, f)
	}
	return found
}

// ofGopls opens the files one after the other, and waits until each has as many
// diagnostics as are wanted there. One that has too many gets them
// later than that now and then, so that all are looked at again in the end; and those
// of the analyzer are taken away for a moment when another file of the package is opened.
func ofGopls(t *testing.T, dir string, want []finding) []finding {
	t.Helper()
	e := edit(t, goplsWith.path(t), dir)
	expected := map[string]int{}
	for _, f := range want {
		expected[f.file]++
	}
	settled := func(name string) []lspDiagnostic {
		return ours(e.wait(name, fmt.Sprintf("%d findings", expected[name]), func(all []lspDiagnostic) bool { return len(ours(all)) >= expected[name] }))
	}
	texts := map[string]string{}
	for name, text := range tree(t, dir) {
		if name = filepath.ToSlash(name); filepath.Ext(name) != ".go" {
			continue
		}
		texts[name] = text
		e.open(name, text)
		settled(name)
	}
	var found []finding
	for name, text := range texts {
		for _, d := range settled(name) {
			line := strings.Split(text, "\n")[d.Range.Start.Line]
			col := 1 + len(string([]rune(line)[:d.Range.Start.Character])) // there are no pairs of UTF-16 units
			found = append(found, finding{name, d.Range.Start.Line + 1, col, d.Message})
		}
	}
	return found
}

// ofNogo drives the analyzer as Bazel's nogo does: without facts of the standard
// library, and with Module, ReadFile and OtherFiles nil.
func ofNogo(t *testing.T, dir string) []finding {
	t.Helper()
	return nogo(t, dir, nil)
}

// nogo sets analyzer_flags, too.
func nogo(t *testing.T, dir string, flags map[string]string) []finding {
	t.Helper()
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.LoadSyntax, Dir: dir, Env: append(os.Environ(), "GOWORK=off"),
	}, "./...")
	if err != nil {
		t.Fatal(err)
	}
	outcomes, err := drive.All(configured(t, flags), pkgs, bare)
	if err != nil {
		t.Fatal(err)
	}
	var found []finding
	for _, o := range outcomes {
		for _, d := range o.Diagnostics {
			found = append(found, finding{message: d.Message}.at(t, dir, o.Fset.Position(d.Pos).String()))
		}
	}
	return found
}

// TestNogoFlags gives analyzer_flags, and the command the same flags.
func TestNogoFlags(t *testing.T) {
	dir := copyOf(t, "examples", "broker")
	// Without modules the place in the repository tells what an example is.
	renameModule(t, dir, "github.com/timeoutlint/timeoutlint/examples/broker", "example.com/broker")
	for name, value := range map[string]string{
		"lock": "waiters", "strict": "true", "kinds": "disk-sync,disk-read", "max-duration": "5s", "tests": "true", "generated": "true",
	} {
		t.Run(name, func(t *testing.T) {
			want, _ := ofCommand(t, dir, "-"+name+"="+value)
			compare(t, want, nogo(t, dir, map[string]string{name: value}))
		})
	}
	t.Run("rows", func(t *testing.T) {
		write(t, dir, ".timeoutlint.yaml", "rows:\n  blocks:\n    - func: example.com/broker/wal.Open\n      kind: rpc\n")
		want, kinds := ofCommand(t, dir)
		if !slices.Contains(kinds, "rpc") {
			t.Fatal("the row finds nothing")
		}
		var config map[string]struct {
			Flags map[string]string `json:"analyzer_flags"`
		}
		decode(t, run(t, dir, nil, command.path(t), "nogo").want(t, 0).stdout, &config)
		compare(t, want, nogo(t, dir, config["timeoutlint"].Flags))
	})
}

func bare(p *packages.Package) drive.Unit {
	u := drive.UnitOf(p)
	u.Module = nil
	return u
}

// configured sets flags as nogo does with analyzer_flags.
func configured(t *testing.T, flags map[string]string) *analysis.Analyzer {
	t.Helper()
	a := analyzer.New(analyzer.Config{})
	for name, value := range flags {
		if err := a.Flags.Set(name, value); err != nil {
			t.Fatal(err)
		}
	}
	return a
}
