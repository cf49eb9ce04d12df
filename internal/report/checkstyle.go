package report

import (
	"encoding/xml"
	"io"
	"path/filepath"
)

// A checkstyle is the root of a report in the format of Checkstyle, the one that
// most programs which collect such reports can read.
type checkstyle struct {
	XMLName xml.Name         `xml:"checkstyle"`
	Version string           `xml:"version,attr"`
	Files   []checkstyleFile `xml:"file"`
}

type checkstyleFile struct {
	Name   string            `xml:"name,attr"`
	Errors []checkstyleError `xml:"error"`
}

type checkstyleError struct {
	Line     int    `xml:"line,attr"`
	Column   int    `xml:"column,attr,omitempty"`
	Severity string `xml:"severity,attr"`
	Message  string `xml:"message,attr"`
	Source   string `xml:"source,attr"`
}

// checkstyleVersion is the version of Checkstyle whose format this is.
const checkstyleVersion = "5.0"

// Checkstyle writes the findings, which are sorted by file, as XML. Paths are as
// in text: relative to the working directory.
func Checkstyle(w io.Writer, r *Report, _ Tree) error {
	doc := checkstyle{Version: checkstyleVersion}
	for _, f := range r.Findings {
		name := filepath.ToSlash(f.File)
		if n := len(doc.Files); n == 0 || doc.Files[n-1].Name != name {
			doc.Files = append(doc.Files, checkstyleFile{Name: name})
		}
		file := &doc.Files[len(doc.Files)-1]
		file.Errors = append(file.Errors, checkstyleError{
			Line: f.Line, Column: f.Column, Severity: f.Severity(), Message: f.withWitness(), Source: "timeoutlint." + f.Kind,
		})
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(doc); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
