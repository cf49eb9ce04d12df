package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func yes() *bool { b := true; return &b }
func no() *bool  { b := false; return &b }

func found(file, function string, line int) Label {
	return Label{Repo: "o/r", Commit: "c", File: file, Line: line, Function: function, Kind: "lock", Operation: "T.mu.Lock"}
}

func labelled(l Label, verdict *bool, mended bool) Label {
	l.True, l.Mended, l.Reason = verdict, mended, "because"
	return l
}

func strict(l Label) Label {
	l.Strict = true
	return l
}

// describe names findings and labels by function and line.
func describe(list []*Label) string {
	var out []string
	for _, l := range list {
		out = append(out, l.Function)
	}
	return strings.Join(out, " ")
}

func TestCompare(t *testing.T) {
	labels := []Label{
		labelled(found("a.go", "stays", 1), yes(), false),
		labelled(found("a.go", "moves", 2), no(), false),
		labelled(found("a.go", "goes", 3), yes(), false),
		labelled(found("a.go", "returns", 4), no(), true),
		labelled(found("a.go", "isMended", 5), no(), true),
		labelled(found("a.go", "isForgotten", 6), no(), false),
		strict(labelled(found("a.go", "isStrict", 7), yes(), false)),
	}
	findings := []Label{
		found("a.go", "stays", 1),
		found("a.go", "moves", 20),
		found("a.go", "returns", 4),
		found("a.go", "new", 3),
		found("b.go", "goes", 3), // of the same name in another file
	}
	m := compare(findings, labels)
	for _, c := range []struct{ what, got, want string }{
		{"unlabelled", describe(m.unlabelled), "new goes"},
		{"gone", describe(m.gone), "goes"},
		{"back", describe(m.back), "returns"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, c.got, c.want)
		}
	}
	if len(m.labelled) != 3 {
		t.Errorf("%d findings have a label, want 3", len(m.labelled))
	}
	r := newRow(Repo{}, len(findings), 100, m)
	if r.drawn != 3 || r.good != 1 {
		t.Errorf("%d drawn, %d true; want 3 and 1", r.drawn, r.good)
	}
}

// Two findings that are alike have the labels on their lines, whatever their order.
func TestCompareTwins(t *testing.T) {
	labels := []Label{labelled(found("a.go", "f", 9), no(), false), labelled(found("a.go", "f", 5), yes(), false)}
	findings := []Label{found("a.go", "f", 5), found("a.go", "f", 9)}
	m := compare(findings, labels)
	if !*m.labelled[&findings[0]].True || *m.labelled[&findings[1]].True {
		t.Error("the labels are swapped")
	}
	if m := compare(findings[1:], labels); describe(m.gone) != "f" {
		t.Errorf("a label stands for two findings")
	}
}

// What another finding tells of is not gone.
func TestCompareTold(t *testing.T) {
	labels := []Label{labelled(found("a.go", "write", 9), yes(), false), labelled(found("b.go", "read", 9), yes(), false)}
	f := found("a.go", "read", 12)
	f.told = []string{"a.go:9"}
	if m := compare([]Label{f}, labels); describe(m.gone) != "read" {
		t.Errorf("gone are %q", describe(m.gone))
	}
}

// What comes and goes does not change which of the others are drawn first.
func TestDraw(t *testing.T) {
	var all []Label
	for i := range 50 {
		all = append(all, found("a.go", "f", i))
	}
	o := options{seed: "1", sample: 10}
	lines := func(findings []Label) (out []int) {
		for _, f := range o.draw(findings) {
			out = append(out, f.Line)
		}
		return out
	}
	first := lines(all)
	if len(first) != 10 || slices.IsSorted(first) {
		t.Errorf("drew %v", first)
	}
	rest := slices.DeleteFunc(slices.Clone(all), func(l Label) bool { return l.Line == first[3] })
	if got := lines(rest)[:9]; !slices.Equal(got, slices.Delete(slices.Clone(first), 3, 4)) {
		t.Errorf("drew %v, then %v without %d", first, got, first[3])
	}
	if o.seed = "2"; slices.Equal(lines(all), first) {
		t.Error("another seed draws the same")
	}
}

func TestReadLabels(t *testing.T) {
	const good = `{"repo":"o/r","commit":"c","file":"a.go","line":1,"function":"f","kind":"lock","operation":"m.Lock","true":false,"reason":"why"}`
	for _, c := range []struct{ name, line, want string }{
		{"a label", good, ""},
		{"an empty line", "\n" + good, ""},
		{"of another repository", strings.Replace(good, "o/r", "o/x", 1), "is of o/x"},
		{"without a verdict", strings.Replace(good, "false", "null", 1), "neither true nor false"},
		{"without a reason", strings.Replace(good, "why", "", 1), "has no reason"},
		{"true and mended", strings.Replace(good, "false", `true,"mended":true`, 1), "true and mended"},
		{"false and strict", strings.Replace(good, "false", `false,"strict":true`, 1), "false and strict"},
		{"an unknown field", strings.Replace(good, "reason", "raeson", 1), "unknown field"},
		{"no JSON", "lock", "labels/o+r.jsonl:1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "labels")
			if err := os.Mkdir(dir, 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(labelFile(dir, "o/r"), []byte(c.line+"\n"), 0o666); err != nil {
				t.Fatal(err)
			}
			labels, err := readLabels(dir, "o/r")
			switch {
			case c.want == "" && (err != nil || len(labels) != 1):
				t.Errorf("got %d labels, %v", len(labels), err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// The labels in this repository can be read, and each repository is known.
func TestLabels(t *testing.T) {
	const dir = "../labels"
	repos, err := readRepos(filepath.Join(dir, "repos.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, r := range repos {
		known[labelFile(dir, r.Repo)] = true
		labels, err := readLabels(dir, r.Repo)
		if err != nil {
			t.Error(err)
		}
		for _, l := range labels {
			if l.Commit != r.Commit {
				t.Errorf("%s:%d is of commit %s, the list has %s", l.File, l.Line, l.Commit, r.Commit)
			}
		}
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !known[f] {
			t.Errorf("%s is of no repository in the list", f)
		}
	}
}

func TestTable(t *testing.T) {
	rows := []row{
		{Repo: Repo{Repo: "o/a", Commit: "c1", What: "a broker"}, findings: 4, lines: 2000, drawn: 3, good: 2},
		{Repo: Repo{Repo: "o/b", Commit: "c2", What: "a library"}, findings: 1, lines: 1000, drawn: 1, good: 1},
		{Repo: Repo{Repo: "o/c", Commit: "c3", What: "a tool"}, lines: 10},
	}
	const want = `| repository | commit | kind of program | lines | findings | per 1,000 | drawn | true |
|---|---|---|---|---|---|---|---|
| o/a | c1 | a broker | 2000 | 4 | 2.00 | 3 | 2 |
| o/b | c2 | a library | 1000 | 1 | 1.00 | 1 | 1 |
| o/c | c3 | a tool | 10 | 0 | 0.00 | 0 | 0 |
| all | | | 3010 | 5 | median 1.00 | 4 | 3 (75%) |
`
	if got := table(rows); got != want {
		t.Errorf("got\n%s", got)
	}
}

// The lines that count are those that the tool looks at.
func TestCountLines(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.go":             "package a\n\nvar A int\n",
		"a_test.go":        "package a\n",
		"gen.go":           "// Code generated by x. DO NOT EDIT.\n\npackage a\n",
		"testdata/b.go":    "package b\n",
		"nested/go.mod":    "module m\n",
		"nested/c.go":      "package c\n",
		"vendor/v/v.go":    "package v\n",
		"sub/e2e/e.go":     "package e2e\n",
		"sub/d.go":         "package d\n",
		"sub/readme.md":    "text\n",
		"_examples/e/e.go": "package e\n",
	} {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := countLines(dir); n != 4 || err != nil {
		t.Errorf("got %d, %v; want 4 lines", n, err)
	}
}
