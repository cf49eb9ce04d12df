package sarif

import (
	"net/url"
	"slices"

	"github.com/timeoutlint/timeoutlint/internal/report"
)

// fingerprintName tells what the fingerprint is made of; see docs/baseline.md.
const fingerprintName = "timeoutlint/v1"

// A converter makes results of findings.
type converter struct {
	tree  report.Tree
	files map[string]*source
}

func (c *converter) result(f report.Finding, rule int) result {
	r := result{
		RuleID:              f.Kind,
		RuleIndex:           rule,
		Level:               f.Severity(),
		Message:             message{Text: f.Message},
		Locations:           []location{c.anyLocation(f)},
		PartialFingerprints: map[string]string{fingerprintName: f.Fingerprint()},
	}
	if len(f.Witness) > 0 {
		r.CodeFlows = []codeFlow{c.codeFlow(f)}
	}
	for _, x := range f.Fixes {
		if fix, ok := c.fix(x); ok {
			r.Fixes = append(r.Fixes, fix)
		}
	}
	return r
}

// anyLocation is where a finding is, without a region if its file cannot be read.
func (c *converter) anyLocation(f report.Finding) location {
	if l, ok := c.location(f.Position, f.EndLine, f.EndColumn); ok {
		return l
	}
	return location{PhysicalLocation: physicalLocation{ArtifactLocation: c.artifact(f.File)}}
}

// codeFlow is the way from the finding to what blocks. Steps whose source is not
// here, since it is another module's, are told at the step before them.
func (c *converter) codeFlow(f report.Finding) codeFlow {
	var steps []step
	last := c.anyLocation(f)
	add := func(at location, text string) {
		at.Message = &message{Text: text}
		steps = append(steps, step{Location: at, ExecutionOrder: len(steps) + 1})
	}
	add(last, f.Message)
	for _, s := range f.Witness {
		if l, ok := c.location(s.Position, 0, 0); ok {
			last = l
			add(l, s.Text)
		} else {
			add(last, s.Position.String()+": "+s.Text)
		}
	}
	return codeFlow{[]threadFlow{{steps}}}
}

// location reports whether the file is here, too.
func (c *converter) location(p report.Position, endLine, endColumn int) (location, bool) {
	src := c.source(p.File)
	if src == nil {
		return location{}, false
	}
	place := physicalLocation{ArtifactLocation: c.artifact(p.File)}
	if p.Line > 0 {
		r := src.region(p, endLine, endColumn)
		place.Region = &r
	}
	return location{PhysicalLocation: place}, true
}

// artifact names a file: relative to the root, or elsewhere on this machine.
func (c *converter) artifact(file string) artifactLocation {
	path, inside := c.tree.Path(file)
	if !inside {
		return artifactLocation{URI: (&url.URL{Scheme: "file", Path: path}).String()}
	}
	return artifactLocation{URI: (&url.URL{Path: path}).String(), URIBaseID: root}
}

// fix reports whether it fits the files, too.
func (c *converter) fix(x report.Fix) (fix, bool) {
	out := fix{Description: message{Text: x.Message}}
	var files []string // of the changes
	for _, e := range x.Edits {
		src := c.source(e.File)
		if src == nil || e.Start < 0 || e.Start > e.End || e.End > len(src.text) {
			return fix{}, false
		}
		i := slices.Index(files, e.File)
		if i < 0 {
			i = len(files)
			files = append(files, e.File)
			out.ArtifactChanges = append(out.ArtifactChanges, artifactChange{ArtifactLocation: c.artifact(e.File)})
		}
		change := &out.ArtifactChanges[i]
		change.Replacements = append(change.Replacements, replacement{src.span(e.Start, e.End), message{Text: e.New}})
	}
	return out, true
}
