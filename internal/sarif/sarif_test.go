package sarif

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	gosarif "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/timeoutlint/timeoutlint/internal/check/pages"
	"github.com/timeoutlint/timeoutlint/internal/kind"
	"github.com/timeoutlint/timeoutlint/internal/report"
)

// officialSchema compiles the schema of SARIF 2.1.0. A library of SARIF ships it, in a
// constant of its source.
func officialSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-f", "{{.Dir}}", "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif").Output()
	if err != nil {
		t.Fatal(err)
	}
	f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(strings.TrimSpace(string(out)), "schema.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var literal string
	ast.Inspect(f, func(n ast.Node) bool {
		if l, ok := n.(*ast.BasicLit); ok && len(l.Value) > len(literal) {
			literal = l.Value
		}
		return true
	})
	text, err := strconv.Unquote(literal)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(schema, doc); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile(schema)
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

const code = "package p\n\nvar é = \"𝄞\"; var x = read()\n"

// sample is a report with everything that a report can have, in a repository.
func sample(t *testing.T) (*report.Report, report.Tree) {
	t.Helper()
	root := t.TempDir()
	dir := filepath.Join(root, "sub dir")
	for _, d := range []string{filepath.Join(root, ".git"), dir} {
		if err := os.MkdirAll(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "a.go"), []byte(code), 0o644); err != nil {
		t.Fatal(err)
	}
	start := strings.Index(code, "read")
	column := start - strings.Index(code, "var é") + 1
	at := func(file string, line, column int) report.Position {
		return report.Position{File: file, Line: line, Column: column}
	}
	return &report.Report{
		Findings: []report.Finding{
			{
				Position: at("a.go", 3, column), EndLine: 3, EndColumn: column + len("read()"),
				Package: "p", Function: "x", Operation: "read", Kind: "conn-read", Message: "read() can wait forever: <-x & \"y\"",
				Witness: []report.Step{
					{Position: at("a.go", 1, 1), Text: "calls read"},
					{Position: at("example.com/other/b.go", 7, 2), Text: "r.Read can wait forever"},
				},
				Fixes: []report.Fix{
					{Message: "Set a deadline", Edits: []report.Edit{{File: filepath.Join(dir, "a.go"), Start: start, End: start + 4, New: "bounded"}}},
					{Message: "Does not fit", Edits: []report.Edit{{File: filepath.Join(dir, "a.go"), Start: 0, End: len(code) + 1}}},
				},
			},
			{Position: at("gone.go", 1, 1), Package: "p", Function: "-", Operation: "-", Kind: "directive", Message: "gone"},
			{Position: at(filepath.Join(t.TempDir(), "far.go"), 0, 0), Package: "q", Kind: "lock", Message: "elsewhere"},
		},
		Errors: []report.Error{{Message: "no position"}, {Package: "p", Position: &report.Position{File: "a.go", Line: 1, Column: 9}, Message: "bad"}},
	}, report.FindTree(dir)
}

func written(t *testing.T, r *report.Report, tree report.Tree) map[string]any {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, r, tree, "v1.2.3"); err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if err := officialSchema(t).Validate(doc); err != nil {
		t.Errorf("%v\n%s", err, b.String())
	}
	if read, err := gosarif.FromBytes(b.Bytes()); err != nil || len(read.Runs[0].Results) != len(r.Findings) {
		t.Errorf("another reader finds %v, %v", read, err)
	}
	var out map[string]any
	if err := json.Unmarshal(b.Bytes(), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// get follows keys and indices.
func get(t *testing.T, v any, path ...any) any {
	t.Helper()
	for i, p := range path {
		switch p := p.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[p]
		case int:
			l, _ := v.([]any)
			if p >= len(l) {
				t.Fatalf("%v has %d elements", path[:i], len(l))
			}
			v = l[p]
		}
	}
	return v
}

func want(t *testing.T, got, want any) {
	t.Helper()
	if n, ok := want.(int); ok {
		want = float64(n) // as JSON has it
	}
	if m, ok := got.(int); ok {
		got = float64(m)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestWrite(t *testing.T) {
	r, tree := sample(t)
	doc := written(t, r, tree)
	run := get(t, doc, "runs", 0)
	want(t, get(t, run, "tool", "driver", "version"), "1.2.3")
	want(t, get(t, run, "invocations", 0, "executionSuccessful"), false)
	want(t, get(t, run, "invocations", 0, "toolExecutionNotifications", 1, "message", "text"), "bad")

	result := get(t, run, "results", 0)
	want(t, get(t, result, "level"), "error")
	want(t, get(t, result, "partialFingerprints", fingerprintName), r.Findings[0].Fingerprint())
	place := get(t, result, "locations", 0, "physicalLocation")
	want(t, get(t, place, "artifactLocation", "uri"), "sub%20dir/a.go")
	want(t, get(t, place, "artifactLocation", "uriBaseId"), root)
	// é is 2 bytes and 1 unit of UTF-16, 𝄞 4 bytes and 2 units.
	column := r.Findings[0].Column - 3
	want(t, get(t, place, "region", "startColumn"), column)
	want(t, get(t, place, "region", "endColumn"), column+len("read()"))

	steps := get(t, result, "codeFlows", 0, "threadFlows", 0, "locations")
	want(t, get(t, steps, 0, "location", "message", "text"), r.Findings[0].Message)
	want(t, get(t, steps, 1, "location", "physicalLocation", "region", "startLine"), 1)
	want(t, get(t, steps, 2, "location", "message", "text"), "example.com/other/b.go:7:2: r.Read can wait forever")
	want(t, get(t, steps, 2, "location", "physicalLocation", "artifactLocation", "uri"), "sub%20dir/a.go")

	want(t, len(get(t, result, "fixes").([]any)), 1)
	change := get(t, result, "fixes", 0, "artifactChanges", 0, "replacements", 0)
	want(t, get(t, change, "deletedRegion", "startColumn"), column)
	want(t, get(t, change, "deletedRegion", "endColumn"), column+4)
	want(t, get(t, change, "insertedContent", "text"), "bounded")

	want(t, get(t, run, "results", 1, "level"), "warning")
	far := get(t, run, "results", 2, "locations", 0, "physicalLocation", "artifactLocation")
	want(t, get(t, far, "uriBaseId"), nil)
	if uri, _ := get(t, far, "uri").(string); !strings.HasPrefix(uri, "file:///") {
		t.Errorf("a file elsewhere is %q", uri)
	}
}

func TestRules(t *testing.T) {
	doc := written(t, &report.Report{}, report.Tree{Dir: ".", Root: "."})
	run := get(t, doc, "runs", 0)
	want(t, get(t, run, "results"), []any{})
	want(t, get(t, run, "invocations", 0, "executionSuccessful"), true)
	rules, _ := get(t, run, "tool", "driver", "rules").([]any)
	want(t, len(rules), len(kind.All)+1)
	for _, rule := range rules {
		id, _ := get(t, rule, "id").(string)
		page, ok := pages.Page(id)
		if !ok {
			t.Errorf("the rule %q has no page", id)
		}
		want(t, get(t, rule, "help", "markdown"), page)
		want(t, get(t, rule, "help", "text"), page)
		tags, _ := get(t, rule, "properties", "tags").([]any)
		if !slices.ContainsFunc(tags, func(tag any) bool { return strings.HasPrefix(tag.(string), "external/cwe/cwe-") }) {
			t.Errorf("%s: no CWE in %v", id, tags)
		}
		for _, key := range []string{"precision", "problem.severity"} {
			if get(t, rule, "properties", key) == nil {
				t.Errorf("%s has no %s", id, key)
			}
		}
		for _, key := range []string{"shortDescription", "fullDescription"} {
			if s, _ := get(t, rule, key, "text").(string); !strings.HasSuffix(s, ".") {
				t.Errorf("%s: the %s is %q", id, key, s)
			}
		}
	}
}

// TestSchema breaks a report: the schema has to notice.
func TestSchema(t *testing.T) {
	r, tree := sample(t)
	doc := written(t, r, tree)
	get(t, doc, "runs", 0, "results", 0).(map[string]any)["level"] = "nonsense"
	if officialSchema(t).Validate(doc) == nil {
		t.Error("a level of nonsense is valid")
	}
}

// TestQuiet: nothing is said of what is not there.
func TestQuiet(t *testing.T) {
	r, tree := sample(t)
	var b bytes.Buffer
	if err := Write(&b, r, tree, "v1"); err != nil {
		t.Fatal(err)
	}
	for _, noise := range []string{": -1", ": []", ": {}", ": null"} {
		if strings.Contains(b.String(), noise) {
			t.Errorf("the report has %q", noise)
		}
	}
}
