package main

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"slices"

	"github.com/timeoutlint/timeoutlint/internal/check/pages"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// usage prints the flags, as -h asks for.
func usage(o *options) int {
	fmt.Print(`usage: timeoutlint [flags] [packages]
       timeoutlint help [check]
       timeoutlint version
       timeoutlint audit [flags] [packages]
       timeoutlint explain [flags] file:line
       timeoutlint durations [flags] [packages]
       timeoutlint gopls [-o path] [-version version]
       timeoutlint nogo [flags]

Timeoutlint finds operations that can wait forever. The packages are ./... by
default. The exit status is 0 if nothing was found, 1 if something was, 2 if the
usage or the configuration is wrong, 3 if packages could not be checked.

Flags:
`)
	o.flags.SetOutput(os.Stdout)
	o.flags.PrintDefaults()
	return exitClean
}

// help lists the checks, or prints the page of one.
func help(args []string) int {
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
	fmt.Println("timeoutlint -h lists the flags.")
}

// version prints which build this is.
func version(args []string) int {
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
