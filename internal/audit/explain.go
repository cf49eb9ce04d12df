package audit

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// ParsePlace reads file:line, or file:line:column.
func ParsePlace(s string) (file string, line int, err error) {
	parts := strings.Split(s, ":")
	for n := len(parts) - 1; n > 0 && n >= len(parts)-2; n-- {
		if line, err := strconv.Atoi(parts[n]); err == nil && line > 0 {
			file = strings.Join(parts[:n], ":")
			if before, err := strconv.Atoi(parts[n-1]); n > 1 && err == nil && before > 0 {
				file, line = strings.Join(parts[:n-1], ":"), before
			}
			if file == "" {
				break
			}
			return file, line, nil
		}
	}
	return "", 0, fmt.Errorf("%q is not a place; write file:line", s)
}

// Explain tells why the operations at a line have their verdicts, and if there
// is none, what there is nearby.
func Explain(w io.Writer, r *Report, src *Source, line int) error {
	e := &explainer{bufio.NewWriter(w), r, src}
	ops := e.at(line)
	for i, op := range ops {
		if i > 0 {
			fmt.Fprintln(e)
		}
		e.operation(op)
	}
	if len(ops) == 0 {
		e.nothing(line)
	}
	return e.Flush() // the buffer keeps the first error
}

type explainer struct {
	*bufio.Writer
	r   *Report
	src *Source
}

// inFile lists the operations of the file by line.
func (e *explainer) inFile() []*Operation {
	var out []*Operation
	for i := range e.r.Operations {
		if op := &e.r.Operations[i]; op.File == e.src.Name {
			out = append(out, op)
		}
	}
	slices.SortStableFunc(out, func(a, b *Operation) int { return a.compare(b.Place) })
	return out
}

// at lists the operations that begin at the line, or else those around it.
func (e *explainer) at(line int) []*Operation {
	var on, around []*Operation
	for _, op := range e.inFile() {
		if op.Line == line {
			on = append(on, op)
		} else if op.Line < line && line <= op.EndLine && op.EndLine-op.Line <= maxSpan {
			around = append(around, op)
		}
	}
	if len(on) > 0 {
		return on
	}
	if len(around) == 0 {
		return e.calledAt(line)
	}
	return around
}

// calledAt lists the operations for whose verdict a call at the line counts.
func (e *explainer) calledAt(line int) []*Operation {
	var out []*Operation
	for i := range e.r.Operations {
		op := &e.r.Operations[i]
		if slices.ContainsFunc(op.Reasons, func(s Step) bool { return s.File == e.src.Name && s.Line == line }) {
			out = append(out, op)
		}
	}
	return out
}

// maxSpan is how many lines the text of a call has at most for a line inside
// to mean it: a call with a whole function literal is not meant.
const maxSpan = 5

func (e *explainer) operation(op *Operation) {
	what := op.What
	if op.Resource != "" && !strings.Contains(op.What, op.Resource) {
		what += " on " + op.Resource
	}
	fmt.Fprintf(e, "%s: %s, in %s [%s]\n", op.Place, what, op.Func, op.Kind)
	e.source(op.Place)
	fmt.Fprintf(e, "\n%s\n", op.sentence())
	e.reasons(op)
	if op.Risk != "" {
		e.risk(op)
	}
	e.verdictNote(op)
}

// sentence is the verdict in words.
func (op *Operation) sentence() string {
	switch op.Verdict {
	case bounded:
		s := "Bounded"
		if d := op.lasts(); d != "" {
			s += " by " + d
		}
		if op.Declared {
			return s + ": a comment declares it."
		}
		if op.Bound != "" {
			s += ": " + op.Bound
		}
		if at := op.setAt(); at != "" {
			s += ", set at " + at
		}
		return s + "."
	case conditional:
		return "Conditional: bounded when a configuration says so, or on some paths only."
	case cancellable:
		return "Cancellable: something can end it, but no clock does."
	case callers:
		return "Its callers decide: they have to provide the bound."
	}
	if op.Accepted != "" {
		return "Unbounded, and accepted: " + op.Accepted + "."
	}
	return "Unbounded: it can wait forever."
}

func (e *explainer) reasons(op *Operation) {
	if len(op.Reasons) == 0 {
		return
	}
	fmt.Fprintf(e, "\nWhy:\n")
	last := op.Place
	for _, s := range op.Reasons {
		fmt.Fprintf(e, "  %s: %s\n", s.Place, s.Text)
		if s.File != last.File || s.Line != last.Line {
			e.source(s.Place)
		}
		last = s.Place
	}
}

func (e *explainer) risk(op *Operation) {
	fmt.Fprintf(e, "\nRisk: %s\n", op.Risk)
	for _, why := range op.Why {
		fmt.Fprintf(e, "  %s\n", why)
	}
	if len(op.Path) > 1 {
		fmt.Fprintf(e, "  the way there: %s\n", strings.Join(op.Path, " → "))
	}
	for _, h := range op.Held {
		fmt.Fprintf(e, "  %s: %s is taken here and held meanwhile\n", h.Place, h.Text)
		e.source(h.Place)
	}
}

// verdictNote says whether it is a finding, and if not, why.
func (e *explainer) verdictNote(op *Operation) {
	switch {
	case op.Finding != "":
		fmt.Fprintf(e, "\nFinding: %s\n", op.Finding)
	case op.Accepted != "" || op.Verdict == bounded:
	case op.Verdict == callers && op.isCalled():
		fmt.Fprintf(e, "\nNot a finding here: the calls that do not bound it are.\n")
	case op.Verdict != unbounded:
		fmt.Fprintf(e, "\nNot a finding by default; -strict reports it.\n")
	case op.Kind == lockKind:
		fmt.Fprintf(e, "\nNot a finding by itself: the holder is at fault. -lock=waiters reports it.\n")
	case op.Kind == "wait":
		fmt.Fprintf(e, "\nNot a finding by default, since goroutines of one program can be relied on more than a disk or a peer; -strict reports it.\n")
	default:
		fmt.Fprintf(e, "\nNot a finding here: it is part of another one in this function, or the fault is at a call.\n")
	}
}

// isCalled reports whether calls decide that are in sight.
func (op *Operation) isCalled() bool {
	return slices.ContainsFunc(op.Reasons, func(s Step) bool { return strings.HasPrefix(s.Text, "called by ") })
}

// source shows the line of a place in the file, or in another one at hand.
func (e *explainer) source(p Place) {
	if text, ok := e.src.line(p); ok {
		fmt.Fprintf(e, "  %6d | %s\n", p.Line, strings.ReplaceAll(text, "\t", "    "))
	}
}

// nothing tells what there is near a line without operation.
func (e *explainer) nothing(line int) {
	fmt.Fprintf(e, "%s:%d: nothing here waits for a disk, a peer, a lock or another goroutine, as far as is known.\n", e.src.Name, line)
	e.source(Place{File: e.src.Name, Line: line})
	name, from, to, ok := e.src.function(line)
	var inside []*Operation
	all := e.inFile()
	for _, op := range all {
		if ok && from <= op.Line && op.Line <= to {
			inside = append(inside, op)
		}
	}
	switch {
	case len(inside) > 0:
		fmt.Fprintf(e, "\nIn %s there are:\n", name)
		e.list(inside)
	case ok && len(all) > 0:
		fmt.Fprintf(e, "\nNor does anything else in %s. The nearest in this file:\n", name)
		slices.SortStableFunc(all, func(a, b *Operation) int { return cmp.Compare(distance(a, line), distance(b, line)) })
		all = all[:min(len(all), maxNear)]
		slices.SortStableFunc(all, func(a, b *Operation) int { return a.compare(b.Place) })
		e.list(all)
	case len(all) > 0:
		fmt.Fprintf(e, "\nThe operations of this file:\n")
		e.list(all[:min(len(all), maxNear)])
	default:
		fmt.Fprintf(e, "\nThere is none in this file.\n")
	}
	fmt.Fprintf(e, `
A call that should be here is one that no table describes, and whose source leads to
nothing that waits; a row in .timeoutlint.yaml describes it. Reads of files count with
-kinds=disk-read, test files with -tests, generated files with -generated.
`)
}

// maxNear is how many operations are listed of a file.
const maxNear = 5

func distance(op *Operation, line int) int { return max(op.Line-line, line-op.Line) }

func (e *explainer) list(ops []*Operation) {
	for _, op := range ops {
		s := op.Verdict
		if d := op.lasts(); d != "" {
			s += ", " + d
		}
		fmt.Fprintf(e, "  %s: %s [%s]: %s\n", op.Place, op.What, op.Kind, s)
	}
}
