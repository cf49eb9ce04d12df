package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"slices"

	"github.com/timeoutlint/timeoutlint/analyzer"
	"github.com/timeoutlint/timeoutlint/internal/apply"
	"github.com/timeoutlint/timeoutlint/internal/report"
	"github.com/timeoutlint/timeoutlint/internal/vet"
)

// boundedModule is the runtime package of repairs, a module of its own.
const boundedModule = "github.com/timeoutlint/timeoutlint/bounded"

// checkRepair refuses what cannot work, before anything is done: repairs that
// call package bounded need its module.
func (o *options) checkRepair(ctx context.Context) error {
	if o.fix && o.diff {
		return errors.New("-fix writes and -diff shows: choose one")
	}
	if o.analyzer.Flags.Lookup("fix-with").Value.String() != string(analyzer.FixBounded) {
		return nil
	}
	if err := exec.CommandContext(ctx, "go", "list", "-find", boundedModule).Run(); err != nil {
		return fmt.Errorf("the repairs call package bounded, which the module does not require yet; run\n\tgo get %s@latest", boundedModule)
	}
	return nil
}

// repair applies the repairs, or shows them, and reports what is left.
func repair(ctx context.Context, o *options, r *vet.Run, wd string, look func(context.Context) (*report.Report, error)) int {
	res, err := repairs(ctx, r, look)
	if err != nil {
		return fail(exitErrors, err)
	}
	if o.diff {
		fmt.Print(res.Diff(func(file string) string { return report.Shorten(wd, file) }))
		o.summarize(res, "would fix")
		if len(res.Files) > 0 {
			return exitFindings
		}
		return exitClean
	}
	failed := res.Write()
	if err := show(o, res.Report); err != nil {
		return fail(exitErrors, err)
	}
	o.summarize(res, "fixed")
	if failed != nil {
		return fail(exitErrors, failed)
	}
	return status(res.Report)
}

// repairs computes the repairs, in a folder for what is not written yet.
func repairs(ctx context.Context, r *vet.Run, look func(context.Context) (*report.Report, error)) (*apply.Result, error) {
	dir, err := os.MkdirTemp("", "timeoutlint")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }() // of no more use, and temporary
	return apply.Run(ctx, func(ctx context.Context, files map[string][]byte) (*report.Report, error) {
		if err := r.Replace(dir, files); err != nil {
			return nil, err
		}
		return look(ctx)
	})
}

// summarize tells what was fixed and what was not, and why.
func (o *options) summarize(res *apply.Result, verb string) {
	o.summarizeKnown()
	text := fmt.Sprintf("%s %s in %s", verb, report.Count(len(res.Fixed), "finding"), report.Count(len(res.Files), "file"))
	why := map[string]int{}
	for _, f := range res.Report.Findings {
		why[cmp.Or(f.NoFix, "no repair is known")]++
	}
	reasons := slices.SortedFunc(maps.Keys(why), func(a, b string) int {
		return cmp.Or(cmp.Compare(why[b], why[a]), cmp.Compare(a, b))
	})
	if len(reasons) > 0 {
		text += fmt.Sprintf("; %d not fixed:", len(res.Report.Findings))
	}
	fmt.Fprintln(os.Stderr, text)
	for _, s := range reasons {
		fmt.Fprintf(os.Stderr, "%6d  %s\n", why[s], s)
	}
}
