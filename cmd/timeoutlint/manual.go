package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/kind"
	"github.com/timeoutlint/timeoutlint/internal/manual"
)

// usage prints the help, as -h asks for.
func usage() int {
	if err := manual.Help(os.Stdout, program(), timeouts); err != nil {
		return fail(exitErrors, err)
	}
	return exitClean
}

// timeouts shows the flags for the timeouts of repairs as one.
func timeouts(f manual.Flag) (manual.Flag, bool) {
	name, ok := strings.CutSuffix(f.Name, "-timeout")
	if !ok || !kind.Kind(name).Valid() {
		return f, false
	}
	return manual.Flag{Name: "KIND-timeout", Arg: f.Arg, Text: "timeout that repairs of a kind set; one for each"}, true
}

// man prints the manual for man(1).
func man(_ context.Context, args []string) int {
	if len(args) > 0 {
		return fail(exitUsage, errors.New("man takes no arguments"))
	}
	if err := manual.Man(os.Stdout, program()); err != nil {
		return fail(exitErrors, err)
	}
	return exitClean
}

// completion prints a script for a shell.
func completion(_ context.Context, args []string) int {
	if len(args) != 1 {
		return fail(exitUsage, fmt.Errorf("completion takes a shell: %s", strings.Join(manual.Shells, ", ")))
	}
	ok, err := manual.Completion(os.Stdout, program(), args[0])
	if err != nil {
		return fail(exitErrors, err)
	}
	if !ok {
		return fail(exitUsage, fmt.Errorf("there is no completion for %q; the shells are %s", args[0], strings.Join(manual.Shells, ", ")))
	}
	return exitClean
}
