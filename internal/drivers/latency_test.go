package drivers

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/timeoutlint/timeoutlint/internal/versions"
)

var (
	latencyDir  = flag.String("latency-dir", "", "`folder` of the module to edit; examples/broker unless given")
	latencyFile = flag.String("latency-file", "wal/log.go", "`file` to edit there, with an import of fmt added if it has none")
)

// goplsWithout is the same gopls without the analyzer.
var goplsWithout = goInstall("golang.org/x/tools/gopls", versions.Gopls, "")

// BenchmarkGopls edits a line of an open file, and measures how long it takes
// until gopls says what its analyzers find there: in turns by a gopls with the
// analyzer and by one without. The ratio is of the medians.
func BenchmarkGopls(b *testing.B) {
	dir := *latencyDir
	if dir == "" {
		dir = filepath.Join(root(), "examples", "broker")
	}
	with, without := latency(b, goplsWith, dir), latency(b, goplsWithout, dir)
	var took [2][]time.Duration
	for b.Loop() {
		took[0] = append(took[0], with())
		took[1] = append(took[1], without())
	}
	median := func(d []time.Duration) float64 { return slices.Sorted(slices.Values(d))[len(d)/2].Seconds() }
	b.ReportMetric(median(took[0])*1000, "ms-with")
	b.ReportMetric(median(took[1])*1000, "ms-without")
	b.ReportMetric(median(took[0])/median(took[1]), "ratio")
}

// latency opens the file in a gopls and returns a function that makes a change.
func latency(b *testing.B, gopls *program, dir string) func() time.Duration {
	b.Helper()
	e := edit(b, gopls.path(b), dir)
	text, err := os.ReadFile(filepath.Join(dir, *latencyFile))
	if err != nil {
		b.Fatal(err)
	}
	// Every other text has a mistake that one of the analyzers of gopls tells. Each
	// is a new one, as gopls keeps what it found in those it has seen.
	edits := 0
	edited := func(mistake bool) string {
		edits++
		value := map[bool]string{true: "i", false: "1"}[mistake]
		return fmt.Sprintf("%s\nfunc edited() bool { i := %d; i = %s; return i > 0 }\n", text, edits, value)
	}
	mistaken := func(all []lspDiagnostic) bool {
		return slices.ContainsFunc(all, func(d lspDiagnostic) bool { return strings.Contains(d.Message, "self-assignment") })
	}
	e.open(*latencyFile, edited(true))
	e.wait(*latencyFile, "a diagnostic", mistaken)
	found := true
	return func() time.Duration {
		found = !found
		start := time.Now()
		e.change(*latencyFile, edited(found))
		e.wait(*latencyFile, "change of diagnostics", func(all []lspDiagnostic) bool { return mistaken(all) == found })
		return time.Since(start)
	}
}
