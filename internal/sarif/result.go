package sarif

import (
	"net/url"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/timeoutlint/timeoutlint/internal/report"
)

// fingerprintName tells what the fingerprint is made of; see docs/baseline.md.
const fingerprintName = "timeoutlint/v1"

// A converter makes results of findings.
type converter struct {
	tree  report.Tree
	files map[string]*source
}

func (c *converter) result(f report.Finding, rule int) *sarif.Result {
	r := sarif.NewRuleResult(f.Kind).
		WithRuleIndex(rule).
		WithLevel(f.Severity()).
		WithMessage(text(f.Message)).
		WithPartialFingerprints(map[string]string{fingerprintName: f.Fingerprint()})
	r.AddLocation(c.anyLocation(f))
	if len(f.Witness) > 0 {
		r.AddCodeFlow(c.codeFlow(f))
	}
	for _, x := range f.Fixes {
		if fix := c.fix(x); fix != nil {
			r.Fixes = append(r.Fixes, fix)
		}
	}
	return r
}

// anyLocation is where a finding is, without a region if its file cannot be read.
func (c *converter) anyLocation(f report.Finding) *sarif.Location {
	if l := c.location(f.Position, f.EndLine, f.EndColumn); l != nil {
		return l
	}
	return sarif.NewLocationWithPhysicalLocation(sarif.NewPhysicalLocation().WithArtifactLocation(c.artifact(f.File)))
}

// codeFlow is the way from the finding to what blocks. Steps whose source is not
// here, since it is another module's, are told at the step before them.
func (c *converter) codeFlow(f report.Finding) *sarif.CodeFlow {
	flow := sarif.NewThreadFlow()
	last := c.anyLocation(f)
	add := func(l *sarif.Location, message string) {
		here := *l
		here.WithMessage(text(message))
		step := sarif.NewThreadFlowLocation().WithLocation(&here)
		step.WithNestingLevel(0).WithExecutionOrder(len(flow.Locations) + 1)
		flow.AddLocation(step)
	}
	add(last, f.Message)
	for _, s := range f.Witness {
		if l := c.location(s.Position, 0, 0); l != nil {
			last = l
			add(l, s.Text)
		} else {
			add(last, s.Position.String()+": "+s.Text)
		}
	}
	return sarif.NewCodeFlow().WithThreadFlows([]*sarif.ThreadFlow{flow})
}

// location is nil for a file that is not here.
func (c *converter) location(p report.Position, endLine, endColumn int) *sarif.Location {
	src := c.source(p.File)
	if src == nil {
		return nil
	}
	place := sarif.NewPhysicalLocation().WithArtifactLocation(c.artifact(p.File))
	if p.Line > 0 {
		place.WithRegion(src.region(p, endLine, endColumn))
	}
	return sarif.NewLocationWithPhysicalLocation(place)
}

// artifact names a file: relative to the root, or elsewhere on this machine.
func (c *converter) artifact(file string) *sarif.ArtifactLocation {
	path, inside := c.tree.Path(file)
	if !inside {
		return sarif.NewArtifactLocation().WithURI((&url.URL{Scheme: "file", Path: path}).String())
	}
	return sarif.NewArtifactLocation().WithURI((&url.URL{Path: path}).String()).WithURIBaseID(root)
}

// fix is nil when it does not fit the files.
func (c *converter) fix(x report.Fix) *sarif.Fix {
	fix := sarif.NewFix().WithDescription(text(x.Message))
	changes := map[string]*sarif.ArtifactChange{}
	for _, e := range x.Edits {
		src := c.source(e.File)
		if src == nil || e.Start < 0 || e.Start > e.End || e.End > len(src.text) {
			return nil
		}
		if changes[e.File] == nil {
			changes[e.File] = sarif.NewArtifactChange().WithArtifactLocation(c.artifact(e.File))
			fix.AddArtifactChange(changes[e.File])
		}
		changes[e.File].AddReplacement(sarif.NewReplacement().
			WithDeletedRegion(src.span(e.Start, e.End)).
			WithInsertedContent(sarif.NewArtifactContent().WithText(e.New)))
	}
	return fix
}
