package analyzer_test

import (
	"encoding/json"
	"fmt"
	"go/token"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/timeoutlint/timeoutlint/analyzer"
	"github.com/timeoutlint/timeoutlint/internal/finding"
)

var brokerDir = filepath.Join("..", "examples", "broker")

// An expected row is a part of the broker as the report has it that this
// project grew from: its operations, and what bounds them.
type expectedRow struct {
	Part       string
	Operations []expectedOperation
	Findings   []expectedFinding
}

type expectedOperation struct {
	File, Func, Kind, What string
	Verdict                string
	Duration               string // empty for any
	Witness                string // a file and function's text that the witness leads to
}

type expectedFinding struct {
	File, Kind string
	Message    string // a part of it
	Witness    string
	Waiters    bool // only with -lock=waiters
}

// TestBroker is the acceptance test: every row of examples/broker/expect.json
// has its verdict, duration and witness, and nothing else is found.
func TestBroker(t *testing.T) {
	rows := expectedRows(t)
	pkgs := loadModule(t, brokerDir, false)
	inventory := brokerOperations(t, pkgs)
	for _, row := range rows {
		t.Run(row.Part, func(t *testing.T) {
			for _, want := range row.Operations {
				checkOperation(t, inventory, want)
			}
		})
	}
	t.Run("held", func(t *testing.T) { checkBrokerFindings(t, pkgs, rows, defaultMode, analyzer.Config{}) })
	t.Run("waiters", func(t *testing.T) {
		checkBrokerFindings(t, pkgs, rows, "waiters", analyzer.Config{Lock: analyzer.LockWaiters})
	})
}

// TestBrokerRuns runs the example's own tests: it is a program that works.
func TestBrokerRuns(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and runs the example")
	}
	cmd := exec.CommandContext(t.Context(), "go", "test", "./...")
	cmd.Dir = brokerDir
	cmd.Env = append(os.Environ(), "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

func expectedRows(t *testing.T) []expectedRow {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(brokerDir, "expect.json"))
	if err != nil {
		t.Fatal(err)
	}
	var rows []expectedRow
	if err := json.Unmarshal(b, &rows); err != nil {
		t.Fatal(err)
	}
	return rows
}

// An operation of the inventory, with its positions resolved.
type placed struct {
	finding.Operation
	file    string
	witness []string
}

func brokerOperations(t *testing.T, pkgs []*packages.Package) []placed {
	t.Helper()
	var out []placed
	for _, act := range runChecker(t, pkgs, analyzer.Config{}) {
		res, _ := act.Result.(analyzer.Result)
		fset := act.Package.Fset
		for _, op := range res.Operations {
			out = append(out, placed{op, brokerFile(fset, op.Pos), steps(fset, op.Witness)})
		}
	}
	return out
}

// brokerFile is a position's file, relative to the example.
func brokerFile(fset *token.FileSet, pos token.Pos) string {
	file := filepath.ToSlash(fset.Position(pos).Filename)
	dir, name := path.Split(file)
	return path.Join(path.Base(dir), name)
}

func steps(fset *token.FileSet, witness []finding.Step) []string {
	var out []string
	for _, s := range witness {
		at := s.At
		if s.Pos.IsValid() {
			at = fset.Position(s.Pos).String()
		}
		out = append(out, at+": "+s.Text)
	}
	return out
}

func checkOperation(t *testing.T, inventory []placed, want expectedOperation) {
	t.Helper()
	var seen []string
	for _, op := range inventory {
		if op.file != want.File || op.Func != want.Func || string(op.Kind) != want.Kind || op.What != want.What {
			continue
		}
		got := fmt.Sprintf("verdict %v, duration %v, witness %q", op.Verdict, op.Duration, op.witness)
		if op.Verdict.String() == want.Verdict && (want.Duration == "" || op.Duration.String() == want.Duration) && leadsTo(op.witness, want.Witness) {
			return
		}
		seen = append(seen, got)
	}
	t.Errorf("want %+v; got %q", want, seen)
}

func leadsTo(witness []string, text string) bool {
	return text == "" || slices.ContainsFunc(witness, func(s string) bool { return strings.Contains(s, text) })
}

// checkBrokerFindings compares the findings with the expected ones, both ways.
func checkBrokerFindings(t *testing.T, pkgs []*packages.Package, rows []expectedRow, mode string, cfg analyzer.Config) {
	t.Helper()
	var want []expectedFinding
	for _, row := range rows {
		for _, f := range row.Findings {
			if !f.Waiters || mode == "waiters" {
				want = append(want, f)
			}
		}
	}
	for _, act := range runChecker(t, pkgs, cfg) {
		res, _ := act.Result.(analyzer.Result)
		for _, f := range res.Findings {
			if mode == "waiters" && !strings.HasPrefix(act.Package.PkgPath, consensusPath) {
				continue // the row speaks of that mutex
			}
			file := brokerFile(act.Package.Fset, f.Pos)
			i := slices.IndexFunc(want, func(w expectedFinding) bool {
				return w.File == file && w.Kind == string(f.Kind) && strings.Contains(f.Message, w.Message) && leadsTo(steps(act.Package.Fset, f.Witness), w.Witness)
			})
			if i < 0 {
				t.Errorf("unexpected: %s: [%s] %s", act.Package.Fset.Position(f.Pos), f.Kind, f.Message)
				continue
			}
			want = slices.Delete(want, i, i+1)
		}
	}
	for _, w := range want {
		if mode == defaultMode || strings.HasPrefix(w.File, "consensus/") {
			t.Errorf("missing: %+v", w)
		}
	}
}

const consensusPath = "github.com/timeoutlint/timeoutlint/examples/broker/consensus"
