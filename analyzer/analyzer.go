// Package analyzer is the public API of timeoutlint: a go/analysis analyzer
// that finds operations that can wait forever.
package analyzer

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"

	"golang.org/x/tools/go/analysis/passes/inspect"

	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// New returns an analyzer configured by cfg. Its flags start from cfg.
func New(cfg Config) *analysis.Analyzer {
	c := &cfg
	a := &analysis.Analyzer{
		Name:     "timeoutlint",
		Doc:      "find operations that can wait forever",
		URL:      "https://github.com/timeoutlint/timeoutlint",
		Requires: []*analysis.Analyzer{inspect.Analyzer},
	}
	c.register(&a.Flags)
	a.Run = func(pass *analysis.Pass) (any, error) { return run(pass, c) }
	return a
}

// Analyzer is the analyzer in its default configuration.
var Analyzer = New(Config{})

func run(pass *analysis.Pass, cfg *Config) (any, error) {
	ix := knowledge.NewIndex(knowledge.Builtin())
	in := pass.ResultOf[inspect.Analyzer].(*inspector.Inspector)
	in.Preorder([]ast.Node{(*ast.CallExpr)(nil)}, func(n ast.Node) {
		call := n.(*ast.CallExpr)
		fn, ok := typeutil.Callee(pass.TypesInfo, call).(*types.Func)
		if !ok || fn.Pkg() == nil {
			return
		}
		for _, op := range ix.Ops[knowledge.Func{Pkg: fn.Pkg().Path(), Name: fn.Name()}] {
			if op.Kind != "" {
				pass.Report(analysis.Diagnostic{Pos: call.Pos(), End: call.End(), Category: string(op.Kind), Message: fn.FullName() + " can wait forever",
					Related: []analysis.RelatedInformation{{Pos: call.Lparen, Message: "called here"}}})
			}
		}
	})
	return nil, nil
}
