package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/timeoutlint/timeoutlint/internal/manual"
)

// TestHelpFits: the help is for one screen of a terminal.
func TestHelpFits(t *testing.T) {
	var b bytes.Buffer
	if err := manual.Help(&b, program(), timeouts); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	if len(lines) > 42 {
		t.Errorf("the help has %d lines", len(lines))
	}
	for _, l := range lines {
		if n := utf8.RuneCountInString(l); n > 80 {
			t.Errorf("%d columns: %s", n, l)
		}
	}
	for _, c := range program().Commands {
		if !strings.Contains(b.String(), "\n  "+c.Name) {
			t.Errorf("the help has no command %s", c.Name)
		}
	}
	if n := strings.Count(b.String(), "-timeout "); n != 1 {
		t.Errorf("the help has %d flags for the timeouts of repairs", n)
	}
}

// TestMan has the manual formatted by the program that man(1) calls, which
// complains about mistakes.
func TestMan(t *testing.T) {
	groff, err := exec.LookPath("groff")
	if err != nil {
		t.Skip("there is no groff")
	}
	var page bytes.Buffer
	if err := manual.Man(&page, program()); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(t.Context(), groff, "-man", "-ww", "-Tascii", "-P-cbou")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = &page, &stdout, &stderr
	if err := cmd.Run(); err != nil || stderr.Len() > 0 {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	text := stdout.String()
	for _, f := range program().Flags {
		if !strings.Contains(text, "\n       -"+f.Name) {
			t.Errorf("the manual has no -%s", f.Name)
		}
	}
	for _, want := range []string{"\nNAME\n       timeoutlint - find", "\nEXAMPLES\n", "   audit [packages]\n", "-coverage-min percentage\n", "-KIND", "//timeoutlint:ignore kind reason", "       directive"} {
		if strings.Contains(text, want) == (want == "-KIND") {
			t.Errorf("the manual and %q:\n%s", want, text)
		}
	}
}

// script writes the completion for a shell, and returns its path and that of the
// shell.
func script(t *testing.T, shell string) (path, bin string) {
	t.Helper()
	bin, err := exec.LookPath(shell)
	if err != nil {
		t.Skipf("there is no %s", shell)
	}
	var b bytes.Buffer
	if ok, err := manual.Completion(&b, program(), shell); !ok || err != nil {
		t.Fatal(ok, err)
	}
	path = filepath.Join(t.TempDir(), "_timeoutlint")
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return path, bin
}

// ask runs a shell in a folder that has something to complete, and returns the
// lines that it prints.
func ask(t *testing.T, bin string, args ...string) []string {
	t.Helper()
	dir := t.TempDir()
	for _, d := range []string{"audits", "wal"} {
		if err := os.Mkdir(filepath.Join(dir, d), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "known findings.txt"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), bin, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_CONFIG_HOME="+dir, "XDG_DATA_HOME="+dir, "TERM=dumb")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil || stderr.Len() > 0 {
		t.Fatalf("%q: %v\n%s%s", args, err, stderr.String(), out)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	slices.Sort(lines)
	return lines
}

// completions are lines, what can follow, and what cannot.
var completions = []struct {
	line     string
	has, not []string
}{
	{"timeoutlint au", []string{"audit"}, []string{"wal", "init"}},
	{"timeoutlint ", []string{"audit", "init", "wal"}, []string{"-json"}},
	{"timeoutlint -fi", []string{"-fix", "-fix-with"}, []string{"-json", "audit"}},
	{"timeoutlint -format=s", []string{"sarif"}, []string{"json", "audits"}},
	{"timeoutlint -format ", []string{"text", "gitlab"}, []string{"wal", "html"}},
	{"timeoutlint -lock=w", []string{"waiters"}, nil},
	{"timeoutlint -baseline=kn", []string{"known findings.txt"}, nil},
	{"timeoutlint -json w", []string{"wal"}, []string{"audit"}},
	{"timeoutlint audit -c", []string{"-compare"}, []string{"-fix", "-c"}},
	{"timeoutlint audit -format=m", []string{"markdown"}, []string{"text"}},
	{"timeoutlint help conn", []string{"conn-read", "conn-write"}, []string{"lock"}},
	{"timeoutlint completion ", []string{"bash", "zsh", "fish"}, []string{"wal"}},
	{"timeoutlint init g", []string{"github", "golangci-lint"}, []string{"config"}},
}

// offers compares the words that a shell offers. Some shells repeat the flag, add
// a description or quote.
func offers(t *testing.T, line string, got, has, not []string) {
	t.Helper()
	offered := func(word string) bool {
		return slices.ContainsFunc(got, func(g string) bool {
			g, _, _ = strings.Cut(g, "\t")
			if _, value, ok := strings.Cut(g, "="); ok {
				g = value
			}
			return strings.TrimSuffix(strings.ReplaceAll(g, `\ `, " "), "/") == word
		})
	}
	for _, w := range has {
		if !offered(w) {
			t.Errorf("%q: %q lacks %s", line, got, w)
		}
	}
	for _, w := range not {
		if offered(w) {
			t.Errorf("%q: %q has %s", line, got, w)
		}
	}
}

func TestBash(t *testing.T) {
	path, bash := script(t, "bash")
	// As bash does: = and : are words.
	words := strings.NewReplacer("=", " = ", ":", " : ")
	run := func(line string) []string {
		list := strings.Fields(words.Replace(line))
		if strings.HasSuffix(line, " ") {
			list = append(list, "")
		}
		const complete = `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); complete -p timeoutlint >/dev/null && _timeoutlint && printf '%s\n' "${COMPREPLY[@]}"`
		return ask(t, bash, append([]string{"--norc", "-c", complete, "bash", path}, list...)...)
	}
	for _, c := range completions {
		offers(t, c.line, run(c.line), c.has, c.not)
	}
	offers(t, "a path", run("timeoutlint -output=sarif:kn"), []string{"known findings.txt"}, nil)
	offers(t, "a format", run("timeoutlint -output=sa"), []string{"sarif:"}, []string{"json:"})
	offers(t, "a line", run("timeoutlint explain a.go:"), nil, []string{"wal"})
}

func TestFish(t *testing.T) {
	path, fish := script(t, "fish")
	for _, c := range completions {
		got := ask(t, fish, "--no-config", "-c", "source "+path+"; complete -C "+"'"+c.line+"'")
		offers(t, c.line, got, c.has, c.not)
	}
}

// TestZsh only loads the script: what it completes needs a terminal.
func TestZsh(t *testing.T) {
	path, zsh := script(t, "zsh")
	got := ask(t, zsh, "-f", "-c", `autoload -Uz compinit; compinit -u -D; source "$1"; print $_comps[timeoutlint]`, "zsh", path)
	if !slices.Equal(got, []string{"_timeoutlint"}) {
		t.Errorf("completions are made by %q", got)
	}
}
