package audit

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// What the formats have in common: what is said, and in which order.

// missing lists the operations of a risk, those under most locks first. Waits
// for a lock have a table of their own.
func (r *Report) missing(risk Risk) []*Operation {
	var out []*Operation
	for i := range r.Operations {
		if op := &r.Operations[i]; op.Risk == risk && op.Kind != lockKind {
			out = append(out, op)
		}
	}
	slices.SortStableFunc(out, func(a, b *Operation) int { return cmp.Compare(b.waiters(), a.waiters()) })
	return out
}

// covered lists the bounded operations of a package; Lock calls are counted.
func (r *Report) covered(pkg string) (ops []*Operation, locks int) {
	for i := range r.Operations {
		switch op := &r.Operations[i]; {
		case op.Package != pkg || !op.IsBounded():
		case op.Kind == lockKind:
			locks++
		default:
			ops = append(ops, op)
		}
	}
	return ops, locks
}

// weak lists the operations with a bound that is less than a clock.
func (r *Report) weak() []*Operation {
	var out []*Operation
	for i := range r.Operations {
		if op := &r.Operations[i]; op.Verdict == conditional || op.Verdict == cancellable || op.Verdict == callers {
			out = append(out, op)
		}
	}
	slices.SortStableFunc(out, func(a, b *Operation) int { return cmp.Compare(weakness(a), weakness(b)) })
	return out
}

// byID finds an operation.
func (r *Report) byID(id string) *Operation {
	i := slices.IndexFunc(r.Operations, func(op Operation) bool { return op.ID == id })
	if i < 0 {
		return nil
	}
	return &r.Operations[i]
}

// maxSummary is how many operations the summary names.
const maxSummary = 3

// summary is what somebody reads who reads nothing else.
func (r *Report) summary() []string {
	c := r.Coverage
	if c.Operations == 0 {
		return []string{"Nothing here waits for a disk, a peer, a lock or another goroutine."}
	}
	out := []string{fmt.Sprintf("%s can wait; %d (%s) are bounded by a clock%s.", count(c.Operations, "operation"), c.Bounded+c.Declared, c.PercentText(), r.withoutLocks())}
	if rest := c.rest(); rest != "" {
		out = append(out, "Of the others, "+rest+".")
	}
	if s := r.riskCounts(); s != "" {
		out = append(out, "Without any bound, by risk: "+s+".")
	}
	n := 0
	for _, risk := range []Risk{Critical, High} {
		for _, op := range r.missing(risk) {
			if n++; n <= maxSummary {
				out = append(out, fmt.Sprintf("%s: %s (%s) can wait forever: %s.", strings.ToUpper(string(risk[:1]))+string(risk[1:]), op.What, op.Place, strings.Join(op.Why, "; ")))
			}
		}
	}
	if len(r.Locks) > 0 {
		l := r.Locks[0]
		s := fmt.Sprintf("The mutex that most wait for: %s, with %s", shortMutex(l.Mutex), count(len(l.Waiters), "Lock call"))
		if n := len(r.Locks) - 1; n > 0 {
			s += fmt.Sprintf("; %s more can be held forever", count(n, "mutex"))
		}
		out = append(out, s+".")
	}
	return out
}

func (r *Report) withoutLocks() string {
	n := r.NoLocks
	if n.Operations == 0 || n.Operations == r.Coverage.Operations {
		return ""
	}
	return fmt.Sprintf("; without locks, %d of %d (%s)", n.Bounded+n.Declared, n.Operations, n.PercentText())
}

// rest counts the operations that are not bounded.
func (c Coverage) rest() string {
	var out []string
	for _, v := range []struct {
		n    int
		text string
	}{
		{c.Conditional, "only when configured"},
		{c.Cancellable, "by a cancel or a close, but no clock"},
		{c.Callers, "as their callers decide"},
		{c.Unbounded, "by nothing"},
	} {
		if v.n > 0 {
			out = append(out, fmt.Sprintf("%d %s %s", v.n, verb(v.n), v.text))
		}
	}
	return strings.Join(out, ", ")
}

func verb(n int) string {
	if n == 1 {
		return "ends"
	}
	return "end"
}

func (r *Report) riskCounts() string {
	var out []string
	for _, risk := range Risks {
		ops := r.missing(risk)
		if len(ops) > 0 {
			out = append(out, fmt.Sprintf("%d %s", len(ops), risk))
		}
	}
	return strings.Join(out, ", ")
}

// riskMeaning says when an operation has a risk.
var riskMeaning = map[Risk]string{
	Critical: "while it waits, others wait for a lock",
	High:     "on the way of a request",
	Medium:   "in the background, or for those who import the package",
	Low:      "only at start or stop, in a command, or a mere wait for a goroutine",
	Accepted: "suppressed with a reason",
}

// shortPackage is an import path without the part that all packages share.
func (r *Report) shortPackage(path string) string {
	prefix := r.prefix()
	if path == prefix {
		return afterFolders(path)
	}
	return strings.TrimPrefix(path, prefix+"/")
}

func (r *Report) prefix() string {
	if len(r.Packages) == 0 {
		return ""
	}
	prefix := strings.Split(r.Packages[0].Name, "/")
	for _, p := range r.Packages[1:] {
		parts := strings.Split(p.Name, "/")
		n := 0
		for n < len(prefix) && n < len(parts) && prefix[n] == parts[n] {
			n++
		}
		prefix = prefix[:n]
	}
	return strings.Join(prefix, "/")
}
