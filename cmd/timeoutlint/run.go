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
		switch args[0] {
		case "help":
			return help(args[1:])
		case "version":
			return version(args[1:])
		}
	}
	o, err := parse(args)
	if errors.Is(err, flag.ErrHelp) {
		return usage(o)
	}
	if err == nil {
		err = o.chdir()
	}
	r := &vet.Run{Stderr: os.Stderr}
	if err == nil {
		err = o.configure(ctx, r)
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
	rep, err := r.Do(ctx)
	clearProgress(r)
	if ctx.Err() != nil {
		err = errors.New("interrupted")
	}
	if err != nil {
		return fail(exitErrors, err)
	}
	wd, err := os.Getwd()
	if err != nil {
		return fail(exitErrors, err)
	}
	rep.Normalize(wd)
	for _, e := range rep.Errors {
		fmt.Fprintln(os.Stderr, e)
	}
	if o.json {
		err = report.JSON(os.Stdout, rep)
	} else {
		err = report.Text(os.Stdout, rep.Findings, o.style())
	}
	if err != nil {
		return fail(exitErrors, err)
	}
	fmt.Fprintln(os.Stderr, rep.Summary())
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
