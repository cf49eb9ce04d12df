package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"os"

	"github.com/timeoutlint/timeoutlint/internal/vet"
)

// nogoConfig prints the configuration as the file that Bazel's nogo takes.
func nogoConfig(ctx context.Context, args []string) int {
	o, err := parse(args)
	if errors.Is(err, flag.ErrHelp) {
		return usage(o)
	}
	if err == nil {
		err = o.chdir()
	}
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
