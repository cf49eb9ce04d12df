package sarif

import (
	"os"
	"sort"
	"strings"
	"unicode/utf16"

	"github.com/timeoutlint/timeoutlint/internal/report"
)

// A source is the text of a file. Reports count columns in bytes, SARIF in
// units of UTF-16.
type source struct {
	text  string
	lines []int // offset of each line
}

// source returns nil for a file that cannot be read.
func (c *converter) source(file string) *source {
	s, ok := c.files[file]
	if !ok {
		if b, err := os.ReadFile(c.tree.Abs(file)); err == nil {
			s = newSource(string(b))
		}
		c.files[file] = s
	}
	return s
}

func newSource(text string) *source {
	s := &source{text: text, lines: []int{0}}
	for i := range len(text) {
		if text[i] == '\n' {
			s.lines = append(s.lines, i+1)
		}
	}
	return s
}

// region is what is from p to an end, if that is known.
func (s *source) region(p report.Position, endLine, endColumn int) region {
	r := region{StartLine: p.Line}
	if p.Column > 0 {
		r.StartColumn = s.column(p.Line, p.Column)
		if endLine >= p.Line && endColumn > 0 {
			r.EndLine, r.EndColumn = endLine, s.column(endLine, endColumn)
		}
	}
	return r
}

// column turns a column in bytes into one in units of UTF-16.
func (s *source) column(line, column int) int {
	if line > len(s.lines) {
		return column
	}
	rest, _, _ := strings.Cut(s.text[s.lines[line-1]:], "\n")
	return units(rest[:min(column-1, len(rest))]) + 1
}

func units(text string) int { return len(utf16.Encode([]rune(text))) }

// span is the region between two offsets in bytes.
func (s *source) span(start, end int) (r region) {
	r.StartLine, r.StartColumn = s.place(start)
	r.EndLine, r.EndColumn = s.place(end)
	return r
}

// place returns the line and column of an offset.
func (s *source) place(offset int) (line, column int) {
	line = sort.SearchInts(s.lines, offset+1)
	return line, units(s.text[s.lines[line-1]:offset]) + 1
}
