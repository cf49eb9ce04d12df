package flow

import (
	"go/token"
	"go/types"
	"testing"
	"time"

	"golang.org/x/tools/go/packages"

	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// benchInput is a package of some size that reads, writes and locks.
func benchInput(b *testing.B) Input {
	b.Helper()
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax}, "net/http")
	if err != nil || len(pkgs) != 1 || len(pkgs[0].Errors) > 0 {
		b.Fatalf("net/http cannot be loaded: %v", err)
	}
	p := pkgs[0]
	return Input{
		Fset: p.Fset, Files: p.Syntax, Pkg: p.Types, Info: p.TypesInfo,
		Known: knowledge.NewIndex(knowledge.Builtin()), Facts: func(*types.Package) *Fact { return nil },
		Declared: func(token.Pos) (time.Duration, bool) { return 0, false },
	}
}

// BenchmarkBuild is the making of SSA.
func BenchmarkBuild(b *testing.B) {
	in := benchInput(b)
	b.ReportAllocs()
	for b.Loop() {
		build(in, in.Files)
	}
}

// BenchmarkAnalyze is that, the dataflow, the summaries and the settling.
func BenchmarkAnalyze(b *testing.B) {
	in := benchInput(b)
	b.ReportAllocs()
	for b.Loop() {
		Analyze(in)
	}
}

// BenchmarkExport makes the fact.
func BenchmarkExport(b *testing.B) {
	p := Analyze(benchInput(b))
	b.ReportAllocs()
	for b.Loop() {
		p.Export()
	}
}
