package drivers

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
	"github.com/yuin/gopher-lua/parse"
	"go.starlark.net/syntax"
	"go.yaml.in/yaml/v3"

	"github.com/timeoutlint/timeoutlint/internal/versions"
)

// A snippet is a fenced block of a document.
type snippet struct{ language, text string }

var fenced = regexp.MustCompile("(?ms)^```(\\w+)\n(.*?)^```$")

// snippets are the blocks of a document in docs.
func snippets(doc string) ([]snippet, error) {
	text, err := os.ReadFile(filepath.Join(root(), "docs", doc))
	var out []snippet
	for _, m := range fenced.FindAllStringSubmatch(string(text), -1) {
		out = append(out, snippet{m[1], m[2]})
	}
	return out, err
}

// parsers read what is not executed.
var parsers = map[string]func(text string) error{
	"elisp": balanced,
	"json":  func(text string) error { return json.Unmarshal([]byte(text), new(any)) },
	"lua":   func(text string) error { _, err := parse.Parse(strings.NewReader(text), "lua"); return err },
	"starlark": func(text string) error {
		_, err := (&syntax.FileOptions{}).Parse("BUILD", text, 0)
		return err
	},
	"toml": func(text string) error { return toml.Unmarshal([]byte(text), new(any)) },
	"yaml": func(text string) error { return yaml.Unmarshal([]byte(text), new(any)) },
}

// TestDocsParse reads all snippets of the documents about drivers. Those in sh
// and make are executed by other tests.
func TestDocsParse(t *testing.T) {
	for _, doc := range []string{"editors.md", "golangci-lint.md", "bazel.md", "ci.md"} {
		blocks, err := snippets(doc)
		if err != nil {
			t.Fatal(err)
		}
		for i, s := range blocks {
			t.Run(fmt.Sprintf("%s/%d", doc, i), func(t *testing.T) {
				parser, ok := parsers[s.language]
				switch {
				case ok:
					if err := parser(s.text); err != nil {
						t.Errorf("%v in\n%s", err, s.text)
					}
				case s.language != "sh" && s.language != "make":
					t.Errorf("nothing reads %s", s.language)
				}
			})
		}
	}
}

// balanced reads an S-expression without comments.
func balanced(text string) error {
	depth, quoted := 0, false
	for _, c := range text {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '(':
			depth++
		case c == ')':
			depth--
		}
		if depth < 0 {
			break
		}
	}
	if depth != 0 || quoted {
		return errors.New("not balanced")
	}
	return nil
}

// TestPinned compares what the documents and .custom-gcl.yml say with the
// versions that are pinned.
func TestPinned(t *testing.T) {
	for file, want := range map[string]string{
		".custom-gcl.yml":       "\nversion: " + versions.GolangciLint + "\n",
		"docs/golangci-lint.md": "\nversion: " + versions.GolangciLint + "\n",
		"docs/editors.md":       "`-version=" + versions.Gopls + "`",
	} {
		if !strings.Contains(read(t, root(), file), want) {
			t.Errorf("%s has no %q", file, want)
		}
	}
}

// TestDocsGolangci runs golangci-lint as docs/golangci-lint.md says.
func TestDocsGolangci(t *testing.T) {
	golangci.path(t)
	blocks, err := snippets("golangci-lint.md")
	if err != nil {
		t.Fatal(err)
	}
	dir := tiny(t, "")
	write(t, dir, ".golangci.yml", blocks[1].text)
	_, command, _ := strings.Cut(blocks[2].text, "\n")
	r := run(t, dir, []string{"GOLANGCI_LINT_CACHE=" + t.TempDir()}, "sh", "-euc",
		strings.Replace(command, "./", programs+"/", 1)).want(t, 1)
	if !strings.Contains(r.stdout, "p.go:6:9: net.Dial can wait forever") {
		t.Errorf("golangci-lint says\n%s%s", r.stdout, r.stderr)
	}
}

// TestDocsBazel executes the commands of docs/bazel.md.
func TestDocsBazel(t *testing.T) {
	command.path(t)
	cacher.path(t)
	blocks, err := snippets("bazel.md")
	if err != nil {
		t.Fatal(err)
	}
	dir := tiny(t, "")
	env := []string{
		"PATH=" + programs + string(filepath.ListSeparator) + os.Getenv("PATH"),
		"GOMODCACHE=" + goEnv(t, "GOMODCACHE"), "HOME=" + t.TempDir(), "CACHE=" + strings.TrimPrefix(serve(t), "http://"),
	}
	status := map[string]int{"timeoutlint nogo": 0, "export GOCACHEPROG": 1}
	for _, s := range blocks {
		for begin, code := range status {
			if strings.HasPrefix(s.text, begin) {
				run(t, dir, env, "sh", "-euc", s.text).want(t, code)
				delete(status, begin)
			}
		}
	}
	if len(status) > 0 {
		t.Errorf("docs/bazel.md has no %v", status)
	}
	var config map[string]struct {
		Flags map[string]string `json:"analyzer_flags"`
	}
	decode(t, read(t, dir, "nogo.json"), &config)
	if got := config["timeoutlint"].Flags["lock"]; got != "waiters" {
		t.Errorf("nogo.json has lock %q", got)
	}
}

func goEnv(t *testing.T, name string) string {
	t.Helper()
	return strings.TrimSpace(run(t, root(), nil, "go", "env", name).want(t, 0).stdout)
}
