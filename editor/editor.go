// Package editor is timeoutlint as gopls links it: with the configuration of the
// workspace. "timeoutlint gopls" builds a gopls that does.
package editor

import (
	"crypto/sha256"
	"fmt"
	"os"

	"golang.org/x/tools/go/analysis"

	"github.com/timeoutlint/timeoutlint/analyzer"
	"github.com/timeoutlint/timeoutlint/internal/config"
)

// Analyzer is the analyzer, configured by the .timeoutlint.yaml of the working
// directory or the nearest folder above: editors start gopls in the workspace. It
// is read once. A mistake in it goes to standard error, where editors look for
// what gopls has to say, and the defaults apply.
func Analyzer() *analysis.Analyzer {
	a := analyzer.New(analyzer.Config{})
	text, err := configure(a)
	if err != nil {
		fmt.Fprintf(os.Stderr, "timeoutlint: %v; the default configuration is used\n", err)
		a, text = analyzer.New(analyzer.Config{}), ""
	}
	a.Requires = append(a.Requires, key(text))
	return a
}

// configure sets the flags from the configuration file, and returns its text.
func configure(a *analysis.Analyzer) (string, error) {
	wd, err := os.Getwd()
	if err != nil {
		return "", err
	}
	path, err := config.Find(wd)
	if path == "" || err != nil {
		return "", err
	}
	f, err := config.Read(path, config.Keys(&a.Flags))
	if err != nil {
		return "", err
	}
	for _, s := range f.Settings {
		if err := a.Flags.Set(s.Name, s.Value); err != nil {
			return "", &config.Error{Path: path, Line: s.Line, Err: fmt.Errorf("invalid value %q for %s: %w", s.Value, s.Name, err)}
		}
	}
	rows := analyzer.Rows(f.Tables())
	if err := a.Flags.Set("rows", rows.String()); err != nil {
		return "", err
	}
	text, err := os.ReadFile(path)
	return string(text), err
}

// key is an analyzer that does nothing. Its name tells the configuration: the
// cache of gopls knows analyzers by their names, and neither flags nor files.
func key(text string) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name: fmt.Sprintf("timeoutlint_%x", sha256.Sum256([]byte(text)))[:24],
		Doc:  "tells the configuration of timeoutlint",
		Run:  func(*analysis.Pass) (any, error) { return nil, nil },
	}
}
