package audit

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Durations writes a table of the timeouts, the shortest first, those that
// come from a configuration last.
func Durations(w io.Writer, r *Report) error {
	b := bufio.NewWriter(w)
	var rows, configured [][]string
	for _, t := range r.Timeouts {
		if t.Duration == 0 && !t.Zero {
			configured = append(configured, r.durationRow(t))
		} else {
			rows = append(rows, r.durationRow(t))
		}
	}
	for _, line := range columns(append(rows, configured...)) {
		fmt.Fprintln(b, line)
	}
	return b.Flush() // the buffer keeps the first error
}

func (r *Report) durationRow(t Timeout) []string {
	value := t.Duration.String()
	switch {
	case t.Duration != 0 || t.Zero:
		if t.Name != "" {
			value += " (" + t.Name + ")"
		}
	case t.Name != "":
		value = t.Name
	default:
		value = "computed"
	}
	return []string{value, t.What, t.Place.String(), r.applied(t)}
}

// maxApplied is how many operations are named for a timeout.
const maxApplied = 3

func (r *Report) applied(t Timeout) string {
	var out []string
	for i, id := range t.Applies {
		if i == maxApplied {
			out = append(out, fmt.Sprintf("and %d more", len(t.Applies)-i))
			break
		}
		if op := r.byID(id); op != nil {
			out = append(out, fmt.Sprintf("%s %s:%d", op.What, op.File[strings.LastIndexAny(op.File, `/\`)+1:], op.Line))
		}
	}
	if len(out) == 0 {
		return ""
	}
	return "bounds " + strings.Join(out, ", ")
}
