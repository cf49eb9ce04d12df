package main

import (
	"context"
	"encoding/json"
	"flag"
	"os"

	"github.com/timeoutlint/timeoutlint/internal/config"
	"github.com/timeoutlint/timeoutlint/internal/vet"
)

// newNogo returns the flags of nogo: all those of the analyzer.
func newNogo() *options {
	return newCommand("nogo", func(flag string) bool { return !config.IsInternal(flag) })
}

// nogoConfig prints the configuration as the file that Bazel's nogo takes.
func nogoConfig(ctx context.Context, args []string) int {
	o := newNogo()
	if code, ok := o.parseInspection(args, "timeoutlint nogo [flags]"); !ok {
		return code
	}
	err := o.chdir()
	if err == nil {
		err = o.configure(ctx, &vet.Run{Stderr: os.Stderr})
	}
	if err != nil {
		return fail(exitUsage, err)
	}
	type analyzerConfig struct {
		Flags map[string]string `json:"analyzer_flags"`
	}
	flags := map[string]string{}
	o.analyzer.Flags.VisitAll(func(f *flag.Flag) {
		if v := f.Value.String(); v != f.DefValue {
			flags[f.Name] = v
		}
	})
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", "\t")
	out.SetEscapeHTML(false)
	if err := out.Encode(map[string]analyzerConfig{o.analyzer.Name: {flags}}); err != nil {
		return fail(exitErrors, err)
	}
	return exitClean
}
