// Package sarif renders a report as SARIF 2.1.0, in the way in which GitHub code
// scanning and others that read it want it.
package sarif

import (
	"encoding/json"
	"io"
	"strings"

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
	c := &converter{tree: t, files: map[string]*source{}}
	out := run{
		Tool: tool{driver{
			Name:           "timeoutlint",
			Version:        strings.TrimPrefix(version, "v"), // it has to begin with a number
			InformationURI: informationURI,
		}},
		Invocations:        []invocation{c.invocation(r.Errors)},
		OriginalURIBaseIDs: map[string]artifactLocation{root: {Description: &message{Text: "The root of the repository."}}},
		ColumnKind:         "utf16CodeUnits",
		Results:            []result{},
	}
	index := map[string]int{}
	for i, k := range append([]kind.Kind{kind.Directive}, kind.All...) {
		index[string(k)] = i
		out.Tool.Driver.Rules = append(out.Tool.Driver.Rules, ruleOf(k))
	}
	for _, f := range r.Findings {
		out.Results = append(out.Results, c.result(f, index[f.Kind]))
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(document{Schema: schema, Version: "2.1.0", Runs: []run{out}})
}

// ruleOf describes a check.
func ruleOf(k kind.Kind) rule {
	id := string(k)
	page, _ := pages.Page(id)
	severity := report.SeverityOf(k)
	tags := []string{"reliability", "timeout"}
	for _, cwe := range pages.CWE(id) {
		tags = append(tags, "external/cwe/"+cwe)
	}
	return rule{
		ID:                   id,
		ShortDescription:     message{Text: sentence(pages.Title(id))},
		FullDescription:      message{Text: pages.Lead(id)},
		Help:                 message{Text: page, Markdown: page},
		HelpURI:              helpURI + id + ".md",
		DefaultConfiguration: configuration{severity},
		Properties:           map[string]any{"tags": tags, "precision": precision(k), "problem.severity": severity},
	}
}

// precision is how many of the findings are true, in the words of code scanning.
// docs/evaluation has the figures: most of the false ones wait for goroutines.
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
func (c *converter) invocation(errors []report.Error) invocation {
	inv := invocation{ExecutionSuccessful: len(errors) == 0}
	for _, e := range errors {
		n := notification{Level: "error", Message: message{Text: e.Message}}
		if e.Position != nil {
			if l, ok := c.location(*e.Position, 0, 0); ok {
				n.Locations = []location{l}
			}
		}
		inv.ToolExecutionNotifications = append(inv.ToolExecutionNotifications, n)
	}
	return inv
}

// sentence makes a sentence of a title.
func sentence(title string) string {
	if title == "" {
		return ""
	}
	return string(title[0]-'a'+'A') + title[1:] + "."
}
