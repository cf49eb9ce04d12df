package vet

import (
	"bytes"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"

	"io"

	"github.com/timeoutlint/timeoutlint/internal/report"
)

const output = `# example.com/m
# [example.com/m]
{
	"example.com/m [example.com/m.test]": {
		"timeoutlint": [
			{
				"category": "lock",
				"posn": "/m/a.go:4:2",
				"end": "/m/a.go:4:13",
				"message": "m.mu is held",
				"related": [
					{"posn": "/m/a.go:5:2", "end": "/m/a.go:5:9", "message": "calls (*wal.Log).Append"},
					{"posn": "/m/a.go:5:2", "end": "/m/a.go:5:9", "message": "example.com/wal/wal.go:41:9: w.f.Sync"},
					{"posn": "/m/a.go:6:2", "end": "/m/a.go:6:9", "message": "note: nothing ends it"}
				]
			}
		]
	}
}
{}
go: downloading example.com/x v1.0.0
{
	"example.com/m/b_test": {
		"timeoutlint": [
			{"category": "dial", "posn": "/m/b/x_test.go:1:2", "end": "/m/b/x_test.go:1:2", "message": "dials"}
		]
	},
	"example.com/m/c": {
		"timeoutlint": {
			"error": "cannot do it"
		}
	}
}
`

// collect feeds a stream in the smallest pieces.
func collect(t *testing.T, s string) (*collector, *bytes.Buffer) {
	t.Helper()
	var stderr bytes.Buffer
	c := &collector{total: new(atomic.Int64), stderr: &stderr, seen: map[string]bool{}, asked: func(string) bool { return true }}
	split := &splitter{block: c.block, line: c.line}
	if _, err := io.Copy(struct{ io.Writer }{split}, iotest.OneByteReader(strings.NewReader(s))); err != nil {
		t.Fatal(err)
	}
	split.close()
	return c, &stderr
}

func TestCollect(t *testing.T) {
	for name, s := range map[string]string{"unix": output, "windows": strings.ReplaceAll(output, "\n", "\r\n")} {
		t.Run(name, func(t *testing.T) {
			c, stderr := collect(t, s)
			if c.err != nil {
				t.Fatal(c.err)
			}
			c.flush(false)
			if c.units != 3 || len(c.findings) != 2 || len(c.errors) != 1 {
				t.Fatalf("%d units, %d findings, errors %v", c.units, len(c.findings), c.errors)
			}
			if got, want := stderr.String(), "go: downloading example.com/x v1.0.0\n"; got != want {
				t.Errorf("stderr is %q, want %q", got, want)
			}
			if c.errors[0].Package != "example.com/m/c" || c.errors[0].Message != "cannot do it" {
				t.Errorf("error is %+v", c.errors[0])
			}
		})
	}
}

func TestChecked(t *testing.T) {
	c, _ := collect(t, "")
	for _, unit := range []string{"m/a [m/a.test]", "m/a_test [m/a.test]", "m/b_test", "m/c", "m/d", "m/e"} {
		c.block([]byte(`{"` + unit + `": {"timeoutlint": [{"category": "checked", "posn": "/m/x.go:1:1", "message": "checked"}]}}`))
	}
	c.errors = []report.Error{{Package: "m/d"}, {Package: "m/e_test"}, {Message: "of no package"}}
	if got, want := c.checked(), []string{"m/a", "m/b_test", "m/c"}; !slices.Equal(got, want) || len(c.findings) > 0 || c.err != nil {
		t.Errorf("checked %q with %v and %v, want %q", got, c.findings, c.err, want)
	}
}

func TestFindings(t *testing.T) {
	c, _ := collect(t, output)
	f := c.findings[0]
	if f.Package != "example.com/m" || f.Kind != "lock" || f.EndLine != 4 || f.EndColumn != 13 {
		t.Errorf("finding is %+v", f)
	}
	want := []report.Step{
		{Position: report.Position{File: "/m/a.go", Line: 5, Column: 2}, Text: "calls (*wal.Log).Append"},
		{Position: report.Position{File: "example.com/wal/wal.go", Line: 41, Column: 9}, Text: "w.f.Sync"},
		{Position: report.Position{File: "/m/a.go", Line: 6, Column: 2}, Text: "note: nothing ends it"},
	}
	for i, s := range f.Witness {
		if s != want[i] {
			t.Errorf("step %d is %+v, want %+v", i, s, want[i])
		}
	}
	if g := c.findings[1]; g.Package != "example.com/m/b" || g.EndLine != 0 {
		t.Errorf("finding of an external test is %+v", g)
	}
}

func TestCollectBroken(t *testing.T) {
	for _, s := range []string{
		"{\n\t\"p\": 1\n}\n",
		"{\n\t\"p\": {\"a\": \"text\"}\n}\n",
		"{\n\t\"p\": {\n", // cut off
	} {
		if c, _ := collect(t, s); c.err == nil {
			t.Errorf("no error for %q", s)
		}
	}
}

func TestPassOn(t *testing.T) {
	c, stderr := collect(t, "# a\n# [a]\n# b\n# [b]\nwarning 1\nwarning 2\n# c")
	c.flush(false)
	if got, want := stderr.String(), "# b\n# [b]\nwarning 1\nwarning 2\n"; got != want {
		t.Errorf("stderr is %q, want %q", got, want)
	}
}
