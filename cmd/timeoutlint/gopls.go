package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/gopls"
)

// modulePath is the module of this command.
const modulePath = "github.com/timeoutlint/timeoutlint"

// newGopls returns the flags of the command gopls, and what they set.
func newGopls() (*flag.FlagSet, *gopls.Build) {
	b := &gopls.Build{Self: modulePath, Stderr: os.Stderr}
	fs := flag.NewFlagSet("timeoutlint gopls", flag.ContinueOnError)
	fs.StringVar(&b.Output, "o", "", "write the executable to `path` (default timeoutlint-gopls in the folder for binaries of go install)")
	fs.StringVar(&b.Version, "version", gopls.Version, "`version` of gopls to build")
	fs.StringVar(&b.Source, "source", "", "link the timeoutlint of a `folder` in place of this version's")
	return fs, b
}

// buildGopls builds a gopls that has the analyzer.
func buildGopls(ctx context.Context, args []string) int {
	fs, b := newGopls()
	if err := fs.Parse(args); errors.Is(err, flag.ErrHelp) {
		return exitClean
	} else if err != nil {
		return exitUsage // the flag package has said why
	}
	if fs.NArg() > 0 {
		return fail(exitUsage, fmt.Errorf("unexpected argument %q", fs.Arg(0)))
	}
	if err := completeBuild(ctx, b); err != nil {
		return fail(exitUsage, err)
	}
	if err := b.Do(ctx); err != nil {
		return fail(exitErrors, err)
	}
	fmt.Print(strings.ReplaceAll(editorSettings, "PATH", b.Output))
	return exitClean
}

// completeBuild fills in what was not given.
func completeBuild(ctx context.Context, b *gopls.Build) (err error) {
	if b.Output == "" {
		if b.Output, err = binFolder(ctx); err != nil {
			return err
		}
		b.Output = filepath.Join(b.Output, "timeoutlint-gopls")
	}
	if b.Output, err = filepath.Abs(b.Output); err != nil {
		return err
	}
	if b.Source != "" {
		b.Source, err = filepath.Abs(b.Source)
		return err
	}
	if b.SelfVer = released(); b.SelfVer != "" {
		return nil
	}
	return errors.New("this executable is not of a released version: name the folder of its source with -source")
}

// binFolder is where go install puts executables.
func binFolder(ctx context.Context) (string, error) {
	out, err := exec.CommandContext(ctx, "go", "env", "GOBIN", "GOPATH").Output()
	if err != nil {
		return "", fmt.Errorf("go env: %w", err)
	}
	lines := strings.Split(string(out), "\n")
	if lines[0] != "" {
		return lines[0], nil
	}
	return filepath.Join(filepath.SplitList(lines[1])[0], "bin"), nil
}

// editorSettings tells what to do with the result.
const editorSettings = `PATH is gopls with timeoutlint. To use it:

VS Code, settings.json:
	"go.alternateTools": { "gopls": "PATH" }
Neovim 0.11 or newer:
	vim.lsp.config("gopls", { cmd = { "PATH" } })
Helix, languages.toml:
	[language-server.gopls]
	command = "PATH"
Emacs, Eglot:
	(add-to-list 'eglot-server-programs '((go-mode go-ts-mode) . ("PATH")))
Zed, settings.json:
	"lsp": { "gopls": { "binary": { "path": "PATH" } } }
GoLand does not use gopls: run golangci-lint with the plugin there.

The configuration is the .timeoutlint.yaml of the folder that the editor opens.
`
