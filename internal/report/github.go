package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// GitHub writes the findings and errors as workflow commands of GitHub Actions,
// which shows them in pull requests.
func GitHub(w io.Writer, r *Report, t Tree) error {
	b := bufio.NewWriter(w) // it keeps the first error for Flush
	for _, f := range r.Findings {
		fmt.Fprintf(b, "::%s %s,title=%s::%s\n", f.Severity(), place(f, t),
			escapeProperty("timeoutlint: "+f.Kind), escapeData(f.withWitness()))
	}
	for _, e := range r.Errors {
		if e.Position == nil {
			fmt.Fprintf(b, "::error title=timeoutlint::%s\n", escapeData(e.Message))
			continue
		}
		fmt.Fprintf(b, "::error %s,title=timeoutlint::%s\n", place(Finding{Position: *e.Position}, t), escapeData(e.Message))
	}
	return b.Flush()
}

// place writes where a finding is. GitHub knows columns within one line only.
func place(f Finding, t Tree) string {
	path, _ := t.Path(f.File)
	s := "file=" + escapeProperty(path)
	if f.Line > 0 {
		s += fmt.Sprintf(",line=%d", f.Line)
	}
	if f.EndLine > f.Line {
		return s + fmt.Sprintf(",endLine=%d", f.EndLine)
	}
	if f.Column > 0 {
		s += fmt.Sprintf(",col=%d", f.Column)
		if f.EndLine == f.Line && f.EndColumn > f.Column {
			s += fmt.Sprintf(",endColumn=%d", f.EndColumn)
		}
	}
	return s
}

// The escapes of workflow commands, as the runner undoes them.
var (
	dataEscapes     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func escapeData(s string) string     { return dataEscapes.Replace(s) }
func escapeProperty(s string) string { return propertyEscapes.Replace(s) }
