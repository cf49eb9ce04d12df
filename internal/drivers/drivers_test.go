// Package drivers tests that the analyzer finds the same in every program that
// can drive it. All of them are real, and built from the Go module proxy.
package drivers

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// root is the folder of the project.
var root = sync.OnceValue(func() string {
	abs, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		panic(err)
	}
	return abs
})

// programs is the folder for what is built, for all tests.
var programs string

func TestMain(m *testing.M) {
	os.Exit(inTemp(m))
}

func inTemp(m *testing.M) int {
	var err error
	if programs, err = os.MkdirTemp("", "drivers"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(programs) }()
	return m.Run()
}

// A program is built when the first test asks for it.
type program struct {
	once  sync.Once
	err   error
	build func(output string) error
	name  string
}

func (p *program) path(t testing.TB) string {
	t.Helper()
	if testing.Short() {
		t.Skip("builds " + p.name)
	}
	path, err := p.made()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// made builds the program if no test has asked for it yet.
func (p *program) made() (string, error) {
	path := filepath.Join(programs, p.name)
	p.once.Do(func() { p.err = p.build(path) })
	return path, p.err
}

// command is timeoutlint itself.
var command = &program{name: "timeoutlint", build: func(output string) error {
	return try(root(), nil, "go", "build", "-o", output, "./cmd/timeoutlint")
}}

// goInstall builds a program of another module.
func goInstall(module, version, pkg string) *program {
	name := filepath.Base(module + pkg)
	return &program{name: name, build: func(output string) error {
		return try(root(), []string{"GOBIN=" + filepath.Dir(output)}, "go", "install", module+pkg+"@"+version)
	}}
}

// try runs a command whose output matters only when it fails.
func try(dir string, env []string, name string, args ...string) error {
	//nolint:noctx // it builds for all tests, and none of their contexts lasts long enough; go test has a timeout
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, out)
	}
	return nil
}

// A result is what a program did.
type result struct {
	stdout, stderr string
	code           int
}

// run runs a program in a folder outside of any workspace. It may fail.
func run(t *testing.T, dir string, env []string, name string, args ...string) result {
	t.Helper()
	return runCmd(t, exec.CommandContext(t.Context(), name, args...), dir, env)
}

func runCmd(t *testing.T, cmd *exec.Cmd, dir string, env []string) result {
	t.Helper()
	var stdout, stderr strings.Builder
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=")
	cmd.Env = append(cmd.Env, env...)
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return result{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}
}

// want fails unless the program ended with this status.
func (r result) want(t *testing.T, code int) result {
	t.Helper()
	if r.code != code {
		t.Fatalf("exit status %d, want %d\n%s%s", r.code, code, r.stdout, r.stderr)
	}
	return r
}

// A finding is what all drivers can tell of one.
type finding struct {
	file      string
	line, col int
	message   string
}

func (f finding) String() string {
	return fmt.Sprintf("%s:%d:%d: %s", f.file, f.line, f.col, f.message)
}

// ofCommand are the findings of the command, with their kinds.
func ofCommand(t *testing.T, dir string, args ...string) (found []finding, kinds []string) {
	t.Helper()
	r := run(t, dir, nil, command.path(t), append([]string{"-json"}, args...)...).want(t, 1)
	var doc struct {
		Findings []struct {
			File          string
			Line, Column  int
			Kind, Message string
		}
	}
	decode(t, r.stdout, &doc)
	for _, f := range doc.Findings {
		found = append(found, finding{filepath.ToSlash(f.File), f.Line, f.Column, f.Message})
		kinds = append(kinds, f.Kind)
	}
	if len(found) == 0 {
		t.Fatal("the command finds nothing")
	}
	return found, kinds
}

func decode(t *testing.T, text string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), into); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
}

// compare reports the differences between what two drivers find.
func compare(t *testing.T, want, got []finding) {
	t.Helper()
	byPlace := func(a, b finding) int {
		return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.line, b.line), cmp.Compare(a.col, b.col), cmp.Compare(a.message, b.message))
	}
	want, got = slices.SortedFunc(slices.Values(want), byPlace), slices.SortedFunc(slices.Values(got), byPlace)
	for _, f := range want {
		if !slices.Contains(got, f) {
			t.Errorf("missing %s", f)
		}
	}
	for _, f := range got {
		if !slices.Contains(want, f) {
			t.Errorf("unexpected %s", f)
		}
	}
	if !t.Failed() && len(want) != len(got) {
		t.Errorf("%d findings, want %d: some are there twice", len(got), len(want))
	}
}

// moduleDir is the folder of a module in the module cache.
func moduleDir(ctx context.Context, env []string, mod, version string) (string, error) {
	cmd := exec.CommandContext(ctx, "go", "mod", "download", "-json", mod+"@"+version)
	cmd.Env = slices.Concat(os.Environ(), []string{"GOWORK=off", "GOFLAGS="}, env)
	out, err := cmd.Output()
	var m struct{ Dir, Error string }
	if err := json.Unmarshal(out, &m); err == nil && m.Error != "" {
		return "", fmt.Errorf("downloading %s: %s", mod, m.Error)
	}
	return m.Dir, err
}
