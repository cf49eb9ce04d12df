package main

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"

	"github.com/timeoutlint/timeoutlint/internal/check/pages"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// help lists the checks, or prints the page of one.
func help(_ context.Context, args []string) int {
	switch len(args) {
	case 0:
		listChecks()
		return exitClean
	case 1:
		text, ok := pages.Page(args[0])
		if !ok {
			return fail(exitUsage, fmt.Errorf("there is no check %q; timeoutlint help lists them", args[0]))
		}
		fmt.Print(text)
		return exitClean
	}
	return fail(exitUsage, errors.New("help takes one check at most"))
}

func listChecks() {
	fmt.Println("The checks, by the kind of operation; timeoutlint help <check> tells more:")
	fmt.Println()
	for _, k := range append(slices.Clone(kind.All), kind.Directive) {
		note := ""
		if k.Valid() && !slices.Contains(kind.Default, k) {
			note = " (off by default)"
		}
		fmt.Printf("  %-12s %s%s\n", k, pages.Title(string(k)), note)
	}
	fmt.Println()
	fmt.Println("timeoutlint -h lists the flags, and timeoutlint man explains them.")
}

// version prints which build this is.
func version(_ context.Context, args []string) int {
	if len(args) > 0 {
		return fail(exitUsage, errors.New("version takes no arguments"))
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return fail(exitErrors, errors.New("this executable has no build information"))
	}
	fmt.Printf("timeoutlint %s %s", info.Main.Version, info.GoVersion)
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			fmt.Printf(" %s", s.Value)
		}
	}
	fmt.Println()
	return exitClean
}
