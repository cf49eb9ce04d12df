package main

import (
	"bytes"
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/natefinch/atomic"

	"github.com/timeoutlint/timeoutlint/internal/report"
	"github.com/timeoutlint/timeoutlint/internal/sarif"
)

// A renderer writes a report in one format.
type renderer func(io.Writer, *report.Report, report.Tree) error

// outputFormats are the names of the formats, the default first.
var outputFormats = []string{"text", "json", "github", "gitlab", "checkstyle", "sarif"}

// renderer returns what writes a format; text gets a style.
func (o *options) renderer(format string, style report.Style) renderer {
	return map[string]renderer{
		"text": func(w io.Writer, r *report.Report, _ report.Tree) error {
			return report.Text(w, r.Findings, style)
		},
		"json":       func(w io.Writer, r *report.Report, _ report.Tree) error { return report.JSON(w, r) },
		"github":     report.GitHub,
		"gitlab":     report.GitLab,
		"checkstyle": report.Checkstyle,
		"sarif": func(w io.Writer, r *report.Report, t report.Tree) error {
			return sarif.Write(w, r, t, cmp.Or(released(), "v0.0.0-devel"))
		},
	}[format]
}

// released is the version of this command, "" for one that was not released.
func released() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Path != modulePath || !strings.HasPrefix(info.Main.Version, "v") || strings.Contains(info.Main.Version, "+dirty") {
		return ""
	}
	return info.Main.Version
}

// An output is a file to write in a format.
type output struct{ format, path string }

// outputs are the flags that say what is printed, and written where.
type outputs struct {
	format      string
	json, sarif bool
	files       []output
}

func (p *outputs) register(fs *flag.FlagSet) {
	fs.StringVar(&p.format, "format", outputFormats[0], "`format`: text, json, github, gitlab, checkstyle, sarif")
	fs.BoolVar(&p.json, "json", false, "short for -format=json")
	fs.BoolVar(&p.sarif, "sarif", false, "short for -format=sarif")
	fs.Func("output", "also write to a file, as `format:path`; can be given several times", p.add)
}

func (p *outputs) add(s string) error {
	format, path, ok := strings.Cut(s, ":")
	if !ok || path == "" {
		return errors.New("it has to be format:path")
	}
	if err := validFormat(format); err != nil {
		return err
	}
	path = filepath.Clean(path)
	if slices.ContainsFunc(p.files, func(o output) bool { return o.path == path }) {
		return fmt.Errorf("%s is given twice", path)
	}
	p.files = append(p.files, output{format, path})
	return nil
}

func validFormat(name string) error {
	if !slices.Contains(outputFormats, name) {
		return fmt.Errorf("%q is not one of %s", name, strings.Join(outputFormats, ", "))
	}
	return nil
}

// checkOutputs refuses what cannot work before the packages are checked, and
// resolves the short forms.
func (o *options) checkOutputs() error {
	chosen := o.given("format")
	short := map[string]bool{"json": o.json, "sarif": o.sarif}
	for _, name := range outputFormats {
		if !short[name] {
			continue
		}
		if chosen && o.format != name {
			return fmt.Errorf("-%s and -format=%s: choose one", name, o.format)
		}
		chosen, o.format = true, name
	}
	if err := validFormat(o.format); err != nil {
		return err
	}
	if o.diff && (chosen || len(o.files) > 0) {
		return errors.New("-diff prints a diff; it goes neither with a format nor with -output")
	}
	for _, f := range o.files {
		if info, err := os.Stat(filepath.Dir(f.path)); err != nil || !info.IsDir() {
			return fmt.Errorf("-output=%s:%s: there is no folder %s", f.format, f.path, filepath.Dir(f.path))
		}
	}
	return nil
}

// show prints the findings and the errors, and writes the files.
func show(o *options, rep *report.Report) error {
	for _, e := range rep.Errors {
		fmt.Fprintln(os.Stderr, e)
	}
	wd, err := os.Getwd()
	if err != nil {
		return err
	}
	tree := report.FindTree(wd)
	if err := o.renderer(o.format, o.style())(os.Stdout, rep, tree); err != nil {
		return err
	}
	for _, f := range o.files {
		var b bytes.Buffer
		if err := o.renderer(f.format, report.Style{Context: o.context, Reasons: o.fix})(&b, rep, tree); err != nil {
			return err
		}
		if err := writeFile(f.path, b.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// writeFile writes a file as a whole or not at all.
func writeFile(path string, data []byte) error {
	_, before := os.Stat(path)
	//timeoutlint:ignore disk-write a person waits for the command, or CI with a timeout
	if err := atomic.WriteFile(path, bytes.NewReader(data)); err != nil {
		return fmt.Errorf("%s was not written: %w", path, err)
	}
	if before != nil { // a new file has the mode of a temporary one
		return os.Chmod(path, 0o644)
	}
	return nil
}
