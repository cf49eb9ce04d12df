package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"

	"github.com/timeoutlint/timeoutlint/analyzer"
	"github.com/timeoutlint/timeoutlint/internal/baseline"
	"github.com/timeoutlint/timeoutlint/internal/changes"
	"github.com/timeoutlint/timeoutlint/internal/kind"
	"github.com/timeoutlint/timeoutlint/internal/report"
	"github.com/timeoutlint/timeoutlint/internal/vet"
)

// known is what a run knows of findings before it begins.
type known struct {
	baseline      string // path, "" for none
	writeBaseline bool
	entries       []baseline.Entry
	match         baseline.Match // of the last look at the packages

	newFrom   string        // revision, "" for none
	changed   changes.Lines // since then; nil for none
	unchanged int           // findings that were left out
}

func (k *known) register(fs *flag.FlagSet) {
	fs.StringVar(&k.baseline, "baseline", "", "report only findings that are not in the `file`")
	fs.BoolVar(&k.writeBaseline, "write-baseline", false, "write the findings to the file of -baseline; report none")
	fs.StringVar(&k.newFrom, "new-from", "", "only findings on lines changed since a git `revision`; those of the witness count, too")
}

// readBaseline reads the file, which has to be there unless it is to be written.
func (o *options) readBaseline() (err error) {
	switch {
	case o.writeBaseline && o.baseline == "":
		return errors.New("-write-baseline needs -baseline=file, or baseline in the configuration")
	case o.writeBaseline && (o.fix || o.diff || len(o.files) > 0):
		return errors.New("-write-baseline reports nothing; it does not go with -fix, -diff or -output")
	case o.baseline == "":
		return nil
	}
	if o.writeBaseline {
		if _, err := os.Stat(o.baseline); errors.Is(err, fs.ErrNotExist) {
			return nil
		}
	}
	o.entries, err = baseline.Read(o.baseline)
	return err
}

// dropKnown leaves the findings that are new.
func (o *options) dropKnown(rep *report.Report) {
	if o.baseline == "" || o.writeBaseline {
		return
	}
	o.match = baseline.Compare(o.entries, rep.Findings, o.scope(rep))
	rep.Findings = o.match.New
}

// scope is what the run looked at.
func (o *options) scope(rep *report.Report) baseline.Scope {
	dir := vet.PackageDir()
	return baseline.Scope{
		Packages: rep.Checked,
		Kinds: func(k kind.Kind) bool {
			kinds, ok := o.analyzer.Flags.Lookup("kinds").Value.(*analyzer.KindSet)
			return !ok || kinds.Has(k)
		},
		Declares: func(pkg string) ([]string, bool) {
			if d := dir(pkg); d != "" {
				return baseline.Declared(d)
			}
			return nil, true
		},
	}
}

// rewriteBaseline writes the findings to the file.
func (o *options) rewriteBaseline(rep *report.Report) int {
	for _, e := range rep.Errors {
		fmt.Fprintln(os.Stderr, e)
	}
	entries := baseline.Update(o.entries, rep.Findings, o.scope(rep))
	if err := writeFile(o.baseline, baseline.Format(entries)); err != nil {
		return fail(exitErrors, err)
	}
	fmt.Fprintf(os.Stderr, "%s: %s\n", o.baseline, report.Count(len(entries), "known finding"))
	if len(rep.Errors) > 0 {
		return exitErrors
	}
	return exitClean
}

// summarizeKnown tells how many findings were left out, and which entries of the
// baseline are there in vain.
func (o *options) summarizeKnown() {
	o.summarizeChanges()
	if o.baseline == "" {
		return
	}
	fmt.Fprintf(os.Stderr, "%s: %s", o.baseline, report.Count(len(o.match.Known), "known finding"))
	if n := len(o.match.Stale); n > 0 {
		fmt.Fprintf(os.Stderr, "; %s, to be removed by -write-baseline", report.Count(n, "stale entry"))
	}
	fmt.Fprintln(os.Stderr)
}
