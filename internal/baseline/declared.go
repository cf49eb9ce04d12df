package baseline

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/identity"
)

// Declared lists what the Go files of a folder declare. There is no package if
// there are none.
func Declared(dir string) (names []string, exists bool) {
	files, _ := os.ReadDir(dir) // a folder that is not there has none
	names = []string{}
	for _, entry := range files {
		if !strings.HasSuffix(entry.Name(), ".go") {
			continue
		}
		exists = true
		// A file with mistakes still has declarations.
		f, _ := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, entry.Name()), nil, parser.SkipObjectResolution)
		if f == nil {
			continue
		}
		for _, d := range f.Decls {
			names = append(names, declared(d)...)
		}
	}
	return names, exists
}

func declared(d ast.Decl) []string {
	if f, ok := d.(*ast.FuncDecl); ok {
		return []string{identity.FuncName(f)}
	}
	var names []string
	if g, ok := d.(*ast.GenDecl); ok {
		for _, s := range g.Specs {
			switch s := s.(type) {
			case *ast.ValueSpec:
				names = append(names, s.Names[0].Name)
			case *ast.TypeSpec:
				names = append(names, s.Name.Name)
			}
		}
	}
	return names
}
