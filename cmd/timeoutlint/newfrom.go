package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/timeoutlint/timeoutlint/internal/changes"
	"github.com/timeoutlint/timeoutlint/internal/report"
)

// readChanges asks git what -new-from is about.
func (o *options) readChanges(ctx context.Context) error {
	switch {
	case !o.given("new-from"):
		return nil
	case o.newFrom == "":
		return errors.New("-new-from needs a revision")
	case o.fix || o.diff || o.writeBaseline:
		return errors.New("-new-from hides findings by their lines; it does not go with -fix, -diff or -write-baseline")
	}
	wd, err := os.Getwd()
	if err != nil {
		return err
	}
	if o.changed, err = changes.Since(ctx, wd, o.newFrom); err != nil {
		return fmt.Errorf("-new-from=%s: %w", o.newFrom, err)
	}
	return nil
}

// dropUnchanged leaves the findings that are on lines that have changed, or whose
// witness is.
func (o *options) dropUnchanged(rep *report.Report, dir string) {
	if o.changed == nil {
		return
	}
	before := len(rep.Findings)
	tree := report.Tree{Dir: dir}
	rep.Findings = slices.DeleteFunc(rep.Findings, func(f report.Finding) bool {
		return !o.changed.Touch(tree.Abs(f.File), f.Line, f.EndLine) &&
			!slices.ContainsFunc(f.Witness, func(s report.Step) bool {
				return o.changed.Touch(tree.Abs(s.File), s.Line, s.Line)
			})
	})
	o.unchanged = before - len(rep.Findings)
}

// summarizeChanges tells how many findings were left out.
func (o *options) summarizeChanges() {
	if o.changed != nil {
		fmt.Fprintf(os.Stderr, "-new-from=%s: %s on lines that have not changed\n", o.newFrom, report.Count(o.unchanged, "finding"))
	}
}
