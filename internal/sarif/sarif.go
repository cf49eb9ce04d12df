// Package sarif renders a report as SARIF 2.1.0, in the way in which GitHub code
// scanning and others that read it want it.
package sarif

import (
	"io"
	"strings"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/timeoutlint/timeoutlint/internal/check/pages"
	"github.com/timeoutlint/timeoutlint/internal/kind"
	"github.com/timeoutlint/timeoutlint/internal/report"
)

const (
	informationURI = "https://github.com/timeoutlint/timeoutlint"
	// helpURI is where the page of a check is.
	helpURI = informationURI + "/blob/main/internal/check/pages/"
	schema  = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	// root is what relative paths begin at; who reads the report knows where
	// the repository is.
	root = "%SRCROOT%"
)

// Write writes the report. Version is that of timeoutlint.
func Write(w io.Writer, r *report.Report, t report.Tree, version string) error {
	run := sarif.NewRunWithInformationURI("timeoutlint", informationURI)
	run.WithColumnKind("utf16CodeUnits")
	run.WithOriginalUriBaseIds(map[string]sarif.ArtifactLocation{
		root: *sarif.NewArtifactLocation().WithDescription(text("The root of the repository.")),
	})
	run.Tool.Driver.WithVersion(strings.TrimPrefix(version, "v")) // it has to begin with a number
	index := map[string]int{}
	for i, k := range append([]kind.Kind{kind.Directive}, kind.All...) {
		index[string(k)] = i
		run.Tool.Driver.AddRule(rule(k))
	}
	c := &converter{tree: t, files: map[string]*source{}}
	for _, f := range r.Findings {
		run.AddResult(c.result(f, index[f.Kind]))
	}
	run.AddInvocation(c.invocation(r.Errors))
	doc := sarif.NewReport()
	doc.Schema = schema
	doc.AddRun(run)
	return write(w, doc)
}

// rule describes a check.
func rule(k kind.Kind) *sarif.ReportingDescriptor {
	page, _ := pages.Page(string(k))
	severity := report.SeverityOf(k)
	tags := []string{"reliability", "timeout"}
	for _, cwe := range pages.CWE(string(k)) {
		tags = append(tags, "external/cwe/"+cwe)
	}
	properties := sarif.NewPropertyBag().WithTags(tags).
		Add("precision", precision(k)).
		Add("problem.severity", severity)
	return sarif.NewReportingDescriptor().
		WithID(string(k)).
		WithShortDescription(sarif.NewMultiformatMessageString().WithText(sentence(pages.Title(string(k))))).
		WithFullDescription(sarif.NewMultiformatMessageString().WithText(pages.Lead(string(k)))).
		WithHelp(sarif.NewMultiformatMessageString().WithText(page).WithMarkdown(page)).
		WithHelpURI(helpURI + string(k) + ".md").
		WithDefaultConfiguration(sarif.NewReportingConfiguration().WithLevel(severity)).
		WithProperties(properties)
}

// precision is how many of the findings are true, in the words of code scanning.
// docs/evaluation.md has the figures: most of the false ones wait for goroutines.
func precision(k kind.Kind) string {
	switch k {
	case kind.Directive:
		return "very-high"
	case kind.Wait, kind.DiskRead:
		return "medium"
	}
	return "high"
}

// invocation says whether all packages could be checked.
func (c *converter) invocation(errors []report.Error) *sarif.Invocation {
	inv := sarif.NewInvocation().WithExecutionSuccessful(len(errors) == 0)
	for _, e := range errors {
		n := sarif.NewNotification().WithLevel("error").WithMessage(text(e.Message))
		if e.Position != nil {
			if l := c.location(*e.Position, 0, 0); l != nil {
				n.AddLocation(l)
			}
		}
		inv.AddToolExecutionNotification(n)
	}
	return inv
}

func text(s string) *sarif.Message { return sarif.NewTextMessage(s) }

// sentence makes a sentence of a title.
func sentence(title string) string {
	if title == "" {
		return ""
	}
	return string(title[0]-'a'+'A') + title[1:] + "."
}
