package analyzer_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/timeoutlint/timeoutlint/analyzer"
	"github.com/timeoutlint/timeoutlint/internal/drive"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// fuzzConfigs are the configurations under which mutants are analysed.
var fuzzConfigs = []analyzer.Config{
	{},
	{Strict: true, Lock: analyzer.LockAll, Kinds: kind.All, Tests: true, Generated: true},
}

// maxMutations caps the changes to one file.
const maxMutations = 12

// analysisLimit is far more than the analysis of a small package takes, even on
// a machine that has more to do.
const analysisLimit = 3 * time.Minute

// FuzzAnalyze analyses files of the corpus with changes that leave them well
// typed. The analyzer must not panic, must come to an end, and must find the
// same when it is asked again.
//
// The number chooses the file and the bytes choose the changes, so a stored
// input means something else once the corpus has changed: what is found
// belongs into the corpus, as Go source.
func FuzzAnalyze(f *testing.F) {
	z := newZoo(f, loadCorpus(f), corpusName)
	for i := range z.specimens {
		f.Add(uint16(i), []byte{})
		for seed := range byte(2) {
			f.Add(uint16(i), seedBytes(seed+byte(i)))
		}
	}
	f.Fuzz(func(t *testing.T, i uint16, choices []byte) {
		s := z.specimens[int(i)%len(z.specimens)]
		m := &mutator{choices: choices}
		a := analyzer.New(fuzzConfigs[m.pick(len(fuzzConfigs))])
		u, src := z.mutant(t, s, m)
		defer u.Fset.RemoveFile(u.Fset.File(u.Files[s.file].FileStart))
		z.analyzeTwice(t, a, s, u, src)
	})
}

// analyzeTwice analyses a mutant, which must not panic and give the same twice.
func (z *zoo) analyzeTwice(t testing.TB, a *analysis.Analyzer, s specimen, u drive.Unit, src string) {
	t.Helper()
	defer func() {
		if r := recover(); r != nil {
			t.Fatalf("panic: %v\n%s\nwith this %s:\n%s", r, debug.Stack(), s.name, src)
		}
	}()
	if first, second := z.analyze(t, a, s, u), z.analyze(t, a, s, u); first != second {
		t.Fatalf("one run finds\n%s\nthe next one\n%s\nwith this %s:\n%s", first, second, s.name, src)
	}
}

// seedBytes are as good as any: they make each seed take other turns.
func seedBytes(seed byte) []byte {
	b := make([]byte, 4*maxMutations)
	x := uint32(seed) + 1
	for i := range b {
		x = x*1664525 + 1013904223
		b[i] = byte(x >> 24)
	}
	return b
}

// A specimen is a file of the corpus, in its package.
type specimen struct {
	pkg  *packages.Package
	file int
	name string
	src  string
}

// A zoo has the specimens and what they need to be checked and analysed.
type zoo struct {
	specimens []specimen
	pkgs      []*packages.Package
	imports   map[string]*types.Package
	facts     drive.Facts
}

// newZoo has the files of packages that name gives a name.
func newZoo(t testing.TB, pkgs []*packages.Package, named func(file string) string) *zoo {
	t.Helper()
	z := &zoo{pkgs: drive.ImportedFirst(pkgs), imports: map[string]*types.Package{}, facts: drive.Facts{}}
	seen := map[string]bool{}
	for _, p := range z.pkgs {
		for _, q := range p.Types.Imports() {
			z.imports[q.Path()] = q
		}
		for i, f := range p.Syntax {
			path := p.Fset.Position(f.FileStart).Filename
			name := named(path)
			if name == "" || seen[name] {
				continue
			}
			seen[name] = true
			src, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			z.specimens = append(z.specimens, specimen{p, i, name, string(src)})
		}
	}
	for id, out := range driveAll(t, z.pkgs) {
		if out.Fact != nil {
			z.facts[id] = out.Fact
		}
	}
	return z
}

// mutant returns the package of a specimen with changes to its file, and that
// file. Changes after which it does not compile are undone.
func (z *zoo) mutant(t testing.TB, s specimen, m *mutator) (drive.Unit, string) {
	t.Helper()
	src := s.src
	u, err := z.check(s, src)
	if err != nil {
		t.Fatalf("%s: %v", s.name, err)
	}
	for n := 0; n < maxMutations && !m.done(); n++ {
		next := m.mutate(u, u.Files[s.file], src)
		v, err := z.check(s, next)
		if err != nil {
			continue
		}
		u.Fset.RemoveFile(u.Fset.File(u.Files[s.file].FileStart))
		u, src = v, next
	}
	return u, src
}

// check parses and checks a specimen's package with another source.
func (z *zoo) check(s specimen, src string) (drive.Unit, error) {
	fset := s.pkg.Fset
	file, err := parser.ParseFile(fset, s.name, src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		if file != nil {
			fset.RemoveFile(fset.File(file.FileStart))
		}
		return drive.Unit{}, err
	}
	files := append([]*ast.File(nil), s.pkg.Syntax...)
	files[s.file] = file
	u, err := z.checkFiles(fset, s.pkg, files)
	if err != nil {
		fset.RemoveFile(fset.File(file.FileStart))
	}
	return u, err
}

func (z *zoo) checkFiles(fset *token.FileSet, p *packages.Package, files []*ast.File) (drive.Unit, error) {
	var hard error
	conf := types.Config{
		Importer: z, Sizes: p.TypesSizes, GoVersion: "go1.25",
		Error: func(err error) {
			// Unused variables, imports and labels are no reason to reject a mutant.
			if hard == nil && !strings.Contains(err.Error(), " and not used") {
				hard = err
			}
		},
	}
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Instances: map[*ast.Ident]types.Instance{},
		Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
		Scopes: map[ast.Node]*types.Scope{}, FileVersions: map[*ast.File]string{},
	}
	pkg, _ := conf.Check(p.PkgPath, fset, files, info)
	u := drive.UnitOf(p)
	u.Fset, u.Files, u.Pkg, u.Info = fset, files, pkg, info
	return u, hard
}

// Import implements types.Importer.
func (z *zoo) Import(path string) (*types.Package, error) {
	if p := z.imports[path]; p != nil {
		return p, nil
	}
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	return nil, fmt.Errorf("%w %s", errNotImported, path)
}

// analyze analyses a mutant and the packages that import it.
func (z *zoo) analyze(t testing.TB, a *analysis.Analyzer, s specimen, u drive.Unit) string {
	t.Helper()
	timer := time.AfterFunc(analysisLimit, func() {
		debug.SetTraceback("all")
		panic("the analysis of a mutant of " + s.name + " does not end")
	})
	defer timer.Stop()
	out, err := drive.One(a, u, z.facts)
	if err != nil {
		t.Fatal(err)
	}
	text := out.String()
	for _, p := range z.pkgs {
		if p.Imports[s.pkg.PkgPath] == s.pkg {
			text += z.analyzeUser(t, a, p, u.Pkg, out.Fact)
		}
	}
	return text
}

// analyzeUser analyses a package that imports a mutant, if it still compiles.
func (z *zoo) analyzeUser(t testing.TB, a *analysis.Analyzer, p *packages.Package, mutant *types.Package, fact []byte) string {
	t.Helper()
	other := &zoo{imports: maps.Clone(z.imports), facts: maps.Clone(z.facts)}
	other.imports[mutant.Path()] = mutant
	delete(other.facts, mutant.Path())
	if fact != nil {
		other.facts[mutant.Path()] = fact
	}
	u, err := other.checkFiles(p.Fset, p, p.Syntax)
	if err != nil {
		return ""
	}
	out, err := drive.One(a, u, other.facts)
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}
