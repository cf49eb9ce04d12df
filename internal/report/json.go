package report

import (
	"encoding/json"
	"io"
)

// Version is the version of the JSON schema. It grows when a field changes
// its meaning or goes away; new fields come without a new version.
const Version = 1

// A document is what JSON writes; docs/json.md describes it. Its lists are never
// null.
type document struct {
	Version  int          `json:"version"`
	Findings []identified `json:"findings"`
	Errors   []Error      `json:"errors"`
}

// identified is a finding with its fingerprint.
type identified struct {
	Finding
	Fingerprint string `json:"fingerprint"`
}

// JSON writes the report for programs to read.
func JSON(w io.Writer, r *Report) error {
	d := document{Version: Version, Findings: []identified{}, Errors: []Error{}}
	for _, f := range r.Findings {
		if f.Witness == nil {
			f.Witness = []Step{}
		}
		d.Findings = append(d.Findings, identified{f, f.Fingerprint()})
	}
	d.Errors = append(d.Errors, r.Errors...)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false) // messages contain <-ctx.Done()
	e.SetIndent("", "  ")
	return e.Encode(d)
}
