package analyzer

import (
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/timeoutlint/timeoutlint/internal/drive"
)

// BenchmarkRun is all that the analyzer does to the example: engine, rules and
// repairs. The stages of the engine have benchmarks in internal/flow.
func BenchmarkRun(b *testing.B) {
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax, Dir: "../examples/broker"}, "./...")
	if err != nil {
		b.Fatal(err)
	}
	for name, set := range map[string]string{"checked": "false", "imported": "true"} {
		b.Run(name, func(b *testing.B) {
			a := New(Config{})
			if err := a.Flags.Set("facts", set); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := drive.All(a, pkgs, drive.UnitOf); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
