package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files")

// sample is a report with all that a report can have, and what formats escape.
func sample() *Report {
	r := &Report{
		Findings: []Finding{
			{
				Position: at("wal/log.go", 41, 9), EndLine: 41, EndColumn: 18, Package: "example.com/broker/wal", Function: "Log.Append",
				Operation: "os.File.Sync", Kind: "disk-sync", Message: "100% <-forever, \"w.f.Sync\": l'eau & feu",
				Witness: []Step{{at("wal/log.go", 57, 2), "calls sync"}, {at("example.com/other/f.go", 7, 3), "f.Sync can wait forever"}},
				Fixes:   []Fix{{Message: "Wait with a timer", Edits: []Edit{{File: "/src/wal/log.go", Start: 7, End: 9, New: "\tx\n"}}}},
			},
			{
				Position: at("wal/log.go", 50, 9), EndLine: 52, EndColumn: 3, Package: "example.com/broker/wal", Function: "Log.Append",
				Operation: "os.File.Sync", Kind: "disk-sync", Message: "over several lines", NoFix: "no error result",
			},
			{Position: at("a,b:c.go", 3, 0), Package: "example.com/broker", Function: "-", Operation: "timeoutlint:ignore dial", Kind: "directive", Message: "one\r\ntwo"},
		},
		Errors: []Error{{Message: "no position\nat all"}, {Package: "q", Position: &Position{"q.go", 3, 4}, Message: "bad"}},
	}
	number(r.Findings)
	return r
}

// TestGolden pins the formats: programs read them.
func TestGolden(t *testing.T) {
	tree := Tree{Dir: filepath.FromSlash("/src/sub"), Root: filepath.FromSlash("/src")}
	for name, write := range map[string]func(io.Writer) error{
		"report.txt":     func(w io.Writer) error { return Text(w, sample().Findings, Style{Context: -1, Reasons: true}) },
		"report.json":    func(w io.Writer) error { return JSON(w, sample()) },
		"github.txt":     func(w io.Writer) error { return GitHub(w, sample(), tree) },
		"gitlab.json":    func(w io.Writer) error { return GitLab(w, sample(), tree) },
		"checkstyle.xml": func(w io.Writer) error { return Checkstyle(w, sample(), tree) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if b.String() != string(want) {
			t.Errorf("%s is now\n%s", name, b.String())
		}
	}
}

// TestEscapes reads back what the formats write.
func TestEscapes(t *testing.T) {
	var b bytes.Buffer
	if err := GitHub(&b, sample(), Tree{"/src", "/src"}); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	if len(lines) != len(sample().Findings)+len(sample().Errors) {
		t.Errorf("a workflow command is not one line: %q", lines)
	}
	unescape := strings.NewReplacer("%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",", "%25", "%")
	for i, f := range sample().Findings {
		// The runner cuts at the first :: that follows a space or a comma's value.
		command, data, _ := strings.Cut(strings.TrimPrefix(lines[i], "::"), "::")
		properties := map[string]string{}
		_, list, _ := strings.Cut(command, " ")
		for p := range strings.SplitSeq(list, ",") {
			k, v, _ := strings.Cut(p, "=")
			properties[k] = unescape.Replace(v)
		}
		if properties["file"] != f.File || properties["title"] != "timeoutlint: "+f.Kind || unescape.Replace(data) != f.withWitness() {
			t.Errorf("%q is read as %q, %q", lines[i], properties, unescape.Replace(data))
		}
	}

	b.Reset()
	if err := Checkstyle(&b, sample(), Tree{}); err != nil {
		t.Fatal(err)
	}
	var doc checkstyle
	if err := xml.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Files) != 2 || len(doc.Files[0].Errors) != 2 || doc.Files[0].Errors[0].Message != sample().Findings[0].withWitness() {
		t.Errorf("checkstyle is read as %+v", doc)
	}
}

func TestEmptyFormats(t *testing.T) {
	var b bytes.Buffer
	if err := GitLab(&b, &Report{}, Tree{}); err != nil || b.String() != "[]\n" {
		t.Errorf("GitLab: %v, %q", err, b.String())
	}
	b.Reset()
	if err := GitHub(&b, &Report{}, Tree{}); err != nil || b.Len() > 0 {
		t.Errorf("GitHub: %v, %q", err, b.String())
	}
	b.Reset()
	if err := Checkstyle(&b, &Report{}, Tree{}); err != nil || xml.Unmarshal(b.Bytes(), new(checkstyle)) != nil {
		t.Errorf("checkstyle: %v, %q", err, b.String())
	}
}

func TestTree(t *testing.T) {
	root := t.TempDir()
	dir := filepath.Join(root, "a", "b")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if got := FindTree(dir); got.Root == root {
		t.Errorf("a root without a repository: %v", got)
	}
	// In a worktree .git is a file.
	if err := os.WriteFile(filepath.Join(root, ".git"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	tree := FindTree(dir)
	if tree != (Tree{dir, root}) {
		t.Fatalf("got %v", tree)
	}
	for file, want := range map[string]string{
		"x.go": "a/b/x.go", filepath.Join("..", "..", "x.go"): "x.go", filepath.Join(root, "..x", "y.go"): "..x/y.go",
	} {
		if got, inside := tree.Path(file); got != want || !inside {
			t.Errorf("%s is %s, %v", file, got, inside)
		}
	}
	if got, inside := tree.Path(filepath.Join(root, "..", "x.go")); inside || !filepath.IsAbs(filepath.FromSlash(got)) {
		t.Errorf("a file outside is %s, %v", got, inside)
	}
}

func TestFingerprint(t *testing.T) {
	f := sample().Findings
	if f[0].Key() != "example.com/broker/wal Log.Append disk-sync os.File.Sync" || f[1].Key() != f[0].Key()+" #2" {
		t.Errorf("keys: %q, %q", f[0].Key(), f[1].Key())
	}
	moved := f[0]
	moved.Line, moved.Message, moved.Witness = 999, "other words", nil
	if moved.Fingerprint() != f[0].Fingerprint() {
		t.Error("a fingerprint changes with the line or the message")
	}
	seen := map[string]bool{f[0].Fingerprint(): true}
	for _, change := range []func(*Finding){
		func(f *Finding) { f.Package = "p" }, func(f *Finding) { f.Function = "g" }, func(f *Finding) { f.Kind = "lock" },
		func(f *Finding) { f.Operation = "o" }, func(f *Finding) { f.Ordinal = 2 },
	} {
		g := f[0]
		change(&g)
		if seen[g.Fingerprint()] {
			t.Errorf("%q has the fingerprint of another", g.Key())
		}
		seen[g.Fingerprint()] = true
	}
	var b bytes.Buffer
	if err := JSON(&b, sample()); err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Findings []struct{ Fingerprint string }
	}
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil || doc.Findings[0].Fingerprint != f[0].Fingerprint() {
		t.Errorf("the JSON has %v, %v", doc, err)
	}
}

// TestDocumented: docs/json.md explains each field.
func TestDocumented(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "json.md"))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := JSON(&b, sample()); err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	for _, key := range fields(doc) {
		if !strings.Contains(string(page), `"`+key+`": `) && !strings.Contains(string(page), "`"+key+"`") {
			t.Errorf("docs/json.md does not have %s", key)
		}
	}
}

// fields lists the keys of all objects in v.
func fields(v any) []string {
	var keys []string
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			keys = append(append(keys, key), fields(value)...)
		}
	case []any:
		for _, value := range v {
			keys = append(keys, fields(value)...)
		}
	}
	return keys
}
