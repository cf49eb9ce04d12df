package main

import (
	"fmt"
	"os"

	"github.com/timeoutlint/timeoutlint/internal/report"
	"github.com/timeoutlint/timeoutlint/internal/vet"
)

// isTerminal reports whether f is shown to a person. A character device that
// is not a terminal (/dev/null) is a harmless mistake.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && os.Getenv("TERM") != "dumb"
}

// style returns how findings are shown: without -c, with their line on a
// terminal and without it elsewhere.
func (o *options) style() report.Style {
	terminal := isTerminal(os.Stdout)
	s := report.Style{Color: terminal && os.Getenv("NO_COLOR") == "", Context: o.context, Reasons: o.fix}
	if !o.given("c") && terminal {
		s.Context = 0
	}
	return s
}

// progress shows how far the run is on one line that it overwrites.
func progress(done, total int) {
	if total > 0 {
		fmt.Fprintf(os.Stderr, "\rchecked %d of %d packages", min(done, total), total)
	} else {
		fmt.Fprintf(os.Stderr, "\rchecked %d packages", done)
	}
}

// clearProgress removes that line.
func clearProgress(r *vet.Run) {
	if r.Progress != nil {
		fmt.Fprint(os.Stderr, "\r\x1b[K")
	}
}
