package report

import (
	"encoding/json"
	"io"
)

// An issue is what a Code Quality report of GitLab consists of.
type issue struct {
	Description string        `json:"description"`
	CheckName   string        `json:"check_name"`
	Fingerprint string        `json:"fingerprint"`
	Severity    string        `json:"severity"`
	Location    issueLocation `json:"location"`
}

type issueLocation struct {
	Path  string     `json:"path"`
	Lines issueLines `json:"lines"`
}

type issueLines struct {
	Begin int `json:"begin"`
	End   int `json:"end,omitempty"`
}

// severities are GitLab's words.
var severities = map[string]string{"error": "major", "warning": "minor"}

// GitLab writes a Code Quality report.
func GitLab(w io.Writer, r *Report, t Tree) error {
	issues := []issue{} // an empty report is an empty list
	for _, f := range r.Findings {
		path, _ := t.Path(f.File)
		issues = append(issues, issue{
			Description: f.withWitness(),
			CheckName:   "timeoutlint-" + f.Kind,
			Fingerprint: f.Fingerprint(),
			Severity:    severities[f.Severity()],
			Location:    issueLocation{path, issueLines{max(f.Line, 1), f.EndLine}},
		})
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(issues)
}
