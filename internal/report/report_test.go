package report

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func at(file string, line, column int) Position { return Position{file, line, column} }

func TestNormalize(t *testing.T) {
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	r := &Report{
		Findings: []Finding{
			{Position: at(in("b.go"), 10, 1), Kind: "lock", Message: "x", Package: "p"},
			{Position: at(in("b.go"), 9, 1), Kind: "lock", Message: "x", Package: "p"},
			{Position: at(in("b.go"), 9, 1), Kind: "lock", Message: "x", Package: "p"}, // the test variant
			{Position: at(in("a/a.go"), 3, 2), Kind: "dial", Message: "y", Package: "p/a", Witness: []Step{
				{at(in("b.go"), 1, 1), "here"}, {at("example.com/dep/d.go", 2, 3), "there"},
			}},
		},
		Errors: []Error{
			{Position: &Position{"./c.go", 1, 2}, Message: "bad"},
			{Position: &Position{in("c.go"), 1, 2}, Message: "bad"},
			{Message: "worse"},
		},
		Checked: []string{"a", "b", "c"},
	}
	r.Normalize(dir)
	var got []string
	for _, f := range r.Findings {
		got = append(got, f.Position.String())
		for _, s := range f.Witness {
			got = append(got, s.Position.String())
		}
	}
	for _, e := range r.Errors {
		got = append(got, e.String())
	}
	want := "a/a.go:3:2 b.go:1:1 example.com/dep/d.go:2:3 b.go:9:1 b.go:10:1 c.go:1:2: bad worse"
	if s := filepath.ToSlash(strings.Join(got, " ")); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
	if got, want := r.Summary(), "3 findings in 2 packages (3 packages checked, 1 with errors)"; got != want {
		t.Errorf("Summary() = %q, want %q", got, want)
	}
}

func TestShortenOutside(t *testing.T) {
	root := t.TempDir()
	deep := filepath.Join(root, "a/very/deep/folder/of/the/module/that/is/checked/here/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p")
	file := string(filepath.Separator) + "x.go"
	if got := Shorten(deep, file); got != file {
		t.Errorf("Shorten = %q, want the absolute path, which is shorter", got)
	}
}

func TestSummaryClean(t *testing.T) {
	r := &Report{Checked: []string{"a"}}
	if got, want := r.Summary(), "no findings (1 package checked)"; got != want {
		t.Errorf("Summary() = %q, want %q", got, want)
	}
}

func TestText(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.go")
	if err := os.WriteFile(file, []byte("package a\r\n\r\nfunc f() {\r\n\tg(\"ä\", h())\r\n}\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	f := Finding{
		Position: at(file, 4, 10), EndLine: 4, EndColumn: 13,
		Kind: "wait", Message: "h waits",
		Witness: []Step{{at("b.go", 1, 2), "calls i"}},
	}
	tests := []struct {
		name  string
		style Style
		want  string
	}{
		{"plain", Style{Context: -1}, "FILE:4:10: h waits [wait]\n\tb.go:1:2: calls i\n"},
		{"line", Style{Context: 0}, "FILE:4:10: h waits [wait]\n" +
			"     4 | \tg(\"ä\", h())\n       | \t       ^~~\n\tb.go:1:2: calls i\n"},
		{"context", Style{Context: 9}, "FILE:4:10: h waits [wait]\n" +
			"     1 | package a\n     2 | \n     3 | func f() {\n     4 | \tg(\"ä\", h())\n" +
			"       | \t       ^~~\n     5 | }\n\tb.go:1:2: calls i\n"},
		{"color", Style{Context: -1, Color: true}, "\x1b[1mFILE:4:10\x1b[0m: h waits \x1b[33m[wait]\x1b[0m\n\tb.go:1:2: calls i\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var b bytes.Buffer
			if err := Text(&b, []Finding{f}, test.style); err != nil {
				t.Fatal(err)
			}
			if got := strings.ReplaceAll(b.String(), file, "FILE"); got != test.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, test.want)
			}
		})
	}
}

// TestCaretAnywhere feeds positions that do not fit the file, which can have
// changed since it was analysed.
func TestCaretAnywhere(t *testing.T) {
	for column := -1; column < 9; column++ {
		for end := -1; end < 9; end++ {
			for endLine := range 3 {
				f := Finding{Position: at("", 1, column), EndLine: endLine, EndColumn: end}
				if got := caret("\tä b", f); strings.Count(got, "^") != 1 {
					t.Errorf("caret(%d..%d:%d) = %q", column, endLine, end, got)
				}
			}
		}
	}
}

func TestJSON(t *testing.T) {
	r := &Report{
		Findings: []Finding{{Position: at("a.go", 1, 2), Kind: "wait", Message: "<-ctx.Done()", Package: "p"}},
		Errors:   []Error{{Message: "no position"}, {Package: "q", Position: &Position{"q.go", 3, 4}, Message: "bad"}},
	}
	var b bytes.Buffer
	if err := JSON(&b, r); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "<-ctx.Done()") {
		t.Error("the message is escaped")
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, b.Bytes()); err != nil {
		t.Fatal(err)
	}
	want := `{"version":1,"findings":[{"file":"a.go","line":1,"column":2,"package":"p","kind":"wait","message":"<-ctx.Done()","witness":[],"fingerprint":"428e05045c3fce6d657189b78ae40834"}],` +
		`"errors":[{"message":"no position"},{"package":"q","file":"q.go","line":3,"column":4,"message":"bad"}]}`
	if got := compact.String(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
