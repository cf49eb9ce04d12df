package report

import (
	"bufio"
	"bytes"
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
	t := &textWriter{w: bufio.NewWriter(w), style: style}
	for _, f := range findings {
		t.finding(f)
	}
	return t.w.Flush() // the buffer keeps the first error
}

type textWriter struct {
	w     *bufio.Writer
	style Style
	file  string // that was read last
	text  []byte // of it
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
	t.open(f.File)
	rest := t.text
	for n := 1; n <= f.Line+t.style.Context && len(rest) > 0; n++ {
		line, tail, _ := bytes.Cut(rest, []byte("\n"))
		rest = tail
		if n < f.Line-t.style.Context {
			continue
		}
		text := string(bytes.TrimSuffix(line, []byte("\r")))
		fmt.Fprintf(t.w, "%6d | %s\n", n, text)
		if n == f.Line {
			fmt.Fprintf(t.w, "       | %s\n", t.paint(green, caret(text, f)))
		}
	}
}

// open reads a file, in place of the one before it: findings are sorted. The source
// is an extra, and the finding stands without it if it cannot be read.
func (t *textWriter) open(file string) {
	if t.file == file {
		return
	}
	t.file, t.text = file, t.text[:0]
	f, err := os.Open(file)
	if err != nil {
		return
	}
	defer f.Close()
	b := bytes.NewBuffer(t.text)
	if _, err := b.ReadFrom(f); err == nil {
		t.text = b.Bytes()
	}
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
