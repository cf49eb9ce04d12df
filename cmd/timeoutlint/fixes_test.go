package main

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the expected repairs in testdata/fixes")

// TestFixes repairs the packages of testdata/fixes in each style and compares
// the files, and what is left with the reasons, with those that are expected.
// A second run has nothing to do, and gofmt neither.
func TestFixes(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the go command many times")
	}
	tool := buildTool(t)
	source, err := filepath.Abs(filepath.Join("testdata", "fixes"))
	if err != nil {
		t.Fatal(err)
	}
	for _, style := range []string{"std", "bounded"} {
		t.Run(style, func(t *testing.T) {
			dir := copyModule(t, source)
			left := runTool(t, dir, tool, "-fix", "-fix-with="+style, "./...")
			compareFile(t, filepath.Join(source, "left."+style+".golden"), left)
			err := fs.WalkDir(os.DirFS(dir), ".", func(path string, _ fs.DirEntry, err error) error {
				if err != nil || filepath.Ext(path) != ".go" {
					return err
				}
				got, err := os.ReadFile(filepath.Join(dir, path))
				compareFile(t, filepath.Join(source, strings.TrimSuffix(path, ".go")+"."+style+".golden"), got)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			if again := runTool(t, dir, tool, "-diff", "-fix-with="+style, "./..."); len(again) > 0 {
				t.Errorf("a second run would change\n%s", again)
			}
			out, err := exec.CommandContext(t.Context(), "gofmt", "-l", dir).CombinedOutput()
			if err != nil || len(out) > 0 {
				t.Errorf("gofmt: %v\n%s", err, out)
			}
		})
	}
}

// TestTwin keeps examples/broker-bounded what -fix makes of examples/broker. The
// test of a disk that stalls expects other things of each.
func TestTwin(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the go command many times")
	}
	examples, err := filepath.Abs(filepath.Join("..", "..", "examples"))
	if err != nil {
		t.Fatal(err)
	}
	twin := filepath.Join(examples, "broker-bounded")
	dir := copyModule(t, filepath.Join(examples, "broker"))
	goMod := []string{"mod", "edit", "-require=" + boundedModule + "@v0.0.0", "-replace=" + boundedModule + "=../../bounded"}
	edit := exec.CommandContext(t.Context(), "go", goMod...)
	edit.Dir = dir
	if out, err := edit.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	work := copyModule(t, dir)
	if left := runTool(t, work, buildTool(t), "-fix", "-fix-with=bounded", "./..."); len(left) > 0 {
		t.Errorf("not fixed:\n%s", left)
	}
	err = fs.WalkDir(os.DirFS(work), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == "stall_test.go" {
			return err
		}
		from := work
		if path == "go.mod" {
			from = dir
		}
		got, err := os.ReadFile(filepath.Join(from, path))
		if err != nil {
			return err
		}
		if *update {
			err = os.MkdirAll(filepath.Dir(filepath.Join(twin, path)), 0o755)
		}
		compareFile(t, filepath.Join(twin, path), got)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// buildTool builds the command, to run it as people do.
func buildTool(t *testing.T) string {
	t.Helper()
	tool := filepath.Join(t.TempDir(), "timeoutlint.exe")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", tool, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return tool
}

// copyModule copies the sources of a module to where they can be changed.
func copyModule(t *testing.T, source string) string {
	t.Helper()
	dir := t.TempDir()
	err := filepath.WalkDir(source, func(path string, d fs.DirEntry, err error) error {
		rel, relErr := filepath.Rel(source, path)
		if err != nil || relErr != nil || filepath.Ext(path) == ".golden" {
			return err
		}
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(dir, rel), 0o755)
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if rel == "go.mod" {
			root, err := filepath.Abs(filepath.Join("..", ".."))
			if err != nil {
				return err
			}
			for _, rel := range []string{"../../../../", "../../"} {
				content = bytes.ReplaceAll(content, []byte("=> "+rel), []byte("=> "+filepath.ToSlash(root)+"/"))
			}
		}
		return os.WriteFile(filepath.Join(dir, rel), content, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// runTool runs the command and returns what it prints, its errors aside.
func runTool(t *testing.T, dir, tool string, args ...string) []byte {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), tool, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if code := cmd.ProcessState.ExitCode(); code != exitClean && code != exitFindings {
		t.Fatalf("%s: %v\n%s%s", args, err, out, stderr.Bytes())
	}
	return out
}

func compareFile(t *testing.T, golden string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, got) {
		t.Errorf("%s: got\n%s\nwant\n%s", golden, got, want)
	}
}
