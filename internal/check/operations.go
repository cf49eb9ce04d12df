package check

import (
	"cmp"
	"slices"
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/flow"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// operations reports what the engine found to be at fault. Several operations
// of one kind on one resource in one function are one finding.
func (c *checker) operations() {
	type group struct {
		fn   string
		kind kind.Kind
		on   flow.Place
		weak bool
		none *flow.Event // tells apart operations on no known resource
	}
	var reported []*flow.Event
	for _, events := range grouped(c.events, func(e *flow.Event) (group, bool) {
		g := group{e.FuncName(), e.Kind, e.On, !e.Report, nil}
		if !e.On.Known() {
			g.none = e
		}
		return g, c.isFault(e)
	}) {
		slices.SortStableFunc(events, func(a, b *flow.Event) int { return cmp.Compare(a.Pos, b.Pos) })
		if e := events[0]; c.at(spot{e.Pos, e.Kind}) >= 0 { // as one on another of the things that its resource can be
			continue
		}
		n := len(c.findings)
		if c.report(c.operation(events)); len(c.findings) > n {
			for _, e := range events {
				c.reported[e] = n
			}
			reported = append(reported, events[0])
		}
	}
	c.alike(reported)
	c.exchanges(reported)
}

// isFault: the engine says so, or -strict wants the weak bounds, too.
func (c *checker) isFault(e *flow.Event) bool {
	if e.Report {
		return true
	}
	if !c.opts.Strict || e.From != nil || e.IsLock || e.IsCall || e.UnderLock || e.Kind == "" || e.Kind == kind.Wait {
		return false
	}
	v := e.Settled
	return v == finding.Conditional || v == finding.Cancellable || v == finding.Callers
}

func (c *checker) operation(events []*flow.Event) finding.Finding {
	e := events[0]
	f := finding.Finding{Kind: e.Kind, Pos: e.Pos, End: e.End, Verdict: e.Settled, Message: c.explain(e), Witness: e.Steps(), Sites: sites(events...)}
	f.Node, f.Attended = e.Node(), interruptible(e.Kind)
	line := c.Fset.Position(e.Pos).Line
	for _, o := range events[1:] {
		if l := c.Fset.Position(o.Pos).Line; l != line {
			f.Witness = append(f.Witness, finding.Step{Pos: o.Pos, Text: "so does " + o.What})
			line = l
		}
	}
	if pos := e.DefaultAt(); pos.IsValid() {
		f.Witness = append(f.Witness, finding.Step{Pos: pos, Text: "the default"})
	}
	f.Witness = append(f.Witness, passedBy(e)...)
	return f
}

// maxCalls is how many calls are shown of a function whose argument is at fault.
const maxCalls = 3

// passedBy shows who passes what nothing bounds.
func passedBy(e *flow.Event) []finding.Step {
	var out []finding.Step
	if e.From != nil || !e.OnArgument() {
		return nil
	}
	for _, d := range e.Callers() {
		if d.Settled >= finding.Callers && d.Pos.IsValid() && len(out) < maxCalls {
			out = append(out, finding.Step{Pos: d.Pos, Text: "called here"})
		}
	}
	return out
}

// interruptible: a person who waits for the program would see that nothing goes on, as they
// do where goroutines wait for each other. A peer fails more often, and scripts wait for
// it, too.
func interruptible(k kind.Kind) bool { return k.OnDisk() || k == kind.Exec || k == kind.SQL }

// option is the first of those that bound an operation, "" if none does.
func option(e *flow.Event) string {
	if e.Op == nil || e.From != nil {
		return ""
	}
	name, _, _ := strings.Cut(e.Op.Option, ",")
	return name
}

// sites says where the operations are, for the repair.
func sites(events ...*flow.Event) []finding.Site {
	var out []finding.Site
	for _, e := range events {
		out = append(out, finding.Site{Pos: e.Pos, End: e.End, Kind: e.Kind, On: e.OnText(), Through: e.From != nil, Repeats: e.Repeats(), Option: option(e)})
	}
	return out
}
