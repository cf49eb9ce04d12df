package main

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/check/pages"
	"github.com/timeoutlint/timeoutlint/internal/kind"
	"github.com/timeoutlint/timeoutlint/internal/manual"
)

// A command is what comes after the name of the executable.
type command struct {
	name, args, title string
	flags             func() *flag.FlagSet // nil for none
	words             []string             // that its arguments can be
	run               func(ctx context.Context, args []string) int
}

// commands are those besides the check, in the order of the help.
func commands() []command {
	inspection := func(name string) func() *flag.FlagSet {
		return func() *flag.FlagSet { return newInspection(name).flags }
	}
	return []command{
		{name: "audit", args: "[packages]", title: "list all that can wait, and what bounds it", run: auditPackages,
			flags: func() *flag.FlagSet { return newAuditing().flags }},
		{name: "explain", args: "file:line", title: "tell why what is there got its verdict", run: explainPlace, flags: inspection("explain")},
		{name: "durations", args: "[packages]", title: "list all timeouts, the shortest first", run: listDurations, flags: inspection("durations")},
		{name: "init", args: "[file...]", title: "write a configuration, and what CI needs", run: initialize, words: starters()},
		{name: "help", args: "[check]", title: "list the checks, or explain one", run: help, words: checks()},
		{name: "man", title: "print the manual: timeoutlint man | man -l -", run: man},
		{name: "completion", args: "bash|zsh|fish", title: "print the completions of a shell", run: completion, words: manual.Shells},
		{name: "gopls", title: "build a gopls that has the analyzer", run: buildGopls,
			flags: func() *flag.FlagSet { fs, _ := newGopls(); return fs }},
		{name: "nogo", title: "print the configuration as Bazel's nogo takes it", run: nogoConfig,
			flags: func() *flag.FlagSet { return newNogo().flags }},
		{name: "version", title: "print which build this is", run: version},
	}
}

// start runs the command. Those that have flags know -h themselves.
func (c command) start(ctx context.Context, args []string) int {
	if c.flags == nil && len(args) == 1 && slices.Contains([]string{"-h", "-help", "--help"}, args[0]) {
		fmt.Printf("usage: timeoutlint %s\n\n%s\n", strings.TrimSpace(c.name+" "+c.args), c.title)
		return exitClean
	}
	return c.run(ctx, args)
}

// checks are the names of the checks.
func checks() []string {
	var list []string
	for _, k := range append(slices.Clip(kind.All), kind.Directive) {
		list = append(list, string(k))
	}
	return list
}

const about = `Finds operations that can wait forever, in ./... unless packages are given.
The exit status is 0 if nothing was found, 1 if something was, 2 for a wrong
usage or configuration, 3 if packages could not be checked.
`

// program describes the command for people and shells.
func program() manual.Program {
	kinds := make([]string, 0, len(kind.All))
	for _, k := range kind.All {
		kinds = append(kinds, string(k))
	}
	values := map[string][]string{
		"format": outputFormats, "output": outputFormats, "kinds": kinds,
		"lock": {"held", "waiters", "all", "off"}, "fix-with": {"std", "bounded"},
	}
	p := manual.Program{
		Name: "timeoutlint", Title: "find operations that can wait forever", Version: released(), About: about,
		Flags: manual.Flags(newOptions().flags, values), Notes: notes(),
	}
	for _, c := range commands() {
		m := manual.Command{Name: c.name, Args: c.args, Title: c.title, Words: c.words}
		if c.flags != nil {
			m.Flags = manual.Flags(c.flags(), map[string][]string{"format": {"text", "markdown", "json", "html"}, "kinds": kinds})
		}
		p.Commands = append(p.Commands, m)
	}
	return p
}

// notes are what the manual has besides commands and flags.
func notes() []manual.Note {
	list := manual.Note{Title: "CHECKS", Text: "By the kind of operation; timeoutlint help explains each."}
	for _, name := range checks() {
		list.List = append(list.List, [2]string{name, pages.Title(name) + "."})
	}
	return []manual.Note{
		list,
		{Title: "SUPPRESSION", Text: "On the line of a finding, or on the line above it:", List: [][2]string{
			{"//timeoutlint:ignore kind reason", "Hides findings of the kind."},
			{"//timeoutlint:bounded duration reason", "Declares that something out of sight ends the wait."},
			{"//nolint:timeoutlint // reason", "Hides all findings, for golangci-lint as well."},
		}},
		{Title: "FILES", List: [][2]string{
			{".timeoutlint.yaml", "Sets flags by their names, and describes functions that wait; in the working directory or the nearest folder above. Flags on the command line win."},
		}},
		{Title: "COMPLETION", List: [][2]string{
			{"source <(timeoutlint completion bash)", "For bash, in ~/.bashrc."},
			{`timeoutlint completion zsh > "${fpath[1]}/_timeoutlint"`, "For zsh, once."},
			{"timeoutlint completion fish > ~/.config/fish/completions/timeoutlint.fish", "For fish, once."},
		}},
		{Title: "EXAMPLES", List: [][2]string{
			{"timeoutlint -new-from=origin/main", "Checks what a branch changes."},
			{"timeoutlint -baseline=known.txt -write-baseline", "Takes note of the findings; without -write-baseline new ones are reported."},
			{"timeoutlint -format=github -output=sarif:timeoutlint.sarif", "Annotates a pull request, and writes a report for code scanning."},
		}},
		{Title: "SEE ALSO", Text: "https://github.com/timeoutlint/timeoutlint"},
	}
}
