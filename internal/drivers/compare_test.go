package drivers

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// compared are the columns of the table in the README, as golangci-lint calls
// the linters.
var compared = []string{"noctx", "gosec", "contextcheck", "bodyclose", "staticcheck", "govet", "timeoutlint"}

type compareIssue struct {
	issue
	FromLinter string
}

// TestCompare runs other linters on a package with a wait in each function, and
// compares what they find with the table in the README.
func TestCompare(t *testing.T) {
	dir := copyOf(t, "internal", "drivers", "testdata", "compare")
	config := filepath.Join(t.TempDir(), "golangci.yml")
	write(t, filepath.Dir(config), "golangci.yml", strings.Replace(
		strings.Replace(golangciConfig, "SETTINGS", "{}", 1), "[timeoutlint]", "["+strings.Join(compared, ", ")+"]", 1))
	r := run(t, dir, []string{"GOLANGCI_LINT_CACHE=" + t.TempDir()}, golangci.path(t),
		"run", "-c", config, "--output.json.path=stdout", "--show-stats=false", "./...").want(t, 1)
	var doc struct{ Issues []compareIssue }
	decode(t, r.stdout, &doc)

	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, filepath.Join(dir, "compare.go"), nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	want := "| what can wait forever | " + strings.Join(compared, " | ") + " |\n" + strings.Repeat("|---", len(compared)+1) + "|\n"
	for _, d := range file.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Doc == nil {
			continue
		}
		want += "| " + strings.TrimSpace(fn.Doc.Text()) + " |"
		from, to := fset.Position(fn.Pos()).Line, fset.Position(fn.End()).Line
		for _, linter := range compared {
			found := slices.ContainsFunc(doc.Issues, func(i compareIssue) bool {
				// G107 is about where a URL comes from.
				return i.FromLinter == linter && from <= i.Pos.Line && i.Pos.Line <= to && !strings.HasPrefix(i.Text, "G107")
			})
			want += map[bool]string{true: " ✓ |", false: " |"}[found]
		}
		want += "\n"
	}
	if !strings.Contains(read(t, root(), "README.md"), want) {
		t.Errorf("the README should have\n%s", want)
	}
}
