package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"

	"github.com/timeoutlint/timeoutlint/internal/report"
	"github.com/timeoutlint/timeoutlint/internal/vet"
)

// Exit statuses.
const (
	exitClean    = 0
	exitFindings = 1
	exitUsage    = 2
	exitErrors   = 3
)

// run is the command after its executable's name.
func run(ctx context.Context, args []string) int {
	if len(args) > 0 {
		for _, c := range commands() {
			if c.name == args[0] {
				return c.start(ctx, args[1:])
			}
		}
	}
	o, err := parse(args)
	if errors.Is(err, flag.ErrHelp) {
		return usage()
	}
	if err == nil {
		err = o.chdir()
	}
	if err == nil {
		err = o.checkOutputs()
	}
	r := &vet.Run{Stderr: os.Stderr}
	if err == nil {
		err = o.analyzer.Flags.Set(identityFlag, "true")
	}
	if err == nil {
		err = o.configure(ctx, r)
	}
	if err == nil {
		err = o.readBaseline()
	}
	if err == nil {
		err = o.readChanges(ctx)
	}
	if err == nil && (o.fix || o.diff) {
		err = o.checkRepair(ctx)
	}
	if err != nil {
		return fail(exitUsage, err)
	}
	return check(ctx, o, r)
}

func check(ctx context.Context, o *options, r *vet.Run) int {
	if isTerminal(os.Stderr) {
		r.Progress = progress
	}
	wd, err := os.Getwd()
	if err != nil {
		return fail(exitErrors, err)
	}
	look := func(ctx context.Context) (*report.Report, error) {
		rep, err := r.Do(ctx)
		clearProgress(r)
		if ctx.Err() != nil {
			err = errors.New("interrupted")
		}
		if err == nil {
			rep.Normalize(wd)
			o.dropKnown(rep)
			o.dropUnchanged(rep, wd)
		}
		return rep, err
	}
	if o.fix || o.diff {
		return repair(ctx, o, r, wd, look)
	}
	rep, err := look(ctx)
	if err != nil {
		return fail(exitErrors, err)
	}
	if o.writeBaseline {
		return o.rewriteBaseline(rep)
	}
	if err := show(o, rep); err != nil {
		return fail(exitErrors, err)
	}
	o.summarizeKnown()
	fmt.Fprintln(os.Stderr, rep.Summary())
	return status(rep)
}

// status is the exit status of a run.
func status(rep *report.Report) int {
	switch {
	case len(rep.Errors) > 0:
		return exitErrors
	case len(rep.Findings) > 0:
		return exitFindings
	}
	return exitClean
}

// fail prints an error, which can be several lines.
func fail(code int, err error) int {
	fmt.Fprintf(os.Stderr, "timeoutlint: %v\n", err)
	return code
}
