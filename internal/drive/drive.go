// Package drive is the smallest driver that an analyzer can have, for tests. It
// gives what every driver gives and nothing more, as Bazel's nogo does: there
// are no facts of the standard library, and ReadFile and OtherFiles are nil.
package drive

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"
)

// A Unit is a type-checked package to analyse.
type Unit struct {
	Fset   *token.FileSet
	Files  []*ast.File
	Pkg    *types.Package
	Info   *types.Info
	Sizes  types.Sizes
	Module *analysis.Module // may be nil
	// ReadFile may be nil, as it is in some drivers.
	ReadFile func(string) ([]byte, error)
}

// UnitOf makes a unit of a package that was loaded with its syntax.
func UnitOf(p *packages.Package) Unit {
	u := Unit{Fset: p.Fset, Files: p.Syntax, Pkg: p.Types, Info: p.TypesInfo, Sizes: p.TypesSizes}
	if p.Module != nil {
		u.Module = &analysis.Module{Path: p.Module.Path}
	}
	return u
}

// Facts holds the facts of packages by import path, encoded as the drivers pass
// them on.
type Facts map[string][]byte

// An Outcome is everything that an analysis of a package says.
type Outcome struct {
	Fset        *token.FileSet
	Diagnostics []analysis.Diagnostic
	Fact        []byte // encoded; nil if there is none
}

func (o Outcome) String() string {
	var text strings.Builder
	for _, d := range o.Diagnostics {
		fmt.Fprintf(&text, "%s: %s [%s]\n", o.Fset.Position(d.Pos), d.Message, d.Category)
		for _, r := range d.Related {
			fmt.Fprintf(&text, "\t%s: %s\n", o.Fset.Position(r.Pos), r.Message)
		}
	}
	return text.String() + fmt.Sprintf("fact %q\n", o.Fact)
}

// One runs an analyzer that requires no others over one package. It runs in the
// goroutine of its caller, so that a panic belongs to the test, and keeps the
// facts in their encoded form.
func One(a *analysis.Analyzer, u Unit, facts Facts) (Outcome, error) {
	out := Outcome{Fset: u.Fset}
	pass := &analysis.Pass{
		Analyzer: a, Fset: u.Fset, Files: u.Files, Pkg: u.Pkg, TypesInfo: u.Info, TypesSizes: u.Sizes, Module: u.Module, ReadFile: u.ReadFile,
		ResultOf: map[*analysis.Analyzer]any{},
		Report:   func(d analysis.Diagnostic) { out.Diagnostics = append(out.Diagnostics, d) },
		ImportPackageFact: func(pkg *types.Package, fact analysis.Fact) bool {
			b, ok := facts[pkg.Path()]
			return ok && gob.NewDecoder(bytes.NewReader(b)).Decode(fact) == nil
		},
		ExportPackageFact: func(fact analysis.Fact) { out.Fact = Encode(fact) },
	}
	_, err := a.Run(pass)
	return out, err
}

// Encode encodes a fact.
func Encode(fact analysis.Fact) []byte {
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(fact); err != nil {
		panic(err) // a fact that cannot be encoded is of no use to any driver
	}
	return b.Bytes()
}

// All analyses packages that import each other, as unit makes them, and returns
// their outcomes by ID.
func All(a *analysis.Analyzer, pkgs []*packages.Package, unit func(*packages.Package) Unit) (map[string]Outcome, error) {
	facts := Facts{}
	outcomes := map[string]Outcome{}
	for _, p := range ImportedFirst(pkgs) {
		out, err := One(a, unit(p), facts)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p.ID, err)
		}
		outcomes[p.ID] = out
		if p.ID == p.PkgPath && out.Fact != nil { // not a test variant
			facts[p.PkgPath] = out.Fact
		}
	}
	return outcomes, nil
}

// ImportedFirst orders packages so that each comes after those that it imports.
func ImportedFirst(pkgs []*packages.Package) []*packages.Package {
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
