package vet

import (
	"fmt"
	"strings"
	"testing"

	"github.com/timeoutlint/timeoutlint/internal/report"
)

func TestParseErrors(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"compiler", "# m/a\na/a.go:1:2: undefined: x\na/a.go:3:4: undefined: y",
			"m/a|a/a.go:1:2|undefined: x;m/a|a/a.go:3:4|undefined: y"},
		{"tool", "# m/a [m/a.test]\n# [m/a]\ntimeoutlint: ./a/a.go:1:2: undefined: x\nexit status 1",
			"m/a|./a/a.go:1:2|undefined: x"},
		{"continued", "a.go:1:2: no required module; to add it:\n\tgo get x\nb.go:1:2: bad",
			"|a.go:1:2|no required module; to add it:\n\tgo get x;|b.go:1:2|bad"},
		{"panic", "# m/a\npanic: oops\n\ngoroutine 1 [running]:\n# m/b\nb.go:1:2: bad",
			"m/a||panic: oops\ngoroutine 1 [running]:;m/b|b.go:1:2|bad"},
		{"no position", "package a is not in std\npackage b is not in std",
			"||package a is not in std;||package b is not in std"},
		{"go command", "# m/a\na.go:1:2: bad\ngo: can't vet m/b: no Go files in b",
			"m/a|a.go:1:2|bad;||go: can't vet m/b: no Go files in b"},
		{"indented first", "\tgo get x", "||\tgo get x"},
		{"header only", "# m/a\n# [m/a]", ""},
		{"empty", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, e := range parseErrors(strings.Split(test.text, "\n")) {
				pos := ""
				if e.Position != nil {
					pos = e.Position.String()
				}
				got = append(got, fmt.Sprintf("%s|%s|%s", e.Package, pos, e.Message))
			}
			if s := strings.Join(got, ";"); s != test.want {
				t.Errorf("got  %q\nwant %q", s, test.want)
			}
		})
	}
}

func TestParsePosition(t *testing.T) {
	for s, want := range map[string]report.Position{
		"/a/b.go:1:2":    {File: "/a/b.go", Line: 1, Column: 2},
		`C:\a\b.go:1:2`:  {File: `C:\a\b.go`, Line: 1, Column: 2},
		"/a/b.go:7":      {File: "/a/b.go", Line: 7},
		"/a/b:c.go":      {File: "/a/b:c.go"},
		"-":              {File: "-"},
		"":               {},
		":1:2":           {File: ":1", Line: 2},
		"/a/b.go:0:0":    {File: "/a/b.go:0:0"},
		"/a/b.go:1:9999": {File: "/a/b.go", Line: 1, Column: 9999},
	} {
		if got := parsePosition(s); got != want {
			t.Errorf("parsePosition(%q) = %+v, want %+v", s, got, want)
		}
	}
}

func TestSkipped(t *testing.T) {
	pkgs := []listed{
		{ImportPath: "a", Deps: []string{"fmt", "b"}},
		{ImportPath: "b", Deps: []string{"fmt"}},
		{ImportPath: "c", Deps: []string{"fmt"}},
	}
	got := skipped(pkgs, []report.Error{{Package: "b"}, {Message: "of no package"}})
	if len(got) != 1 || got[0].Package != "a" || !strings.Contains(got[0].Message, "b has errors") {
		t.Errorf("skipped = %+v", got)
	}
}

func TestIsTool(t *testing.T) {
	for args, want := range map[string]bool{
		"-V=full":                           true,
		"-flags":                            true,
		"/tmp/vet.cfg":                      true,
		"-json -timeoutlint.strict vet.cfg": true,
		"":                                  false,
		"./...":                             false,
		"-json ./...":                       false,
		"-flags ./...":                      false,
	} {
		if got := IsTool(strings.Fields(args)); got != want {
			t.Errorf("IsTool(%q) = %v", args, got)
		}
	}
}
