package enclosing

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/ast/astutil"
)

const tricky = `package p

import "fmt"

// Doc.
type T struct{ n int } // comment

type ( U = T; V []T )

var a, b = 1, func() int { return 2 }()
const c = 3; func f() {}; func g() { fmt.Println(c) }

func (t *T) m(x ...int) { for { select {} } }
`

// TestPath compares with what it stands in for, at all places.
func TestPath(t *testing.T) {
	own, err := os.ReadFile("enclosing_test.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, src := range []string{tricky, string(own), tricky + "func (", "package p", strings.ReplaceAll(tricky, "\n", "\r\n")} {
		file, _ := parser.ParseFile(token.NewFileSet(), "", src, parser.ParseComments)
		for pos := file.FileStart; pos < file.FileEnd; pos++ {
			for _, width := range []token.Pos{0, 1, 5, 60} {
				compare(t, src, file, pos, min(pos+width, file.FileEnd))
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if n != nil {
				compare(t, src, file, n.Pos(), n.End())
			}
			return n != nil
		})
	}
}

func compare(t *testing.T, src string, file *ast.File, start, end token.Pos) {
	t.Helper()
	want, _ := astutil.PathEnclosingInterval(file, start, end)
	same := func(a, b ast.Node) bool {
		if id, ok := a.(*ast.Ident); ok && id == nil || a == b {
			return true
		}
		// Tokens are nodes that are made anew each time.
		return a.Pos() == b.Pos() && a.End() == b.End()
	}
	if got := Path(file, start, end); !slices.EqualFunc(got, want, same) {
		t.Errorf("at %q: %v, want %v", src[start-file.FileStart:end-file.FileStart], got, want)
	}
}
