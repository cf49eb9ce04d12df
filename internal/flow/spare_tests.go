package flow

import (
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// InTest reports whether pos is in code that only tests run: a test file, or
// code for tests in another one.
func (p *Program) InTest(pos token.Pos) bool {
	file := p.Fset.File(pos)
	return file != nil && (IsTestFile(file.Name()) || p.tests[file].has(pos))
}

// IsTestFile reports whether the go command takes a file for one of tests.
func IsTestFile(name string) bool { return strings.HasSuffix(name, "_test.go") }

// testCode is what only tests run in a file that is not called one of tests.
type testCode struct {
	all   bool
	decls []ast.Decl
}

func (t testCode) has(pos token.Pos) bool {
	return t.all || slices.ContainsFunc(t.decls, func(d ast.Decl) bool { return d.Pos() <= pos && pos < d.End() })
}

// maxOthers is how many functions a file with helpers of tests may have for each that uses
// a package for tests. A file with more is of production, but for those.
const maxOthers = 5

// testsIn finds the code for tests: files of stand-ins, as generators of mocks and people
// name them, and what uses a package for tests.
func testsIn(in Input) map[*token.File]testCode {
	out := map[*token.File]testCode{}
	for _, f := range in.Files {
		file := in.Fset.File(f.FileStart)
		if isMockFile(filepath.Base(file.Name())) {
			out[file] = testCode{all: true}
		} else if slices.ContainsFunc(f.Imports, importsTests) {
			out[file] = usesTests(in.Info, f)
		}
	}
	if len(out) > 0 {
		addTypes(in, out)
	}
	return out
}

// addTypes adds the methods of types that nothing but code for tests makes values of: stand-ins,
// in a file of production.
func addTypes(in Input, tests map[*token.File]testCode) {
	methods := map[types.Object][]ast.Decl{}
	inTests, other := map[types.Object]bool{}, map[types.Object]bool{} // types that are named there
	for _, f := range in.Files {
		file := in.Fset.File(f.FileStart)
		for _, d := range f.Decls {
			self := receiverOf(in.Info, d)
			if self != nil {
				methods[self] = append(methods[self], d)
			}
			switch {
			case tests[file].has(d.Pos()):
				noteTypes(in.Info, d, nil, inTests)
			case !IsTestFile(file.Name()) && !isAssertion(d):
				noteTypes(in.Info, d, self, other)
			}
		}
	}
	for t, decls := range methods {
		if !t.Exported() && !other[t] && inTests[t] {
			for _, d := range decls {
				file := in.Fset.File(d.Pos())
				code := tests[file]
				code.decls = append(code.decls, d)
				tests[file] = code
			}
		}
	}
}

// noteTypes notes the types that a declaration names, but for its receiver's.
func noteTypes(info *types.Info, d ast.Decl, self types.Object, out map[types.Object]bool) {
	ast.Inspect(d, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if t, ok := info.Uses[id].(*types.TypeName); ok && t != self {
				out[t] = true
			}
		}
		return true
	})
}

// receiverOf is the type whose method a declaration is.
func receiverOf(info *types.Info, d ast.Decl) types.Object {
	fn, ok := d.(*ast.FuncDecl)
	if !ok || fn.Recv == nil {
		return nil
	}
	m, ok := info.Defs[fn.Name].(*types.Func)
	if !ok {
		return nil
	}
	if n := namedType(m.Signature().Recv().Type()); n != nil {
		return n.Obj()
	}
	return nil
}

// isAssertion reports whether a declaration makes nothing but sure that a type has some methods.
func isAssertion(d ast.Decl) bool {
	g, ok := d.(*ast.GenDecl)
	return ok && g.Tok == token.VAR && !slices.ContainsFunc(g.Specs, func(s ast.Spec) bool {
		return slices.ContainsFunc(s.(*ast.ValueSpec).Names, func(n *ast.Ident) bool { return n.Name != "_" })
	})
}

func importsTests(imp *ast.ImportSpec) bool {
	path, _ := strconv.Unquote(imp.Path.Value)
	return isTestPackage(path)
}

// usesTests finds the functions of a file that use a package for tests.
func usesTests(info *types.Info, f *ast.File) testCode {
	var using []ast.Decl
	functions := 0
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok {
			functions++
			if mentionsTests(info, fn) {
				using = append(using, d)
			}
		}
	}
	if functions <= maxOthers*max(len(using), 1) {
		return testCode{all: true}
	}
	return testCode{decls: using}
}

func mentionsTests(info *types.Info, fn *ast.FuncDecl) bool {
	found := false
	ast.Inspect(fn, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			o := info.Uses[id]
			found = found || o != nil && o.Pkg() != nil && isTestPackage(o.Pkg().Path()) // t.Helper, httptest.NewServer
		}
		return !found
	})
	return found
}

func isMockFile(name string) bool {
	return strings.HasPrefix(name, "mock") || strings.HasSuffix(name, "_mock.go")
}

// asideFolders are what people call the folders of code that no production runs.
var asideFolders = []string{
	"assert", "conformance", "e2e", "fuzz", "gen", "hack", "interop", "testing", "testsuite", "testutil", "testutils",
}

// asideWords are what such a folder is called, too, or its first or last word:
// litestream-test, example-app.
var asideWords = []string{
	"bench", "benchmark", "benchmarks", "demo", "demos", "example", "examples", "fake", "fakes",
	"mock", "mocks", "sample", "samples", "test", "tests",
}

// asideEnds are how one word ends that means the same: httptest, rqbench.
var asideEnds = []string{"bench", "benchmark", "test"}

// otherWords end so and mean something else.
var otherWords = []string{"attest", "contest", "latest", "protest", "speedtest", "workbench"}

// IsAside reports whether people call a folder so, or name it as the standard library
// names packages that tests import, or that are tests: httptest, integrationtests.
func IsAside(folder string) bool {
	words := strings.FieldsFunc(folder, func(r rune) bool { return r == '-' || r == '_' })
	if len(words) == 0 {
		return false
	}
	first, last := words[0], words[len(words)-1]
	return slices.Contains(asideFolders, folder) || slices.Contains(asideWords, first) || slices.Contains(asideWords, last) || endsAside(last)
}

func endsAside(word string) bool {
	word = strings.TrimSuffix(word, "s")
	return !slices.Contains(otherWords, word) && slices.ContainsFunc(asideEnds, func(end string) bool { return strings.HasSuffix(word, end) })
}

// isAside reports whether the package is in such a folder of its module.
func isAside(in Input) bool {
	path, root := in.Pkg.Path(), in.Module
	if root == "" {
		root = repository(path)
	}
	path, _, _ = strings.Cut(strings.TrimPrefix(path, root), " ") // the variant of a test
	folders := strings.Split(path, "/")
	return slices.ContainsFunc(folders, IsAside) || in.Pkg.Name() == "main" && slices.ContainsFunc(folders, isForOwnUse)
}

// isForOwnUse reports whether the programs in a folder are for those who work on the
// module: nobody installs what is internal.
func isForOwnUse(folder string) bool { return slices.Contains(ownUse, folder) }

var ownUse = []string{"internal", "scripts", "tools"}

// testPackages are those that only tests import, themselves or what is in them.
var testPackages = []string{
	"testing", "net/http/httptest", "github.com/onsi/ginkgo", "github.com/onsi/gomega", "github.com/stretchr/testify",
}

func isTestPackage(path string) bool {
	return knowledge.Within(path, testPackages...)
}
