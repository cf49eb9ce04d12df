// Package analyzer is the public API of timeoutlint: a go/analysis analyzer
// that finds operations that can wait forever.
package analyzer

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"runtime/debug"
	"slices"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/timeoutlint/timeoutlint/internal/check"
	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/fix"
	"github.com/timeoutlint/timeoutlint/internal/flow"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// Result is what the analyzer hands to analyzers that require it.
type Result = check.Result

// New returns an analyzer configured by cfg. Its flags start from cfg.
func New(cfg Config) *analysis.Analyzer {
	c := &cfg
	a := &analysis.Analyzer{
		Name:       "timeoutlint",
		Doc:        "find operations that can wait forever",
		URL:        "https://github.com/timeoutlint/timeoutlint",
		ResultType: reflect.TypeFor[Result](),
		FactTypes:  []analysis.Fact{new(flow.Fact)},
	}
	c.register(&a.Flags)
	a.Run = func(pass *analysis.Pass) (any, error) { return run(pass, c) }
	return a
}

// Analyzer is the analyzer in its default configuration.
var Analyzer = New(Config{})

// builtin is the index of the built-in rows, shared by all packages. Go vet
// starts a process for each standard package, which need none.
var builtin = sync.OnceValue(func() *knowledge.Index { return knowledge.NewIndex(knowledge.Builtin()) })

// run analyses one package. A fault of the analysis is an error of that package,
// and the driver goes on with the others.
func run(pass *analysis.Pass, cfg *Config) (res any, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("internal error, please report it: %v\n%s", fault, debug.Stack())
		}
	}()
	whole := pass.TypesInfo
	if !cfg.Tests {
		pass = withoutTests(pass)
	}
	reportChecked(pass, cfg)
	if isStd(pass.Pkg) {
		return Result{}, nil // described by tables, not analysed
	}
	if len(pass.Files) == 0 {
		return Result{}, nil
	}
	directives := check.ParseDirectives(pass.Fset, pass.Files)
	in := input(pass, cfg, directives)
	if cfg.facts {
		in.Built = sparingly(whole, pass.TypesInfo)
	}
	p := flow.Analyze(in)
	var found Result
	if cfg.facts {
		check.Judge(p, directives, cfg.options())
	} else if found, err = report(pass, p, directives, cfg); err != nil {
		return nil, err
	}
	if fact := p.Export(); fact != nil {
		pass.ExportPackageFact(fact)
	}
	return found, nil
}

// report applies the rules and passes on what they say.
func report(pass *analysis.Pass, p *flow.Program, directives *check.Directives, cfg *Config) (Result, error) {
	found := check.Run(p, directives, cfg.options())
	fixer := fix.New(fix.Input{
		Fset: pass.Fset, Files: pass.Files, Pkg: pass.Pkg, Info: pass.TypesInfo, ReadFile: pass.ReadFile,
	}, cfg.fixes())
	if cfg.inventory {
		if err := reportInventory(pass, found, cfg); err != nil {
			return found, err
		}
	} else {
		reportGraph(pass, found, cfg)
		name := identifier(pass, cfg)
		for _, f := range found.Findings {
			d := diagnostic(f)
			addFixes(&d, fixer, f)
			name(&d, f)
			pass.Report(d)
		}
	}
	reportEffort(pass, p.Effort(), cfg)
	return found, nil
}

// input is what the engine gets of a pass.
func input(pass *analysis.Pass, cfg *Config, directives *check.Directives) flow.Input {
	in := flow.Input{
		Fset: pass.Fset, Files: pass.Files, Pkg: pass.Pkg, Info: pass.TypesInfo, Known: known(pass.Pkg.Path(), knowledge.Tables(cfg.Rows)),
		Declared: directives.Declared, Budget: cfg.Budget,
		Facts: func(pkg *types.Package) *flow.Fact {
			fact := new(flow.Fact)
			if pass.ImportPackageFact(pkg, fact) {
				return fact
			}
			return nil
		},
	}
	if pass.Module != nil {
		in.Module = pass.Module.Path
		in.Foreign = cfg.facts && pass.Module.Version != "" // none is of the main module
	}
	return in
}

// known is the index for a package: the built-in rows about others, and those of the
// configuration.
func known(pkg string, rows knowledge.Tables) *knowledge.Index {
	about := builtin().About(pkg)
	if !about && rows.Empty() {
		return builtin()
	}
	tables := knowledge.Builtin()
	if about {
		tables = tables.Without(pkg)
	}
	return knowledge.NewIndex(tables, rows)
}

// withoutTests leaves the files out that are for tests alone. Nothing in the
// others can name what they declare, so that a package with its tests, as gopls
// and go vet give it, costs no more than without.
func withoutTests(pass *analysis.Pass) *analysis.Pass {
	inTest := func(pos token.Pos) bool {
		return flow.IsTestFile(pass.Fset.File(pos).Name())
	}
	out, info := *pass, *pass.TypesInfo
	out.Files = slices.DeleteFunc(slices.Clone(pass.Files), func(f *ast.File) bool { return inTest(f.FileStart) })
	info.InitOrder = slices.DeleteFunc(slices.Clone(info.InitOrder), func(i *types.Initializer) bool { return inTest(i.Rhs.Pos()) })
	out.TypesInfo = &info
	return &out
}

// noFix begins the related message that says why there is no repair.
const noFix = "no fix: "

// addFixes attaches the repairs, or why there is none.
func addFixes(d *analysis.Diagnostic, fixer *fix.Fixer, f finding.Finding) {
	fixes, err := fixer.Fixes(f)
	if err != nil {
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: f.Pos, Message: noFix + err.Error()})
	}
	d.SuggestedFixes = fixes
}

func diagnostic(f finding.Finding) analysis.Diagnostic {
	d := analysis.Diagnostic{Pos: f.Pos, End: f.End, Category: string(f.Kind), Message: f.Message}
	for _, s := range f.Witness {
		r := analysis.RelatedInformation{Pos: s.Pos, Message: s.Text}
		if s.At != "" {
			// The files of other packages are not at hand: the position is
			// that of the finding, and the message names the real one.
			r.Pos, r.Message = f.Pos, s.At+": "+s.Text
		}
		if r.Pos.IsValid() {
			d.Related = append(d.Related, r)
		}
	}
	return d
}
