package check

import (
	"fmt"
	"go/token"
	"slices"
	"strings"
	"time"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/flow"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// maxReasons caps the steps of a reasoning, and maxReasonCalls the calls that
// it goes up.
const (
	maxReasons     = 12
	maxReasonCalls = 4
)

// reasons says, step by step, why an operation has its verdict.
func (c *checker) reasons(e *flow.Event) []finding.Step {
	var out []finding.Step
	if e.From != nil {
		out = append(out, finding.Step{Pos: e.Pos, Text: "the call reaches the operation:"})
		for _, s := range e.Steps() {
			if what, ok := strings.CutSuffix(s.Text, " can wait forever"); ok {
				s.Text = what + ", which waits" // whether forever is what follows
			}
			out = append(out, s)
		}
	}
	out = append(out, c.because(e, 0)...)
	return out[:min(len(out), maxReasons)]
}

func (c *checker) because(e *flow.Event, depth int) []finding.Step {
	if e.Kind == kind.Wait {
		if s, ok := c.waitReason(e); ok {
			return s
		}
	}
	if e.Declared {
		return []finding.Step{{Pos: e.Pos, Text: fmt.Sprintf("a comment declares that it ends after %v: %s", e.Bound.Dur, c.directives.declaredReason(e.Pos))}}
	}
	if (e.Silent || e.AtCalls || isLeftToCallers(e, depth)) && depth < maxReasonCalls {
		return c.callersReason(e, depth)
	}
	return []finding.Step{{Pos: posOr(e.Bound.Pos, e.Pos), Text: c.boundReason(e)}}
}

// isLeftToCallers reports whether calls of the function of e are at fault, not e.
func isLeftToCallers(e *flow.Event, depth int) bool {
	return !e.Report && depth < maxReasonCalls && slices.ContainsFunc(e.Callers(), func(d *flow.Event) bool {
		return d.Report || isLeftToCallers(d, depth+1)
	})
}

// callersReason looks at each caller in turn.
func (c *checker) callersReason(e *flow.Event, depth int) []finding.Step {
	text := "nothing in this function bounds it, but every caller in the package does:"
	switch {
	case e.AtCalls:
		text = "nothing in this function bounds it, and only some of its callers do:"
	case !e.Silent:
		text = "it is for the callers of this function to bound it:"
	}
	out := []finding.Step{{Pos: e.Pos, Text: text}}
	for _, d := range e.Callers() {
		if d.Pos.IsValid() {
			out = append(out, finding.Step{Pos: d.Pos, Text: fmt.Sprintf("called by %s: %s", d.FuncName(), verdictText(d.Settled))})
		}
		out = append(out, c.because(d, depth+1)...)
	}
	return out
}

// boundReason says what the bound is, or that there is none.
func (c *checker) boundReason(e *flow.Event) string {
	b := e.Bound
	what := withDuration(b.What, b.Dur, b.Name)
	if clock, ok := strings.CutPrefix(b.What, "select with "); ok {
		what = withDuration(clock, b.Dur, b.Name) + " among its cases"
	}
	what = strings.TrimPrefix(what, "a ")
	switch b.Verdict {
	case finding.Bounded:
		if b.What == "ends by itself" {
			return "the function has a timeout of its own"
		}
		if isDeadline(b.What) {
			return "a " + what + " is set on every path to it"
		}
		return "bounded by a " + what
	case finding.Conditional:
		return "there is a " + what + " only when a configuration says so, or not on every path; without it the wait has no end"
	case finding.Cancellable:
		return "no clock ends it; it ends with " + orText(b.What, "a cancel or a close")
	}
	switch {
	case b.ByCtx:
		return "it waits with the context of its caller, so its callers decide; no call in this package gives one without a deadline" + c.elsewhere(e)
	case b.Verdict == finding.Callers && e.Settled == finding.Callers:
		return "what it waits on comes from its caller, so its callers decide" + c.elsewhere(e)
	}
	return "nothing ends it: " + c.why(e)
}

// elsewhere reminds of callers that are not in sight.
func (c *checker) elsewhere(e *flow.Event) string {
	if len(e.Callers()) == 0 {
		return " (there is none here; those in other packages are judged there)"
	}
	return ""
}

func isDeadline(what string) bool {
	return strings.HasSuffix(what, "deadline") && !strings.HasPrefix(what, "context")
}

func orText(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// withDuration is "read deadline of 30s", with where that comes from.
func withDuration(what string, d time.Duration, name string) string {
	what = orText(what, "timeout")
	switch {
	case d > 0 && name != "":
		return fmt.Sprintf("%s of %v (%s)", what, d, name)
	case d > 0:
		return fmt.Sprintf("%s of %v", what, d)
	case name != "":
		return fmt.Sprintf("%s of %s", what, name)
	}
	return what
}

func verdictText(v finding.Verdict) string {
	if v == finding.Callers {
		return "its callers decide"
	}
	return v.String()
}

func posOr(pos, otherwise token.Pos) token.Pos {
	if pos.IsValid() {
		return pos
	}
	return otherwise
}

// waitReason explains the verdicts that only waits for goroutines have.
func (c *checker) waitReason(e *flow.Event) ([]finding.Step, bool) {
	at := func(text string) ([]finding.Step, bool) {
		return []finding.Step{{Pos: e.Pos, Text: text}}, true
	}
	root := e.Root()
	switch {
	case e.Declared || e.Settled < finding.Cancellable:
		return nil, false
	case e.Abandoned:
		return at("its receiver may have left: it returns on another path, and nobody else receives")
	case e.Deserted != "":
		return at(e.Deserted)
	case e.Settled == finding.Unbounded && root.Served:
		return at("a goroutine receives in a loop, and nothing in that loop can block: it comes to it" + unless(e))
	case e.Settled == finding.Unbounded && root.Ended:
		return at("the goroutines that it waits for are in sight, and all that they wait for ends" + unless(e))
	case e.Worker:
		return at("it is part of a loop that works until its channel is closed: waiting is its purpose" + unless(e))
	case e.Settled == finding.Unbounded && e.Awaits != nil:
		what, pos, where := e.Awaits.Leaf()
		steps := []finding.Step{{Pos: e.Awaits.Pos, Text: fmt.Sprintf("it waits for this goroutine, in which %s (%s) can wait forever", what, c.where(pos, where, e.Pos))}}
		return append(steps, e.Awaits.Steps()...), true
	case e.Settled == finding.Unbounded && e.Bound.Verdict == finding.Unbounded && e.From == nil && e.Op != nil && e.Op.Ctx == 0:
		return at("it takes neither a timer nor a context: it lasts until all the goroutines that it waits for are done")
	case e.Settled == finding.Unbounded && e.Bound.Verdict == finding.Unbounded && e.From == nil && e.Op == nil:
		return at("nothing but another goroutine ends it: there is no timer, no context and no channel that is closed next to it")
	}
	return nil, false
}

func unless(e *flow.Event) string {
	if e.Unless == "" {
		return ""
	}
	return "; -strict fears " + e.Unless
}

// lockReasons tells what the holders of a mutex do.
func (c *checker) lockReasons(e *flow.Event) []finding.Step {
	if !c.slow[e.Class] {
		n := 0
		for _, o := range c.events {
			if o.IsLock && o.From == nil && o.Class == e.Class && e.Class != "" {
				n++
			}
		}
		if n == 0 {
			return []finding.Step{{Pos: e.Pos, Text: "the mutex came as an argument; no section of it that can block is in sight"}}
		}
		return []finding.Step{{Pos: e.Pos, Text: fmt.Sprintf("the wait is as long as the longest section of the mutex: %s in this package, and in none of their sections is anything that can wait forever", calls(n))}}
	}
	out := []finding.Step{{Pos: e.Pos, Text: "the wait is as long as the longest section of the mutex, and some can block:"}}
	for _, s := range c.allSections() {
		if s.hold.Class != e.Class {
			continue
		}
		b := s.blocks[0]
		what, pos, at := b.Leaf()
		out = append(out, finding.Step{Pos: s.hold.Pos, Text: fmt.Sprintf("held from here while %s (%s) can wait forever", what, c.where(pos, at, s.hold.Pos))}, stepAt(b))
	}
	return out[:min(len(out), maxReasons)]
}

func calls(n int) string {
	if n == 1 {
		return "there is 1 Lock call"
	}
	return fmt.Sprintf("there are %d Lock calls", n)
}

// allSections are the critical sections in which something blocks or waits for
// a lock whose holder can.
func (c *checker) allSections() []*section {
	if c.blocking == nil {
		c.blocking = c.sections(func(e *flow.Event) bool { return c.blocksHolder(e) || e.IsLock && c.slow[e.Class] })
	}
	return c.blocking
}

func (c *checker) serverReasons(l literal, v finding.Verdict) []finding.Step {
	fields := strings.Join(l.row.AnyOf, " or ")
	text := "the literal, or an assignment to the same variable, sets " + fields
	if v == finding.Unbounded {
		text = "nothing sets " + fields + ", so a client that sends no request holds its connection forever"
	}
	return []finding.Step{{Pos: l.pos, Text: text}}
}
