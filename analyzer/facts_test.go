package analyzer_test

import (
	"bytes"
	"encoding/gob"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/timeoutlint/timeoutlint/analyzer"
	"github.com/timeoutlint/timeoutlint/internal/drive"
	"github.com/timeoutlint/timeoutlint/internal/flow"
)

// realPackages are packages of this module's dependencies that wait a lot: for
// processes, files, locks and channels. They and the corpus make the sample on
// which facts are tested.
var realPackages = []string{
	"github.com/rogpeppe/go-internal/cache",
	"github.com/rogpeppe/go-internal/lockedfile",
	"github.com/rogpeppe/go-internal/testscript",
	"golang.org/x/tools/go/packages",
	"golang.org/x/tools/go/ssa",
	"golang.org/x/tools/internal/gocommand",
	"golang.org/x/tools/internal/imports",
	"golang.org/x/tools/internal/jsonrpc2_v2",
	"golang.org/x/tools/refactor/rename",
}

// The budget of facts. A build reads the facts of every import of every
// package, so they have to stay small. Measured on the sample, a function
// takes 550 bytes on average and 3 KB at most, and a package 30 KB at most.
const (
	factBase         = 1338    // bytes that gob needs to describe the types, in each package
	factPerSummary   = 700     // bytes for an exported function, on average
	maxFactOfSummary = 4 << 10 // bytes for one exported function
	maxFactOfPackage = 48 << 10
)

// TestFacts analyses a sample of packages several times. Facts have to survive
// gob byte for byte, be the same each time, and stay within the budget.
func TestFacts(t *testing.T) {
	if testing.Short() {
		t.Skip("loads packages of the dependencies")
	}
	first := driveSample(t)
	facts := map[string]*flow.Fact{}
	for id, out := range first {
		if out.Fact != nil {
			facts[id] = roundTrip(t, id, out.Fact)
		}
	}
	if len(facts["example.com/testdata/crosspkg/lib"].Summaries) == 0 {
		t.Fatal("the corpus has no facts")
	}
	t.Run("deterministic", func(t *testing.T) {
		for range 3 {
			for id, out := range driveSample(t) {
				if !bytes.Equal(out.Fact, first[id].Fact) {
					t.Errorf("%s: the fact of another run differs", id)
				}
			}
		}
	})
	t.Run("budget", func(t *testing.T) { checkBudget(t, facts) })
}

// driveSample loads and analyses the sample. Every call does so from scratch:
// what depends on addresses or on the order of a map differs between calls.
func driveSample(t *testing.T) map[string]drive.Outcome {
	t.Helper()
	sample := loadCorpus(t)
	more, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax | packages.NeedModule, Dir: ".."}, realPackages...)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range more {
		for _, e := range p.Errors {
			t.Fatalf("%s: %v", p.ID, e)
		}
	}
	return driveAll(t, append(sample, more...))
}

func driveAll(t testing.TB, pkgs []*packages.Package) map[string]drive.Outcome {
	t.Helper()
	outcomes, err := drive.All(analyzer.Analyzer, pkgs, drive.UnitOf)
	if err != nil {
		t.Fatal(err)
	}
	return outcomes
}

// roundTrip decodes a fact and checks that encoding it gives the same bytes.
func roundTrip(t *testing.T, id string, b []byte) *flow.Fact {
	t.Helper()
	fact := new(flow.Fact)
	if err := gob.NewDecoder(bytes.NewReader(b)).Decode(fact); err != nil {
		t.Fatalf("%s: %v", id, err)
	}
	if again := drive.Encode(fact); !bytes.Equal(again, b) {
		t.Errorf("%s: %d bytes become %d bytes by decoding and encoding", id, len(b), len(again))
	}
	return fact
}

func checkBudget(t *testing.T, facts map[string]*flow.Fact) {
	t.Helper()
	base := len(drive.Encode(&flow.Fact{Summaries: []flow.Summary{{}}}))
	if base > factBase {
		t.Errorf("an empty summary takes %d bytes; the budget is %d", base, factBase)
	}
	total, summaries := 0, 0
	for id, fact := range facts {
		size := len(drive.Encode(fact))
		if size > maxFactOfPackage {
			t.Errorf("%s: the fact has %d bytes; the budget is %d", id, size, maxFactOfPackage)
		}
		total += size - base
		summaries += len(fact.Summaries)
		for _, s := range fact.Summaries {
			if n := len(drive.Encode(&flow.Fact{Summaries: []flow.Summary{s}})) - base; n > maxFactOfSummary {
				t.Errorf("%s: the summary of %s has %d bytes; the budget is %d", id, s.Name, n, maxFactOfSummary)
			}
		}
	}
	if mean := total / summaries; mean > factPerSummary {
		t.Errorf("a summary takes %d bytes on average; the budget is %d", mean, factPerSummary)
	}
	t.Logf("%d bytes in %d summaries of %d packages", total, summaries, len(facts))
}
