package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/timeoutlint/timeoutlint/analyzer"
	"github.com/timeoutlint/timeoutlint/internal/config"
	"github.com/timeoutlint/timeoutlint/internal/report"
	"github.com/timeoutlint/timeoutlint/internal/vet"
)

// The flags of the analyzer that are not for people: rowsFlag carries the rows
// of the configuration file, inventoryFlag asks for what audit shows,
// identityFlag for what fingerprints are made of.
const (
	rowsFlag      = "rows"
	inventoryFlag = "inventory"
	identityFlag  = "identity"
)

// options are the flags of the command: its own, and those of the analyzer.
type options struct {
	outputs
	known
	flags    *flag.FlagSet
	analyzer *analysis.Analyzer
	dir      string
	packages []string // in place of the arguments
	context  int
	tags     string
	fix      bool
	diff     bool
}

func newOptions() *options {
	o := &options{
		flags:    flag.NewFlagSet("timeoutlint", flag.ContinueOnError),
		analyzer: analyzer.New(analyzer.Config{}),
	}
	o.flags.SetOutput(io.Discard) // run prints the error
	o.flags.StringVar(&o.dir, "C", "", "change to `dir` before anything else; paths are relative to it")
	o.outputs.register(o.flags)
	o.known.register(o.flags)
	o.flags.IntVar(&o.context, "c", -1, "print the line of each finding and `N` lines around it; 0 unless given when the output is a terminal")
	o.flags.BoolVar(&o.fix, "fix", false, "repair what can be repaired, and report the rest")
	o.flags.BoolVar(&o.diff, "diff", false, "print what -fix would change as a unified diff; the exit status is 1 if that is anything")
	o.flags.StringVar(&o.tags, "tags", "", "comma-separated build `tags`")
	o.analyzer.Flags.VisitAll(func(f *flag.Flag) {
		if !config.IsInternal(f.Name) {
			o.flags.Var(f.Value, f.Name, f.Usage)
		}
	})
	return o
}

// parse reads the command line.
func parse(args []string) (*options, error) {
	o := newOptions()
	if err := o.flags.Parse(args); err != nil {
		return o, err
	}
	return o, flagsFirst(o.flags.Args())
}

// flagsFirst refuses flags after the packages, which would be taken for some.
func flagsFirst(packages []string) error {
	for _, p := range packages {
		if strings.HasPrefix(p, "-") {
			return fmt.Errorf("flag %s has to come before the packages", p)
		}
	}
	return nil
}

// given reports whether a flag was set on the command line.
func (o *options) given(name string) bool {
	found := false
	o.flags.Visit(func(f *flag.Flag) { found = found || f.Name == name })
	return found
}

func (o *options) chdir() error {
	if o.dir == "" {
		return nil
	}
	return os.Chdir(o.dir)
}

// configure completes the flags from the configuration file, and sets up the
// run with them.
func (o *options) configure(ctx context.Context, r *vet.Run) (err error) {
	if r.Tool, err = os.Executable(); err != nil {
		return err
	}
	r.Packages = o.flags.Args()
	if o.packages != nil {
		r.Packages = o.packages
	}
	if len(r.Packages) == 0 {
		r.Packages = []string{"./..."}
	}
	if o.tags != "" {
		r.BuildFlags = []string{"-tags=" + o.tags}
	}
	f, err := o.readConfig()
	if err != nil {
		return err
	}
	if f != nil {
		if err := o.apply(ctx, r, f); err != nil {
			return err
		}
	}
	r.ToolFlags = toolFlags(o.analyzer)
	return nil
}

// readConfig returns nil if there is no file.
func (o *options) readConfig() (*config.File, error) {
	wd, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	path, err := config.Find(wd)
	if path == "" || err != nil {
		return nil, err
	}
	return config.Read(report.Shorten(wd, path), config.Keys(&o.analyzer.Flags))
}

// apply sets the analyzer's flags from the file, except those of the command
// line.
func (o *options) apply(ctx context.Context, r *vet.Run, f *config.File) error {
	for _, s := range f.Settings {
		if o.given(s.Name) {
			continue
		}
		if err := o.analyzer.Flags.Set(s.Name, s.Value); err != nil {
			return &config.Error{Path: f.Path, Line: s.Line, Err: fmt.Errorf("invalid value %q for %s: %w", s.Value, s.Name, err)}
		}
	}
	if !o.given("baseline") {
		o.baseline = f.Baseline
	}
	if len(f.Rows) == 0 {
		return nil
	}
	lookup, err := r.Types(ctx, f.Packages())
	if err != nil {
		return err
	}
	if err := f.Resolve(lookup); err != nil {
		return err
	}
	rows := analyzer.Rows(f.Tables())
	return o.analyzer.Flags.Set(rowsFlag, rows.String())
}

// toolFlags returns the flags that differ from their defaults, in the order of
// their names: the go command's cache key has them as they are written.
func toolFlags(a *analysis.Analyzer) []string {
	var args []string
	a.Flags.VisitAll(func(f *flag.Flag) {
		if v := f.Value.String(); v != f.DefValue {
			args = append(args, "-"+a.Name+"."+f.Name+"="+v)
		}
	})
	return args
}
