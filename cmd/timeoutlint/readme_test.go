package main

import (
	"flag"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/timeoutlint/timeoutlint/internal/check/pages"
	"github.com/timeoutlint/timeoutlint/internal/config"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// The tests of this file keep the README and docs/configuration.md true.

func readme(t *testing.T) string {
	t.Helper()
	return page(t, "README.md")
}

// page returns a file of the documentation.
func page(t *testing.T, path ...string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", filepath.Join(path...)))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// block returns the first code block of a language.
func block(t *testing.T, text, language string) string {
	t.Helper()
	m := regexp.MustCompile("(?s)```" + language + "\n(.*?)```").FindStringSubmatch(text)
	if m == nil {
		t.Fatalf("the page has no block of %s", language)
	}
	return m[1]
}

// cells returns the cells of the rows of a table, without backquotes, whose
// first cell is code.
func cells(text, heading string) [][]string {
	_, text, _ = strings.Cut(text, heading)
	var rows [][]string
	for line := range strings.Lines(text) {
		switch {
		case strings.HasPrefix(line, "| `"):
			line = strings.ReplaceAll(strings.Trim(line, "| \n"), "`", "")
			rows = append(rows, strings.Split(line, " | "))
		case !strings.HasPrefix(line, "|") && len(rows) > 0:
			return rows
		}
	}
	return rows
}

// TestReadmeOutput runs the first command. What the README shows has to be
// part of the output, in that order.
func TestReadmeOutput(t *testing.T) {
	if testing.Short() {
		t.Skip("checks the example")
	}
	readExample(t)
	compareOutput(t, readme(t), exitFindings)
}

// TestReadmeAudit runs the command of the section about audits.
func TestReadmeAudit(t *testing.T) {
	if testing.Short() {
		t.Skip("checks the example")
	}
	readExample(t)
	_, text, _ := strings.Cut(readme(t), "\n## Audit\n")
	compareOutput(t, text, exitClean)
}

// compareOutput runs the first command of a text and looks for its first output.
func compareOutput(t *testing.T, text string, status int) {
	t.Helper()
	command := strings.Fields(block(t, text, "sh"))
	cmd := exec.CommandContext(t.Context(), command[0], command[1:]...)
	cmd.Dir, cmd.Env = filepath.Join("..", ".."), append(os.Environ(), "GOWORK=off")
	out, err := cmd.Output()
	if cmd.ProcessState.ExitCode() != status {
		t.Fatalf("%q: %v\n%s", command, err, out)
	}
	rest := strings.Split(filepath.ToSlash(string(out)), "\n")
	for line := range strings.Lines(block(t, text, "text")) {
		i := slices.Index(rest, strings.TrimSuffix(line, "\n"))
		if i < 0 {
			t.Fatalf("the output has no line\n%safter the others; it is\n%s", line, out)
		}
		rest = rest[i+1:]
	}
}

// readExample reads what the command is going to check, so that the go command
// does not take the result of this test from its cache when that has changed.
func readExample(t *testing.T) {
	t.Helper()
	root := filepath.Join("..", "..", "examples")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			_, err = os.ReadFile(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestDocsFlags(t *testing.T) {
	var want, got []string
	newOptions().flags.VisitAll(func(f *flag.Flag) {
		value, _ := flag.UnquoteUsage(f)
		want = append(want, strings.TrimSpace("-"+f.Name+" "+value))
	})
	for _, row := range cells(page(t, "docs", "configuration.md"), "## Flags") {
		got = append(got, row[0])
	}
	if !slices.Equal(got, want) {
		t.Errorf("the page has the flags\n%q, the command\n%q", got, want)
	}
}

func TestReadmeKinds(t *testing.T) {
	var want, got []string
	for _, k := range append(slices.Clone(kind.All), kind.Directive) {
		want = append(want, string(k)+": "+pages.Title(string(k)))
	}
	for _, row := range cells(readme(t), "## What it finds") {
		got = append(got, row[0]+": "+row[1])
	}
	if !slices.Equal(got, want) {
		t.Errorf("the README has the kinds\n%q, the checks are\n%q", got, want)
	}
}

func TestDocsConfiguration(t *testing.T) {
	path := filepath.Join(t.TempDir(), config.Name)
	if err := os.WriteFile(path, []byte(block(t, page(t, "docs", "configuration.md"), "yaml")), 0o644); err != nil {
		t.Fatal(err)
	}
	o := newOptions()
	f, err := config.Read(path, func(key string) bool { return o.analyzer.Flags.Lookup(key) != nil })
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range f.Settings {
		if err := o.analyzer.Flags.Set(s.Name, s.Value); err != nil {
			t.Errorf("line %d: %v", s.Line, err)
		}
	}
	if len(f.Rows) == 0 {
		t.Error("the example has no rows")
	}
}
