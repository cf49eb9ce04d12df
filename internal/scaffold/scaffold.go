// Package scaffold makes the files with which a module begins to use
// timeoutlint.
package scaffold

import (
	"flag"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/config"
	"github.com/timeoutlint/timeoutlint/internal/kind"
	"github.com/timeoutlint/timeoutlint/internal/versions"
)

// A File is one to write.
type File struct {
	Name string // how people call it
	Path string // with slashes
	Top  bool   // the path begins at the root of the repository, not at the module's
	Text string
}

// A Setup says for whom the files are.
type Setup struct {
	Flags   *flag.FlagSet // of the analyzer
	Version string        // of timeoutlint, "" for the latest
	Subdir  string        // of the module in the repository, with slashes, "" for its root
}

// Names are the names of the files.
var Names = []string{"config", "golangci-lint", "github"}

// Files returns the files.
func Files(s Setup) []File {
	if s.Version == "" {
		s.Version = "latest"
	}
	return []File{
		{Name: Names[0], Path: config.Name, Text: s.config()},
		{Name: Names[1], Path: ".custom-gcl.yml", Text: s.golangci()},
		{Name: Names[2], Path: path.Join(".github", "workflows", "timeoutlint.yml"), Top: true, Text: s.workflow()},
	}
}

// config lists the keys with their defaults, commented out. Lines that begin with
// # and no space are keys.
func (s Setup) config() string {
	var b strings.Builder
	b.WriteString(`# The configuration of timeoutlint: keys are flags, at their defaults here.
# Flags on the command line win. timeoutlint man explains all.

# report only findings that are not in the file, a path relative to this one
#baseline: ""
`)
	known := config.Keys(s.Flags)
	s.Flags.VisitAll(func(f *flag.Flag) {
		if known(f.Name) {
			_, text := flag.UnquoteUsage(f)
			fmt.Fprintf(&b, "\n%s#%s: %s\n", comment(text), f.Name, value(f))
		}
	})
	b.WriteString(`
# functions of yours that wait, pass connections on, make contexts, or run others
# within a time; docs/configuration.md has examples of each: blocks, wraps,
# contexts, runs, literals
#rows: {}
`)
	return b.String()
}

// comment writes a text as a comment, in lines of no more than 80 columns unless
// a word is longer.
func comment(text string) string {
	var b strings.Builder
	line := "#"
	for word := range strings.FieldsSeq(text) {
		if len(line)+1+len(word) > 80 && line != "#" {
			b.WriteString(line + "\n")
			line = "#"
		}
		line += " " + word
	}
	return b.String() + line + "\n"
}

// value is the default of a flag in YAML.
func value(f *flag.Flag) string {
	if f.Name == "kinds" {
		var list []string
		for _, k := range kind.Default {
			list = append(list, string(k))
		}
		return "[" + strings.Join(list, ", ") + "]"
	}
	if f.DefValue == "" {
		return `""`
	}
	return f.DefValue
}

func (s Setup) golangci() string {
	return fmt.Sprintf(`# golangci-lint with timeoutlint: golangci-lint custom && ./custom-gcl run
# It takes its settings, the keys of %s, from .golangci.yml:
#
# linters:
#   enable: [timeoutlint]
#   settings:
#     custom:
#       timeoutlint:
#         type: module
#         settings: {}
version: %s
name: custom-gcl
plugins:
  - module: github.com/timeoutlint/timeoutlint
    import: github.com/timeoutlint/timeoutlint/plugin
    version: %s
`, config.Name, versions.GolangciLint, s.Version)
}

func (s Setup) workflow() string {
	folder := ""
	if s.Subdir != "" {
		folder = fmt.Sprintf("    defaults:\n      run:\n        working-directory: %q\n", s.Subdir)
	}
	return fmt.Sprintf(`name: timeoutlint
on:
  push:
  pull_request:
permissions:
  contents: read
jobs:
  timeoutlint:
    runs-on: ubuntu-latest
%s    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0 # for -new-from
      - uses: actions/setup-go@v5
        with:
          go-version: stable
      - run: go install github.com/timeoutlint/timeoutlint/cmd/timeoutlint@%s
      # Add -new-from="origin/$GITHUB_BASE_REF" on pull requests, or a baseline in
      # %s, to see new findings alone. For code scanning add
      # -output=sarif:timeoutlint.sarif and github/codeql-action/upload-sarif.
      - run: timeoutlint -format=github ./...
`, folder, s.Version, config.Name)
}

// Choose returns the files of the given names, all if there are none.
func Choose(files []File, names []string) ([]File, error) {
	if len(names) == 0 {
		return files, nil
	}
	var out []File
	for _, name := range names {
		i := slices.IndexFunc(files, func(f File) bool { return f.Name == name })
		if i < 0 {
			return nil, fmt.Errorf("%q is not one of %s", name, strings.Join(Names, ", "))
		}
		if !slices.ContainsFunc(out, func(f File) bool { return f.Name == name }) {
			out = append(out, files[i])
		}
	}
	return out, nil
}
