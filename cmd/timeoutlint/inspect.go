package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/timeoutlint/timeoutlint/analyzer"
	"github.com/timeoutlint/timeoutlint/internal/audit"
	"github.com/timeoutlint/timeoutlint/internal/report"
	"github.com/timeoutlint/timeoutlint/internal/vet"
)

// inspecting are the analyzer's flags that make sense for the commands that
// look at all operations, bounded or not.
var inspecting = []string{"kinds", "tests", "generated"}

// newInspection returns the flags of audit, explain and durations.
func newInspection(name string) *options {
	return newCommand(name, func(flag string) bool { return slices.Contains(inspecting, flag) })
}

// newCommand returns the flags of a command that offers some of the analyzer's.
func newCommand(name string, offers func(flag string) bool) *options {
	o := &options{
		flags:    flag.NewFlagSet("timeoutlint "+name, flag.ContinueOnError),
		analyzer: analyzer.New(analyzer.Config{}),
	}
	o.flags.SetOutput(io.Discard)
	o.flags.StringVar(&o.dir, "C", "", "change to `dir` before anything else; paths are relative to it")
	o.flags.StringVar(&o.tags, "tags", "", "comma-separated build `tags`")
	o.analyzer.Flags.VisitAll(func(f *flag.Flag) {
		if offers(f.Name) {
			o.flags.Var(f.Value, f.Name, f.Usage)
		}
	})
	return o
}

// parseInspection reads the command line; ok is false when there is nothing
// more to do but to exit with code.
func (o *options) parseInspection(args []string, usage string) (code int, ok bool) {
	err := o.flags.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Printf("usage: %s\n\nFlags:\n", usage)
		o.flags.SetOutput(os.Stdout)
		o.flags.PrintDefaults()
		return exitClean, false
	}
	if err == nil {
		err = flagsFirst(o.flags.Args())
	}
	if err != nil {
		return fail(exitUsage, err), false
	}
	return 0, true
}

// inspect takes the inventory of the packages. What is wrong with some of them
// is printed; code is not 0 then, and rep is nil if there is nothing to show.
func (o *options) inspect(ctx context.Context) (rep *audit.Report, code int) {
	if err := o.chdir(); err != nil {
		return nil, fail(exitUsage, err)
	}
	r := &vet.Run{Stderr: os.Stderr}
	if err := o.analyzer.Flags.Set(inventoryFlag, "true"); err != nil {
		return nil, fail(exitUsage, err)
	}
	if err := o.configure(ctx, r); err != nil {
		return nil, fail(exitUsage, err)
	}
	if isTerminal(os.Stderr) {
		r.Progress = progress
	}
	wd, err := os.Getwd()
	if err != nil {
		return nil, fail(exitErrors, err)
	}
	pkgs, problems, err := r.Inventory(ctx)
	clearProgress(r)
	if ctx.Err() != nil {
		err = errors.New("interrupted")
	}
	if err != nil {
		return nil, fail(exitErrors, err)
	}
	problems.Normalize(wd)
	for _, e := range problems.Errors {
		fmt.Fprintln(os.Stderr, e)
		code = exitErrors
	}
	return audit.New(pkgs, func(file string) string { return report.Shorten(wd, file) }), code
}
