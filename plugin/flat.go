package plugin

import (
	"fmt"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// flat makes the diagnostics fit what golangci-lint does with them: it drops
// the category, makes each related position an issue of its own, and applies
// all suggested fixes of a diagnostic at once. So the message has the kind and
// the witness, and there is one fix.
func flat(a *analysis.Analyzer) *analysis.Analyzer {
	out := *a
	out.Run = func(pass *analysis.Pass) (any, error) {
		p := *pass
		p.Report = func(d analysis.Diagnostic) { pass.Report(flatten(pass, d)) }
		return a.Run(&p)
	}
	return &out
}

// maxSteps is how many steps of a witness a message has.
const maxSteps = 4

func flatten(pass *analysis.Pass, d analysis.Diagnostic) analysis.Diagnostic {
	var steps []string
	for _, r := range d.Related {
		switch {
		case strings.HasPrefix(r.Message, "no fix: "):
		case len(steps) == maxSteps:
			steps = append(steps, "…")
		case len(steps) < maxSteps:
			steps = append(steps, step(pass, d, r))
		}
	}
	d.Message += " [" + d.Category + "]"
	if len(steps) > 0 {
		d.Message += " (" + strings.Join(steps, "; ") + ")"
	}
	d.Related = nil
	if len(d.SuggestedFixes) > 1 {
		d.SuggestedFixes = d.SuggestedFixes[:1]
	}
	if len(d.SuggestedFixes) == 1 && !inOneFile(pass, d) {
		d.SuggestedFixes = nil // the rest of it would be dropped
	}
	return d
}

// step is a position of the witness with what happens there. A message from
// another package begins with its own position.
func step(pass *analysis.Pass, d analysis.Diagnostic, r analysis.RelatedInformation) string {
	if r.Pos == d.Pos {
		return r.Message
	}
	p := pass.Fset.Position(r.Pos)
	return fmt.Sprintf("%s:%d: %s", filepath.Base(p.Filename), p.Line, r.Message)
}

func inOneFile(pass *analysis.Pass, d analysis.Diagnostic) bool {
	file := pass.Fset.File(d.Pos)
	for _, e := range d.SuggestedFixes[0].TextEdits {
		if pass.Fset.File(e.Pos) != file {
			return false
		}
	}
	return true
}
