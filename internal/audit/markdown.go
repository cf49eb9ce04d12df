package audit

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Markdown writes the audit as a document.
func Markdown(w io.Writer, r *Report) error {
	m := &markdownWriter{bufio.NewWriter(w)}
	m.line("# Timeout audit\n\n## Summary\n")
	for _, s := range r.summary() {
		m.line("- " + escape(s))
	}
	m.coverage(r)
	m.bounded(r)
	m.weak(r)
	m.missing(r)
	m.locks(r)
	return m.Flush() // the buffer keeps the first error
}

type markdownWriter struct{ *bufio.Writer }

func (m *markdownWriter) line(s string) { fmt.Fprintln(m, s) }

// table writes a table; its cells are Markdown.
func (m *markdownWriter) table(head []string, rows [][]string) {
	m.row(head)
	m.line("|" + strings.Repeat("---|", len(head)))
	for _, r := range rows {
		m.row(r)
	}
}

func (m *markdownWriter) row(cells []string) { m.line("| " + strings.Join(cells, " | ") + " |") }

// escape keeps text from being markup.
func escape(s string) string {
	return strings.NewReplacer("|", `\|`, "*", `\*`, "_", `\_`, "<", `\<`, "`", "\\`").Replace(s)
}

func code(s string) string {
	if s == "" {
		return ""
	}
	fence := "`"
	if strings.Contains(s, fence) {
		fence = "``" // a raw string in the source
	}
	return fence + strings.ReplaceAll(s, "|", `\|`) + fence
}

func (m *markdownWriter) coverage(r *Report) {
	if r.Coverage.Operations == 0 {
		return
	}
	for _, by := range []struct {
		heading string
		parts   []Part
		name    func(string) string
	}{{"kind", r.Kinds, func(s string) string { return s }}, {"package", r.Packages, r.shortPackage}} {
		m.line("\n## Coverage by " + by.heading + "\n")
		var rows [][]string
		for _, p := range by.parts {
			rows = append(rows, append([]string{escape(by.name(p.Name))}, p.cells()...))
		}
		rows = append(rows, append([]string{"all"}, r.Coverage.cells()...))
		m.table([]string{by.heading, "bounded", "of", "coverage", "conditional", "cancellable", "caller's", "unbounded"}, rows)
	}
}

func (m *markdownWriter) bounded(r *Report) {
	if r.Coverage.Bounded+r.Coverage.Declared == 0 {
		return
	}
	m.line("\n## Already bounded")
	for _, p := range r.Packages {
		ops, locks := r.covered(p.Name)
		if len(ops)+locks == 0 {
			continue
		}
		m.line("\n### " + escape(r.shortPackage(p.Name)) + "\n")
		var rows [][]string
		for _, op := range ops {
			rows = append(rows, []string{op.Place.String(), op.Kind, code(op.What), escape(op.lasts()), escape(op.boundedBy())})
		}
		if len(rows) > 0 {
			m.table([]string{"where", "kind", "operation", "timeout", "by"}, rows)
		}
		if locks > 0 {
			if len(rows) > 0 {
				m.line("")
			}
			m.line(count(locks, "Lock call") + ": nothing blocks a holder.")
		}
	}
}

func (m *markdownWriter) weak(r *Report) {
	ops := r.weak()
	if len(ops) == 0 {
		return
	}
	m.line("\n## Bounded by less than a clock\n")
	var rows [][]string
	for _, op := range ops {
		rows = append(rows, []string{op.Place.String(), op.Kind, code(op.What), op.Verdict, escape(op.lasts()), escape(op.boundedBy())})
	}
	m.table([]string{"where", "kind", "operation", "verdict", "timeout", "by"}, rows)
}

func (m *markdownWriter) missing(r *Report) {
	for _, risk := range Risks {
		ops := r.missing(risk)
		if len(ops) == 0 {
			continue
		}
		m.line(fmt.Sprintf("\n## Missing, %s: %s\n", risk, riskMeaning[risk]))
		var rows [][]string
		for _, op := range ops {
			rows = append(rows, []string{op.Place.String(), op.Kind, code(op.What), code(op.Func), escape(strings.Join(op.Why, "; "))})
		}
		m.table([]string{"where", "kind", "operation", "in", "why"}, rows)
	}
}

func (m *markdownWriter) locks(r *Report) {
	if len(r.Locks) == 0 {
		return
	}
	m.line("\n## Locks that can be held forever\n")
	var rows [][]string
	for _, l := range r.Locks {
		var held []string
		for i, h := range l.Holders {
			if i == maxHolders {
				held = append(held, fmt.Sprintf("and %d more", len(l.Holders)-i))
				break
			}
			if op := r.byID(h.ID); op != nil {
				held = append(held, fmt.Sprintf("%s while %s (%s) waits", h.Place, code(op.What), op.Place))
			}
		}
		rows = append(rows, []string{code(shortMutex(l.Mutex)), strings.Join(held, "<br>"), placeList(l.Waiters)})
	}
	m.table([]string{"mutex", "held from", "Lock calls that wait"}, rows)
}
