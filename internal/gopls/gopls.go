// Package gopls builds a gopls that has the analyzer: a copy of the module with
// one more file, which appends to the list of analyzers.
package gopls

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/versions"
)

// Version is the version of gopls that is built unless another is asked for.
const Version = versions.Gopls

const module = "golang.org/x/tools/gopls"

// A Build says what to build.
type Build struct {
	Version string    // of gopls
	Output  string    // path of the executable
	Self    string    // import path of this module
	Source  string    // its folder, or "" for SelfVersion
	SelfVer string    // its version
	Stderr  io.Writer // progress
}

// Do builds the executable and tries it out.
func (b *Build) Do(ctx context.Context) error {
	work, err := os.MkdirTemp("", "timeoutlint-gopls")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(work) }() // it is temporary
	fmt.Fprintf(b.Stderr, "downloading %s@%s\n", module, b.Version)
	source, err := b.download(ctx, work)
	if err != nil {
		return err
	}
	dir := filepath.Join(work, "gopls")
	//timeoutlint:ignore disk-write a person waits for the build, and can interrupt it
	if err := os.CopyFS(dir, os.DirFS(source)); err != nil {
		return err
	}
	if err := b.addAnalyzer(ctx, dir); err != nil {
		return err
	}
	fmt.Fprintln(b.Stderr, "building it with the analyzer")
	built := filepath.Join(work, "bin"+exe())
	if _, err := goCommand(ctx, dir, "build", "-mod=mod", "-o", built, "."); err != nil {
		return fmt.Errorf("building gopls %s: %w", b.Version, err)
	}
	fmt.Fprintln(b.Stderr, "trying it out")
	if err := b.verify(ctx, built, filepath.Join(work, "try")); err != nil {
		return err
	}
	return install(built, b.Output)
}

func exe() string {
	if runtime.GOOS == "windows" {
		return ".exe"
	}
	return ""
}

// download returns the folder of the module in the module cache.
func (b *Build) download(ctx context.Context, work string) (string, error) {
	out, err := goCommand(ctx, work, "mod", "download", "-json", module+"@"+b.Version)
	var m struct{ Dir, Error string }
	if json.Unmarshal([]byte(out), &m) == nil && m.Error != "" {
		err = errors.New(m.Error)
	}
	if err != nil && strings.Contains(err.Error(), "requires go >=") {
		return "", fmt.Errorf("gopls %s is too new for this Go (%w); choose an older one, such as -version=%s", b.Version, err, Version)
	}
	if err != nil {
		return "", fmt.Errorf("downloading gopls %s: %w", b.Version, err)
	}
	return m.Dir, nil
}

// addAnalyzer adds the file and the requirement.
func (b *Build) addAnalyzer(ctx context.Context, dir string) error {
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			err = os.Chmod(path, 0o700) // the module cache is read-only
		}
		return err
	})
	if err != nil {
		return err
	}
	if err := os.Chmod(filepath.Join(dir, "go.mod"), 0o600); err != nil {
		return err
	}
	if err := os.Chmod(filepath.Join(dir, "go.sum"), 0o600); err != nil {
		return err
	}
	file := filepath.Join(dir, "internal", "settings", "timeoutlint.go")
	if err := writeFile(file, []byte(strings.ReplaceAll(added, "SELF", b.Self)), 0o600); err != nil {
		return err
	}
	version := b.SelfVer
	edit := []string{"mod", "edit"}
	if b.Source != "" {
		version = "v0.0.0"
		edit = append(edit, "-replace="+b.Self+"="+b.Source)
	}
	_, err = goCommand(ctx, dir, append(edit, "-require="+b.Self+"@"+version)...)
	return err
}

// added is the file that registers the analyzer.
const added = `package settings

import (
	"golang.org/x/tools/gopls/internal/protocol"

	"SELF/editor"
)

func init() {
	AllAnalyzers = append(AllAnalyzers, &Analyzer{
		analyzer:    editor.Analyzer(),
		actionKinds: []protocol.CodeActionKind{protocol.QuickFix},
		severity:    protocol.SeverityWarning,
	})
}
`

// verify asks the executable for a diagnostic of the analyzer.
func (b *Build) verify(ctx context.Context, built, dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	files := map[string]string{
		"go.mod": "module example.com/try\n\ngo 1.25\n",
		"try.go": "package try\n\nimport \"net\"\n\nfunc dial() (net.Conn, error) { return net.Dial(\"tcp\", \"\") }\n",
	}
	for name, content := range files {
		if err := writeFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			return err
		}
	}
	cmd := exec.CommandContext(ctx, built, "check", "try.go")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOWORK=off", "GOFLAGS=")
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "net.Dial can wait forever") {
		return fmt.Errorf("the gopls that was built does not report what it should: %w\n%s", err, out)
	}
	return nil
}

// install puts the executable in place at once, so that a gopls that runs keeps
// its own file.
func install(built, output string) error {
	if err := os.MkdirAll(filepath.Dir(output), 0o755); err != nil {
		return err
	}
	in, err := os.ReadFile(built)
	if err != nil {
		return err
	}
	temp := output + ".new"
	if err := writeFile(temp, in, 0o755); err != nil {
		_ = os.Remove(temp) // half of it, when there is no room
		return err
	}
	return os.Rename(temp, output)
}

func writeFile(name string, content []byte, mode os.FileMode) error {
	//timeoutlint:ignore disk-write a person waits for the build, and can interrupt it
	return os.WriteFile(name, content, mode)
}

// goCommand runs the go command outside of the user's workspace. The error has
// what it printed.
func goCommand(ctx context.Context, dir string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOWORK=off", "GOFLAGS=")
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		text := strings.TrimSpace(stderr.String())
		if text == "" {
			text = err.Error()
		}
		return string(out), errors.New(text)
	}
	return string(out), nil
}
