package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/audit"
	"github.com/timeoutlint/timeoutlint/internal/report"
)

// formats are what audit can print.
var formats = map[string]func(io.Writer, *audit.Report) error{
	"text":     audit.Text,
	"markdown": audit.Markdown,
	"json":     audit.JSON,
	"html":     audit.HTML,
}

// An auditing is the command audit.
type auditing struct {
	*options
	format, compare string
	least           float64
}

func newAuditing() *auditing {
	a := &auditing{options: newInspection("audit")}
	a.flags.StringVar(&a.format, "format", "text", "the `format`: text, markdown, json or html")
	a.flags.Float64Var(&a.least, "coverage-min", 0, "exit with status 1 if less than a `percentage` of the operations is bounded")
	a.flags.StringVar(&a.compare, "compare", "", "print what has changed since an audit in JSON, the `file`, as Markdown")
	return a
}

// auditPackages lists every operation with what bounds it.
func auditPackages(ctx context.Context, args []string) int {
	o := newAuditing()
	if code, ok := o.parseInspection(args, "timeoutlint audit [flags] [packages]"); !ok {
		return code
	}
	render, ok := formats[o.format]
	switch {
	case !ok:
		return fail(exitUsage, fmt.Errorf("%q is not one of text, markdown, json, html", o.format))
	case o.least < 0 || o.least > 100:
		return fail(exitUsage, errors.New("-coverage-min is a percentage"))
	case o.compare != "" && o.given("format"):
		return fail(exitUsage, errors.New("-compare prints Markdown; it does not go with -format"))
	}
	var before *audit.Report
	if o.compare != "" {
		var err error
		if before, err = readAudit(o.compare); err != nil {
			return fail(exitUsage, err)
		}
		render = func(w io.Writer, now *audit.Report) error { return audit.Compare(w, before, now) }
	}
	rep, code := o.inspect(ctx)
	if rep == nil {
		return code
	}
	if err := render(os.Stdout, rep); err != nil {
		return fail(exitErrors, err)
	}
	if p := rep.Coverage.Percent; p < o.least {
		fmt.Fprintf(os.Stderr, "timeoutlint: timeout coverage is %s, below the minimum of %v %%\n", rep.Coverage.PercentText(), o.least)
		return max(code, exitFindings)
	}
	return code
}

func readAudit(name string) (*audit.Report, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r, err := audit.Read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return r, nil
}

// listDurations prints the timeouts of the program.
func listDurations(ctx context.Context, args []string) int {
	o := newInspection("durations")
	if code, ok := o.parseInspection(args, "timeoutlint durations [flags] [packages]"); !ok {
		return code
	}
	rep, code := o.inspect(ctx)
	if rep == nil {
		return code
	}
	if err := audit.Durations(os.Stdout, rep); err != nil {
		return fail(exitErrors, err)
	}
	return code
}

// explainPlace tells why what is at a line got its verdict.
func explainPlace(ctx context.Context, args []string) int {
	o := newInspection("explain")
	if code, ok := o.parseInspection(args, "timeoutlint explain [flags] file:line"); !ok {
		return code
	}
	if o.flags.NArg() != 1 {
		return fail(exitUsage, errors.New("explain takes one place, file:line"))
	}
	file, line, err := audit.ParsePlace(o.flags.Arg(0))
	if err != nil {
		return fail(exitUsage, err)
	}
	return o.explain(ctx, file, line)
}

// explain looks at the whole program, since callers have a say. Its status is
// 0 also when there is nothing at the line: an answer is an answer.
func (o *options) explain(ctx context.Context, file string, line int) int {
	if err := o.chdir(); err != nil {
		return fail(exitUsage, err)
	}
	o.dir = ""
	wd, err := os.Getwd()
	if err != nil {
		return fail(exitErrors, err)
	}
	abs, err := filepath.Abs(file)
	if err != nil {
		return fail(exitUsage, err)
	}
	src, err := audit.OpenSource(report.Shorten(wd, abs))
	if err != nil {
		return fail(exitUsage, err)
	}
	if line > src.Lines() {
		return fail(exitUsage, fmt.Errorf("%s has %d lines", src.Name, src.Lines()))
	}
	o.packages = []string{"./..."}
	if !strings.HasPrefix(abs, wd+string(filepath.Separator)) {
		o.packages = append(o.packages, filepath.Dir(abs))
	}
	rep, code := o.inspect(ctx)
	if rep == nil {
		return code
	}
	if err := audit.Explain(os.Stdout, rep, src, line); err != nil {
		return fail(exitErrors, err)
	}
	return code
}
