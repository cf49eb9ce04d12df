package vet

import (
	"golang.org/x/tools/go/analysis"

	"github.com/timeoutlint/timeoutlint/internal/report"
)

// compatible makes an analyzer suggest only fixes that fit together: go fix
// changes nothing in a package where two of them conflict. What is left out here
// is for its next run. As in internal/apply, locks come last, one at a time: most
// are at rest once what their holders wait for is bounded.
func compatible(a *analysis.Analyzer) *analysis.Analyzer {
	out := *a
	out.Run = func(pass *analysis.Pass) (any, error) {
		var all []analysis.Diagnostic
		p := *pass
		p.Report = func(d analysis.Diagnostic) { all = append(all, d) }
		result, err := a.Run(&p)
		choose(all)
		for _, d := range all {
			pass.Report(d)
		}
		return result, err
	}
	return &out
}

// choose leaves each diagnostic one fix at most.
func choose(all []analysis.Diagnostic) {
	taken, fixes := map[string][]report.Edit{}, 0
	take := func(d *analysis.Diagnostic) {
		if len(d.SuggestedFixes) > 0 && report.Merge(taken, edits(d.SuggestedFixes[0])) {
			d.SuggestedFixes = d.SuggestedFixes[:1:1]
			fixes++
		} else {
			d.SuggestedFixes = nil
		}
	}
	for i := range all {
		if all[i].Category != "lock" {
			take(&all[i])
		}
	}
	for i := range all {
		if all[i].Category != "lock" {
			continue
		}
		if fixes > 0 {
			all[i].SuggestedFixes = nil
		}
		take(&all[i])
	}
}

// edits are those of a fix; a token.Pos tells the file, too.
func edits(f analysis.SuggestedFix) []report.Edit {
	var list []report.Edit
	for _, e := range f.TextEdits {
		end := e.End
		if !end.IsValid() {
			end = e.Pos
		}
		list = append(list, report.Edit{Start: int(e.Pos), End: int(end), New: string(e.NewText)})
	}
	return list
}
