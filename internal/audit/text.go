package audit

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Text writes the audit for a terminal.
func Text(w io.Writer, r *Report) error {
	t := &textWriter{Writer: bufio.NewWriter(w), r: r}
	t.heading("Summary")
	for _, s := range r.summary() {
		fmt.Fprintln(t, s)
	}
	t.coverage()
	t.bounded()
	t.weak()
	t.missing()
	t.locks()
	return t.Flush() // the buffer keeps the first error
}

type textWriter struct {
	*bufio.Writer
	r     *Report
	begun bool
}

func (t *textWriter) heading(s string) {
	if t.begun {
		fmt.Fprintln(t)
	}
	t.begun = true
	fmt.Fprintf(t, "%s\n%s\n", s, strings.Repeat("=", len(s)))
}

// table writes rows of cells in columns.
func (t *textWriter) table(rows [][]string) {
	for _, line := range columns(rows) {
		fmt.Fprintln(t, "  "+line)
	}
}

// columns aligns the cells of rows of the same length.
func columns(rows [][]string) []string {
	width := map[int]int{}
	for _, row := range rows {
		for i, cell := range row {
			width[i] = max(width[i], utf8.RuneCountInString(cell))
		}
	}
	var out []string
	for _, row := range rows {
		var b strings.Builder
		for i, cell := range row {
			b.WriteString(cell + strings.Repeat(" ", width[i]-utf8.RuneCountInString(cell)+2))
		}
		out = append(out, strings.TrimRight(b.String(), " "))
	}
	return out
}

func (t *textWriter) coverage() {
	if t.r.Coverage.Operations == 0 {
		return
	}
	for _, by := range []struct {
		heading string
		parts   []Part
		name    func(string) string
	}{
		{"Coverage by kind", t.r.Kinds, func(s string) string { return s }},
		{"Coverage by package", t.r.Packages, t.r.shortPackage},
	} {
		t.heading(by.heading)
		rows := [][]string{{"", "bounded", "of", "", "conditional", "cancellable", "caller's", "unbounded"}}
		for _, p := range by.parts {
			rows = append(rows, append([]string{by.name(p.Name)}, p.cells()...))
		}
		t.table(append(rows, append([]string{"all"}, t.r.Coverage.cells()...)))
	}
}

// cells are the columns of a row of coverage after its name.
func (c Coverage) cells() []string {
	out := []string{fmt.Sprint(c.Bounded + c.Declared), fmt.Sprint(c.Operations), c.PercentText()}
	for _, n := range []int{c.Conditional, c.Cancellable, c.Callers, c.Unbounded} {
		s := ""
		if n > 0 {
			s = fmt.Sprint(n)
		}
		out = append(out, s)
	}
	return out
}

func (t *textWriter) bounded() {
	if t.r.Coverage.Bounded+t.r.Coverage.Declared == 0 {
		return
	}
	t.heading("Already bounded")
	for _, p := range t.r.Packages {
		ops, locks := t.r.covered(p.Name)
		if len(ops)+locks == 0 {
			continue
		}
		fmt.Fprintf(t, "%s\n", t.r.shortPackage(p.Name))
		var rows [][]string
		for _, op := range ops {
			rows = append(rows, []string{op.Place.String(), op.Kind, op.What, op.lasts(), op.boundedBy()})
		}
		t.table(rows)
		if locks > 0 {
			fmt.Fprintf(t, "  %s: nothing blocks a holder\n", count(locks, "Lock call"))
		}
	}
}

// boundedBy is what bounds an operation, and where that is set.
func (op *Operation) boundedBy() string {
	s := op.boundText()
	if at := op.setAt(); at != "" {
		s += ", " + at
	}
	return s
}

func (t *textWriter) weak() {
	ops := t.r.weak()
	if len(ops) == 0 {
		return
	}
	t.heading("Bounded by less than a clock")
	var rows [][]string
	for _, op := range ops {
		rows = append(rows, []string{op.Place.String(), op.Kind, op.What, op.Verdict, op.lasts(), op.boundedBy()})
	}
	t.table(rows)
}

func (t *textWriter) missing() {
	for _, risk := range Risks {
		ops := t.r.missing(risk)
		if len(ops) == 0 {
			continue
		}
		t.heading(fmt.Sprintf("Missing, %s: %s", risk, riskMeaning[risk]))
		for _, op := range ops {
			fmt.Fprintf(t, "  %s: %s in %s [%s]\n", op.Place, op.What, op.Func, op.Kind)
			for _, s := range op.Why {
				fmt.Fprintf(t, "      %s\n", s)
			}
		}
	}
}

func (t *textWriter) locks() {
	if len(t.r.Locks) == 0 {
		return
	}
	t.heading("Locks that can be held forever")
	for _, l := range t.r.Locks {
		fmt.Fprintf(t, "  %s\n", shortMutex(l.Mutex))
		for i, h := range l.Holders {
			if i == maxHolders {
				fmt.Fprintf(t, "      and %d more; -format=html and json have all\n", len(l.Holders)-i)
				break
			}
			if op := t.r.byID(h.ID); op != nil {
				fmt.Fprintf(t, "      held from %s while %s (%s) waits\n", h.Place, op.What, op.Place)
			}
		}
		fmt.Fprintf(t, "      %s: %s\n", count(len(l.Waiters), "Lock call"), placeList(l.Waiters))
	}
}

// maxHolders and maxPlaces are how many holders and Lock calls of a mutex are
// listed where nobody can fold them away.
const (
	maxHolders = 6
	maxPlaces  = 20
)

// placeList names each file once: a.go:1, 2, b.go:3.
func placeList(places []Place) string {
	var b strings.Builder
	file := ""
	for i, p := range places {
		if i == maxPlaces {
			fmt.Fprintf(&b, " and %d more", len(places)-i)
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		if p.File != file {
			b.WriteString(p.File + ":")
			file = p.File
		}
		fmt.Fprint(&b, p.Line)
	}
	return b.String()
}
