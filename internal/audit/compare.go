package audit

import (
	"bufio"
	"fmt"
	"io"
)

// Compare writes what has changed from one audit to the next, as Markdown for a
// pull request. Operations are matched by package, function, kind, operation
// and ordinal, so that code which only moved is no change.
func Compare(w io.Writer, before, now *Report) error {
	m := &markdownWriter{bufio.NewWriter(w)}
	m.line("# Timeouts: what changed\n")
	m.line(fmt.Sprintf("Coverage: %s → %s (%s → %s).", before.Coverage.PercentText(), now.Coverage.PercentText(),
		count(before.Coverage.Operations, "operation"), fmt.Sprint(now.Coverage.Operations)))
	d := diff(before, now)
	if d.empty() {
		m.line("\nNo operation has changed.")
	}
	m.changes("New waits without a bound", d.worse)
	m.changes("Waits without a bound that are gone", d.gone)
	m.pairs("Changed verdicts", d.verdicts)
	m.pairs("Changed timeouts", d.durations)
	m.changes("Other new operations", d.added)
	m.changes("Other removed operations", d.removed)
	return m.Flush() // the buffer keeps the first error
}

type (
	pair    struct{ before, now *Operation }
	changes struct {
		worse, gone, added, removed []*Operation
		verdicts, durations         []pair
	}
)

func (d changes) empty() bool {
	return len(d.worse)+len(d.gone)+len(d.added)+len(d.removed)+len(d.verdicts)+len(d.durations) == 0
}

func diff(before, now *Report) changes {
	var d changes
	old := byID(before)
	for i := range now.Operations {
		op := &now.Operations[i]
		was, ok := old[op.ID]
		switch {
		case !ok && op.Verdict == unbounded:
			d.worse = append(d.worse, op)
		case !ok:
			d.added = append(d.added, op)
		case was.Verdict != op.Verdict || was.Declared != op.Declared:
			d.verdicts = append(d.verdicts, pair{was, op})
		case was.lasts() != op.lasts():
			d.durations = append(d.durations, pair{was, op})
		}
	}
	left := byID(now)
	for i := range before.Operations {
		op := &before.Operations[i]
		if _, ok := left[op.ID]; ok {
			continue
		}
		if op.Verdict == unbounded {
			d.gone = append(d.gone, op)
		} else {
			d.removed = append(d.removed, op)
		}
	}
	return d
}

func byID(r *Report) map[string]*Operation {
	out := map[string]*Operation{}
	for i := range r.Operations {
		out[r.Operations[i].ID] = &r.Operations[i]
	}
	return out
}

func (m *markdownWriter) changes(heading string, ops []*Operation) {
	if len(ops) == 0 {
		return
	}
	m.line("\n## " + heading + "\n")
	var rows [][]string
	for _, op := range ops {
		rows = append(rows, []string{op.Place.String(), op.Kind, code(op.What), code(op.Func), escape(op.state())})
	}
	m.table([]string{"where", "kind", "operation", "in", "state"}, rows)
}

func (m *markdownWriter) pairs(heading string, pairs []pair) {
	if len(pairs) == 0 {
		return
	}
	m.line("\n## " + heading + "\n")
	var rows [][]string
	for _, p := range oneOfEachLock(pairs) {
		rows = append(rows, []string{p.now.Place.String(), p.now.Kind, code(p.now.What), code(p.now.Func), escape(p.before.state()), escape(p.now.state())})
	}
	m.table([]string{"where", "kind", "operation", "in", "before", "now"}, rows)
}

// oneOfEachLock keeps one of the Lock calls of a mutex that changed alike: they
// wait for the same holders. The others are counted in its name.
func oneOfEachLock(pairs []pair) []pair {
	type group struct{ mutex, before, now string }
	first := map[group]int{}
	more := map[int]int{}
	var out []pair
	for _, p := range pairs {
		g := group{p.now.Mutex, p.before.Verdict, p.now.Verdict}
		if i, ok := first[g]; ok && g.mutex != "" {
			more[i]++
			continue
		}
		first[g] = len(out)
		out = append(out, p)
	}
	for i, n := range more {
		op := *out[i].now
		op.What += fmt.Sprintf(" and %s of %s", count(n, "other Lock call"), shortMutex(op.Mutex))
		out[i].now = &op
	}
	return out
}

// state is the verdict with the duration, or with the risk.
func (op *Operation) state() string {
	s := op.Verdict
	if op.Declared {
		s = "declared"
	}
	if d := op.lasts(); d != "" {
		s += ", " + d
	}
	if op.Risk != "" {
		s += ", risk " + string(op.Risk)
	}
	return s
}
