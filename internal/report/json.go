package report

import (
	"encoding/json"
	"io"
)

// Version is the version of the JSON schema. It grows when a field changes
// its meaning or goes away; new fields come without a new version.
const Version = 1

// A document is what JSON writes:
//
//	{
//	  "version": 1,
//	  "findings": [
//	    {
//	      "file": "wal/log.go",          relative to the working directory where that is shorter
//	      "line": 41, "column": 9,       from 1; columns count bytes
//	      "endLine": 41, "endColumn": 18,  left out when unknown
//	      "package": "example.com/broker/wal",
//	      "kind": "disk-sync",
//	      "message": "...",
//	      "witness": [{"file": "...", "line": 7, "column": 2, "text": "..."}],
//	      "fixes": [{"message": "...", "edits": [{"file": "...", "start": 0, "end": 0, "new": "..."}]}],
//	      "noFix": "..."                   why there is no fix
//	    }
//	  ],
//	  "errors": [
//	    {"package": "...", "file": "...", "line": 3, "column": 8, "message": "..."}
//	  ]
//	}
//
// An edit replaces the bytes from start to end, counted from 0; its file is an
// absolute path. The file of a witness step in another module is its import path with the
// name of the file. The lists are never null. An error lacks the package
// or the position when it has none.
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
