package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/flow"
	"github.com/timeoutlint/timeoutlint/internal/report"
)

// checkout returns the folder of a repository, which is cloned if it is not there.
func checkout(ctx context.Context, root string, r Repo) (string, error) {
	dir := filepath.Join(root, strings.ReplaceAll(r.Repo, "/", "+"))
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		if err := git(ctx, "clone", "-q", "https://github.com/"+r.Repo, dir); err != nil {
			return "", err
		}
		if err := git(ctx, "-C", dir, "checkout", "-q", r.Commit); err != nil {
			return "", err
		}
	}
	cmd := exec.CommandContext(ctx, "git", "-C", dir, "rev-parse", "HEAD")
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s: git rev-parse: %w", dir, err)
	}
	if !strings.HasPrefix(string(out), r.Commit) {
		return "", fmt.Errorf("%s is at %.12s, not at %s", dir, out, r.Commit)
	}
	for _, name := range r.Touch {
		if err := touch(filepath.Join(dir, filepath.FromSlash(name))); err != nil {
			return "", err
		}
	}
	return dir, nil
}

func git(ctx context.Context, args ...string) error {
	cmd := exec.CommandContext(ctx, "git", args...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("git %s: %w\n%s", strings.Join(args, " "), err, out)
	}
	return nil
}

// touch makes an empty file, unless there is one.
func touch(name string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_CREATE, 0o666)
	if err != nil {
		return err
	}
	return f.Close()
}

// run runs the tool on a repository, and makes of each finding what a label
// says of it.
func run(ctx context.Context, tool, dir string, r Repo) ([]Label, error) {
	cmd := exec.CommandContext(ctx, tool, "-json", "./...")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod -buildvcs=false", "GOWORK=off")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var doc struct {
		Findings []report.Finding
		Errors   []report.Error
	}
	if jsonErr := json.Unmarshal(stdout.Bytes(), &doc); jsonErr != nil {
		return nil, fmt.Errorf("%s: %w: %s", tool, errors.Join(err, jsonErr), stderr.Bytes())
	}
	for _, e := range doc.Errors {
		fmt.Fprintf(os.Stderr, "%s: %s\n", r.Repo, e)
	}
	var out []Label
	for _, f := range doc.Findings {
		l := Label{
			Repo: r.Repo, Commit: r.Commit, File: filepath.ToSlash(f.File), Line: f.Line,
			Function: f.Function, Kind: f.Kind, Operation: f.Operation,
		}
		for _, s := range f.Witness {
			l.told = append(l.told, place(filepath.ToSlash(s.File), s.Line))
		}
		out = append(out, l)
	}
	return out, nil
}

// line is a finding as a line of a label file, whose verdict is to be filled in.
func (l *Label) line() string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(l); err != nil {
		panic(err) // of strings, numbers and a bool?
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// countLines counts the lines of Go that the tool looks at by default: those of
// the module, tests and generated files aside.
func countLines(dir string) (int, error) {
	n := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != dir && (skipped(d.Name()) || isModule(path)):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		data, err := os.ReadFile(path)
		if err == nil && !generated(data) {
			n += bytes.Count(data, []byte("\n"))
		}
		return err
	})
	return n, err
}

func skipped(folder string) bool {
	return folder == "vendor" || folder == "testdata" || flow.IsAside(folder) || folder[0] == '.' || folder[0] == '_'
}

func isModule(folder string) bool {
	_, err := os.Stat(filepath.Join(folder, "go.mod"))
	return err == nil
}

func generated(source []byte) bool {
	f, err := parser.ParseFile(token.NewFileSet(), "", source, parser.PackageClauseOnly|parser.ParseComments)
	return err == nil && ast.IsGenerated(f)
}
