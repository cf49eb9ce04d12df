// Speed compares what a run of timeoutlint costs with what other tools cost on
// the same code: README.md says what is measured.
//
//	go run ./eval/speed [flags] checkout[:file]...
//	go run ./eval/speed -grow [flags]
//	go run ./eval/speed -generate lines -o folder
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"time"
)

type options struct {
	pairs    int
	peers    string
	grow     bool
	largest  int
	generate int
	packages int
	out      string
	work     string // temporary folder for the tools, and what they keep
	tool     string // the timeoutlint to measure
	baseline string
}

// limit is how long one command may take.
const limit = 30 * time.Minute

func main() {
	if log := os.Getenv(logVariable); log != "" {
		os.Exit(passOn(log))
	}
	var o options
	flag.IntVar(&o.pairs, "n", 5, "`pairs` of runs")
	flag.StringVar(&o.peers, "peers", "", "a `folder` with other tools to measure, too: golangci-lint, gosec, staticcheck, nilaway")
	flag.BoolVar(&o.grow, "grow", false, "measure generated code of 10,000 to 500,000 lines, and draw docs/pictures/growth.svg")
	flag.IntVar(&o.largest, "largest", 500_000, "stop growing after this many `lines`")
	flag.IntVar(&o.generate, "generate", 0, "write code of this many `lines` to the folder of -o")
	flag.IntVar(&o.packages, "packages", 1, "spread generated code over this many `packages`")
	flag.StringVar(&o.out, "o", "docs/pictures/growth.svg", "where to write")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := o.run(ctx, flag.Args())
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "speed:", err)
		os.Exit(1)
	}
}

func (o *options) run(ctx context.Context, checkouts []string) (err error) {
	if o.generate > 0 {
		return generate(o.out, o.generate, o.packages)
	}
	if o.work, err = os.MkdirTemp("", "speed"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(o.work)) }()
	o.tool = filepath.Join(o.work, "timeoutlint")
	o.baseline = filepath.Join(o.work, "baseline")
	for path, pkg := range map[string]string{o.tool: "./cmd/timeoutlint", o.baseline: "./eval/speed/baseline"} {
		if _, err := run(ctx, command{args: []string{"go", "build", "-o", path, pkg}}); err != nil {
			return err
		}
	}
	if o.grow {
		return o.growth(ctx)
	}
	for _, c := range checkouts {
		dir, file, _ := strings.Cut(c, ":")
		if dir, err = filepath.Abs(dir); err != nil {
			return err
		}
		if err := o.checkout(ctx, dir, file); err != nil {
			return fmt.Errorf("%s: %w", c, err)
		}
	}
	return nil
}
