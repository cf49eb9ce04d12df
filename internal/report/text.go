package report

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"
)

// A Style says how text is rendered.
type Style struct {
	Color bool
	// Context is the number of source lines to show around the line of each
	// finding; a negative number shows no source at all.
	Context int
	// Reasons tells why findings were not repaired.
	Reasons bool
}

// Text writes the findings for people to read.
func Text(w io.Writer, findings []Finding, style Style) error {
	t := &textWriter{w: bufio.NewWriter(w), style: style, sources: map[string][]string{}}
	for _, f := range findings {
		t.finding(f)
	}
	return t.w.Flush() // the buffer keeps the first error
}

type textWriter struct {
	w       *bufio.Writer
	style   Style
	sources map[string][]string
}

// Escape sequences of the few colours in use.
const (
	bold   = "\x1b[1m"
	yellow = "\x1b[33m"
	green  = "\x1b[32m"
	reset  = "\x1b[0m"
)

func (t *textWriter) paint(color, s string) string {
	if !t.style.Color {
		return s
	}
	return color + s + reset
}

func (t *textWriter) finding(f Finding) {
	// A failed write shows in Flush.
	fmt.Fprintf(t.w, "%s: %s %s\n", t.paint(bold, f.Position.String()), f.Message, t.paint(yellow, "["+f.Kind+"]"))
	if t.style.Context >= 0 {
		t.source(f)
	}
	for _, s := range f.Witness {
		fmt.Fprintf(t.w, "\t%s: %s\n", s.Position, s.Text)
	}
	if t.style.Reasons && f.NoFix != "" {
		fmt.Fprintf(t.w, "\tnot fixed: %s\n", f.NoFix)
	}
}

// source prints the line of the finding with a caret, and its neighbours.
func (t *textWriter) source(f Finding) {
	lines := t.lines(f.File)
	for n := f.Line - t.style.Context; n <= f.Line+t.style.Context; n++ {
		if n < 1 || n > len(lines) {
			continue
		}
		fmt.Fprintf(t.w, "%6d | %s\n", n, lines[n-1])
		if n == f.Line {
			fmt.Fprintf(t.w, "       | %s\n", t.paint(green, caret(lines[n-1], f)))
		}
	}
}

// lines returns the lines of a file, none if it cannot be read: the source
// is an extra, and the finding stands without it.
func (t *textWriter) lines(file string) []string {
	lines, ok := t.sources[file]
	if !ok {
		if b, err := os.ReadFile(file); err == nil {
			lines = strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
			for i := range lines {
				lines[i] = strings.TrimSuffix(lines[i], "\r")
			}
		}
		t.sources[file] = lines
	}
	return lines
}

// caret returns a line that underlines the finding in line. It keeps tabs, so
// that the columns meet whatever the width of a tab is.
func caret(line string, f Finding) string {
	start := min(max(f.Column-1, 0), len(line))
	var b strings.Builder
	for _, r := range line[:start] {
		if r != '\t' {
			r = ' '
		}
		b.WriteRune(r)
	}
	b.WriteByte('^')
	end := len(line)
	switch f.EndLine {
	case f.Line:
		end = min(f.EndColumn-1, len(line))
	case 0:
		end = start
	}
	if end > start {
		b.WriteString(strings.Repeat("~", len([]rune(line[start:end]))-1))
	}
	return b.String()
}
