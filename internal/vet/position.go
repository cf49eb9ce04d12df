package vet

import (
	"path/filepath"
	"strconv"
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/report"
)

// parsePosition reads "file:line:column", "file:line" or "file".
func parsePosition(s string) report.Position {
	file, last, ok := cutNumber(s)
	if !ok {
		return report.Position{File: s}
	}
	if file, line, ok := cutNumber(file); ok {
		return report.Position{File: file, Line: line, Column: last}
	}
	return report.Position{File: file, Line: last}
}

// cutNumber cuts a number after the last colon.
func cutNumber(s string) (before string, n int, ok bool) {
	i := strings.LastIndexByte(s, ':')
	if i <= 0 {
		return s, 0, false
	}
	n, err := strconv.Atoi(s[i+1:])
	if err != nil || n <= 0 {
		return s, 0, false
	}
	return s[:i], n, true
}

// cutPosition cuts a position off the front of a message.
func cutPosition(s string) (p report.Position, message string, ok bool) {
	before, message, found := strings.Cut(s, ": ")
	if !found {
		return p, s, false
	}
	p = parsePosition(before)
	if p.Line == 0 || strings.ContainsAny(p.File, "\t\n") {
		return report.Position{}, s, false
	}
	return p, message, true
}

// step returns a step of the witness. When it lies in a package whose files
// the analysis did not see, its message begins with "import/path/file.go:1:2: "
// and that is the position; the related one is only where the way there
// starts.
func (r related) step() report.Step {
	p, text, ok := cutPosition(r.Message)
	if ok && p.Column > 0 && strings.HasSuffix(p.File, ".go") && strings.Contains(p.File, "/") && !filepath.IsAbs(p.File) {
		return report.Step{Position: p, Text: text}
	}
	return report.Step{Position: parsePosition(r.Posn), Text: r.Message}
}
