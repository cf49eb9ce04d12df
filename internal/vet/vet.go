// Package vet runs go vet with this executable as the tool, and turns what it
// prints into a report. The go command brings caching, parallelism and facts
// between packages; a warm run costs what go vet costs.
package vet

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"sync/atomic"
	"time"

	"github.com/timeoutlint/timeoutlint/internal/report"
)

// A Run says what to check and how. The go command works in the working
// directory of the process.
type Run struct {
	Tool       string   // executable that speaks the vet protocol
	ToolFlags  []string // flags of the analyzer, e.g. -timeoutlint.strict=true
	BuildFlags []string // flags of go list and go vet, e.g. -tags=integration
	Packages   []string // patterns
	Stderr     io.Writer
	overlay    overlay
	Progress   func(done, total int) // may be nil; total is 0 until known
}

// Do checks the packages. Packages with errors are part of the report; the
// error says that the go command did not work at all.
func (r *Run) Do(ctx context.Context) (*report.Report, error) {
	c, err := r.collect(ctx)
	if err != nil {
		return nil, err
	}
	if r.asksForAll() && len(c.errors) == 0 { // who did not compile may call anything
		if err := c.dropSpared(); err != nil {
			return nil, err
		}
	}
	return &report.Report{Findings: c.findings, Errors: c.errors, Checked: c.checked()}, nil
}

// collect runs go vet and gathers what it prints.
func (r *Run) collect(ctx context.Context) (*collector, error) {
	c := &collector{total: new(atomic.Int64), progress: r.Progress, stderr: r.Stderr, seen: map[string]bool{}, graphs: map[string]string{}, asked: r.asked(ctx)}
	if r.Progress != nil {
		counting, stop := context.WithCancel(ctx)
		defer stop()
		go r.count(counting, c.total)
	}
	failed, err := r.vet(ctx, c, r.Packages)
	if err != nil {
		return nil, err
	}
	if failed {
		if err := r.salvage(ctx, c); err != nil {
			return nil, err
		}
	}
	c.restore()
	placeWitness(c.findings)
	return c, nil
}

// patience is how long a run goes without saying how much there is to do: listing
// the packages costs as much as a run in which nothing has changed.
const patience = time.Second

// count finds out how many units there are.
func (r *Run) count(ctx context.Context, total *atomic.Int64) {
	select {
	case <-ctx.Done():
	case <-time.After(patience):
		total.Store(int64(countUnits(r.list(ctx, r.Packages, fieldsOfUnits, "-find"))))
	}
}

// salvage makes the best of a run with errors. One package that cannot be
// loaded keeps go vet from looking at any, so the others get a second run;
// and those that import a broken one are silently left out, so they are named.
func (r *Run) salvage(ctx context.Context, c *collector) error {
	full := r.list(ctx, r.Packages, fieldsOfErrors)
	var good []string
	for _, p := range full {
		if p.Error == nil && len(p.DepsErrors) == 0 {
			good = append(good, p.ImportPath)
		}
	}
	if c.units == 0 && 0 < len(good) && len(good) < len(full) {
		if _, err := r.vet(ctx, c, good); err != nil {
			return err
		}
	}
	attribute(c.errors, full)
	c.errors = append(c.errors, skipped(full, c.errors)...)
	if len(c.errors) == 0 {
		c.errors = append(c.errors, report.Error{Message: "go vet failed and did not say why"})
	}
	return nil
}

// vet runs go vet once and collects what it prints. It reports whether some
// packages failed.
func (r *Run) vet(ctx context.Context, c *collector, packages []string) (failed bool, err error) {
	cmd := goCommand(ctx, slices.Concat(
		[]string{"vet", "-vettool=" + r.Tool, "-json"}, r.BuildFlags, r.overlay.flags(), r.ToolFlags, []string{"--"}, packages))
	// Go 1.25 and older print the JSON on stderr, between the other lines.
	stdout := &splitter{block: c.block, line: c.line}
	stderr := &splitter{block: c.block, line: c.line}
	cmd.Stdout, cmd.Stderr = stdout, stderr
	err = cmd.Run()
	stdout.close()
	stderr.close()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return false, ctx.Err()
	case c.err != nil:
		return false, c.err
	case err != nil && !errors.As(err, &exit):
		return false, fmt.Errorf("running go vet: %w", err)
	}
	c.flush(err != nil)
	return err != nil, nil
}

// goCommand returns a command that is interrupted with ctx, and killed if it
// does not heed that.
func goCommand(ctx context.Context, args []string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 5 * time.Second
	return cmd
}
