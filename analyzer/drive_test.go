package analyzer_test

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"
)

// A unit is a type-checked package to analyse.
type unit struct {
	fset   *token.FileSet
	files  []*ast.File
	pkg    *types.Package
	info   *types.Info
	sizes  types.Sizes
	module *analysis.Module
}

func unitOf(p *packages.Package) unit {
	return unit{p.Fset, p.Syntax, p.Types, p.TypesInfo, p.TypesSizes, moduleOf(p)}
}

func moduleOf(p *packages.Package) *analysis.Module {
	if p.Module == nil {
		return nil
	}
	return &analysis.Module{Path: p.Module.Path}
}

// encodedFacts holds the facts of packages by import path, encoded as the
// drivers pass them on.
type encodedFacts map[string][]byte

// An outcome is everything that an analysis of a package says.
type outcome struct {
	diagnostics []string
	fact        []byte // encoded; nil if there is none
}

func (o outcome) String() string {
	return strings.Join(o.diagnostics, "\n") + fmt.Sprintf("\nfact %q\n", o.fact)
}

// drive runs an analyzer that requires no others over one package: the
// smallest driver there is. It runs in the goroutine of its caller, so that a
// panic belongs to the test, and keeps the facts in their encoded form.
func drive(a *analysis.Analyzer, u unit, facts encodedFacts) (outcome, error) {
	var out outcome
	pass := &analysis.Pass{
		Analyzer: a, Fset: u.fset, Files: u.files, Pkg: u.pkg, TypesInfo: u.info, TypesSizes: u.sizes, Module: u.module,
		ResultOf: map[*analysis.Analyzer]any{},
		Report: func(d analysis.Diagnostic) {
			line := fmt.Sprintf("%s: %s [%s]", u.fset.Position(d.Pos), d.Message, d.Category)
			for _, r := range d.Related {
				line += fmt.Sprintf("\n\t%s: %s", u.fset.Position(r.Pos), r.Message)
			}
			out.diagnostics = append(out.diagnostics, line)
		},
		ImportPackageFact: func(pkg *types.Package, fact analysis.Fact) bool {
			b, ok := facts[pkg.Path()]
			return ok && gob.NewDecoder(bytes.NewReader(b)).Decode(fact) == nil
		},
		ExportPackageFact: func(fact analysis.Fact) { out.fact = encode(fact) },
	}
	_, err := a.Run(pass)
	return out, err
}

func encode(fact analysis.Fact) []byte {
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(fact); err != nil {
		panic(err) // a fact that cannot be encoded is of no use to any driver
	}
	return b.Bytes()
}

// driveAll analyses packages that import each other, and returns their
// outcomes by ID.
func driveAll(t testing.TB, a *analysis.Analyzer, pkgs []*packages.Package) map[string]outcome {
	t.Helper()
	facts := encodedFacts{}
	outcomes := map[string]outcome{}
	for _, p := range importedFirst(pkgs) {
		out, err := drive(a, unitOf(p), facts)
		if err != nil {
			t.Fatalf("%s: %v", p.ID, err)
		}
		outcomes[p.ID] = out
		if p.ID == p.PkgPath && out.fact != nil { // not a test variant
			facts[p.PkgPath] = out.fact
		}
	}
	return outcomes
}

// importedFirst orders packages so that each comes after those that it imports.
func importedFirst(pkgs []*packages.Package) []*packages.Package {
	var order []*packages.Package
	var visit func(p *packages.Package)
	visit = func(p *packages.Package) {
		if slices.Contains(order, p) {
			return
		}
		for _, q := range pkgs {
			if p.Imports[q.PkgPath] == q {
				visit(q)
			}
		}
		order = append(order, p)
	}
	for _, p := range pkgs {
		visit(p)
	}
	return order
}
