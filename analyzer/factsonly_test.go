package analyzer_test

import (
	"bytes"
	"testing"

	"github.com/timeoutlint/timeoutlint/analyzer"
	"github.com/timeoutlint/timeoutlint/internal/drive"
)

// TestFactsOnly: a package that is only imported reports nothing, and has the
// fact that it has when it is checked.
func TestFactsOnly(t *testing.T) {
	pkgs := loadCorpus(t)
	whole := driveAll(t, pkgs) // before the other drops what it does not need
	a := analyzer.New(analyzer.Config{})
	if err := a.Flags.Set("facts", "true"); err != nil {
		t.Fatal(err)
	}
	quiet, err := drive.All(a, pkgs, drive.UnitOf)
	if err != nil {
		t.Fatal(err)
	}
	for id, out := range whole {
		if len(quiet[id].Diagnostics) > 0 {
			t.Errorf("%s: %d diagnostics", id, len(quiet[id].Diagnostics))
		}
		if !bytes.Equal(quiet[id].Fact, out.Fact) {
			t.Errorf("%s: the fact differs: %q, checked %q", id, quiet[id].Fact, out.Fact)
		}
	}
}
