package check

import (
	"fmt"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/flow"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// waits reports waits for other goroutines, where a person would want to
// know: a context is at hand and not used, or what is waited for has no end.
// A wait under a lock is the lock rule's.
func (c *checker) waits() {
	first := map[[2]string]int{}  // by function and message, the index of the finding
	deserted := map[string]spot{} // the first finding of a channel
	for _, e := range c.events {
		if e.Kind != kind.Wait || e.From != nil || (e.Silent || c.served(e)) && !e.Abandoned && e.Deserted == "" || !e.Pos.IsValid() {
			continue
		}
		if i, ok := c.findingOf(e.Awaits); ok && e.InMain() {
			c.addStep(i, e, e.What+" waits for it")
			continue
		}
		if i, ok := c.reported[e.Answers]; ok && e.Answers != nil {
			c.addStep(i, e, "so can the answer: "+e.What)
			continue
		}
		if i, ok := c.findingOf(e.Reply); ok {
			c.addStep(i, e, e.What+" waits for what it reads")
			continue
		}
		msg, steps := c.waitMessage(e)
		if msg == "" {
			continue
		}
		g := [2]string{e.FuncName(), msg}
		if i, ok := first[g]; ok {
			c.addStep(i, e, "so does "+e.What)
			c.findings[i].Sites = append(c.findings[i].Sites, sites(e)...)
			continue
		}
		n := len(c.findings)
		if c.report(finding.Finding{Kind: kind.Wait, Pos: e.Pos, End: e.End, Verdict: e.Settled, Message: msg, Witness: steps, Sites: sites(e), Node: e.Node(), Attended: true}); len(c.findings) > n {
			first[g] = n
			c.joinWait(e, deserted)
			c.reported[e] = n
		}
	}
}

// joinWait notes where else the finding of e, the last one, is to be told of: at the
// operation that it waits for, or at another send to the same deserted channel.
func (c *checker) joinWait(e *flow.Event, deserted map[string]spot) {
	f := c.findings[len(c.findings)-1]
	here := spot{f.Pos, f.Kind}
	if i, ok := c.findingOf(e.Awaits); ok {
		c.joins = append(c.joins, join{here, spot{c.findings[i].Pos, c.findings[i].Kind}, e.What + " waits for it", false})
		return
	}
	if e.Channel == "" {
		return
	}
	if at, ok := deserted[e.Channel]; ok {
		c.joins = append(c.joins, join{here, at, "so does " + e.What, true})
		return
	}
	deserted[e.Channel] = here
}

// addStep adds the wait e to the witness of finding i.
func (c *checker) addStep(i int, e *flow.Event, text string) {
	c.findings[i].Witness = append(c.findings[i].Witness, finding.Step{Pos: e.Pos, Text: text})
}

// findingOf is the finding of an operation that a wait is for, or of what it stands for: the
// wait ends when that is repaired.
func (c *checker) findingOf(e *flow.Event) (int, bool) {
	for ; e != nil; e = e.Origin() {
		if i, ok := c.reported[e]; ok {
			return i, true
		}
	}
	return 0, false
}

// maxAwaited is how many calls lie at most between a goroutine and the
// operation that keeps it from ending. Farther down it is a part of the
// program's work, reported where it is done.
const maxAwaited = 3

func (c *checker) waitMessage(e *flow.Event) (string, []finding.Step) {
	if e.Op != nil && e.Op.Ctx != 0 {
		return c.contextWait(e), nil
	}
	bare := e.Bound.Verdict == finding.Unbounded && !e.Worker
	switch {
	case c.opts.Lock != LockOff && len(e.Held) > 0: // the lock rule's
	case bare && !e.InMain() && e.Awaits != nil && e.Awaits.Settled >= finding.Callers && e.Awaits.Distance() <= maxAwaited:
		what, pos, at := e.Awaits.Leaf()
		steps := append([]finding.Step{{Pos: e.Awaits.Pos, Text: "starts the goroutine"}}, e.Awaits.Steps()...)
		return fmt.Sprintf("%s waits for a goroutine in which %s (%s) can wait forever; select with a timer or ctx.Done()", e.What, what, c.where(pos, at, e.Pos)), steps
	case isLeft(e, bare):
		return c.leftMessage(e)
	case c.hinges(e):
		return fmt.Sprintf("%s can wait forever for %s; select with a timer or a context", e.What, e.Unless), nil
	case c.ends(e):
	case bare && c.overlooksContext(e):
		return fmt.Sprintf("%s can wait forever though %s is in scope; select with %s.Done()", e.What, e.ContextInScope(), e.ContextInScope()), nil
	case c.opts.Strict && bare:
		return fmt.Sprintf("%s can wait forever: nothing bounds it; select with a timer or a context", e.What), e.Steps()
	case c.opts.Strict && !e.Worker && (e.Bound.Verdict == finding.Cancellable || e.Bound.Verdict == finding.Conditional):
		return fmt.Sprintf("%s has no timeout on every path: it ends with %s", e.What, e.Bound.What), e.Steps()
	}
	return "", nil
}

// isLeft: nobody may be there who would end the wait, or a peer may never send what it takes.
func isLeft(e *flow.Event, bare bool) bool {
	return e.Abandoned || e.Deserted != "" && (bare || e.Worker) || e.Reply != nil && bare && !e.HandsOn()
}

func (c *checker) leftMessage(e *flow.Event) (string, []finding.Step) {
	switch {
	case e.Abandoned:
		return fmt.Sprintf("%s can wait forever: its receiver may have left; make the channel with room for the value", e.What), nil
	case e.Deserted != "":
		return fmt.Sprintf("%s can wait forever: %s", e.What, e.Deserted), nil
	}
	what, pos, at := e.Reply.Leaf()
	return fmt.Sprintf("%s can wait forever for an answer that %s (%s) has to read first; select with a timer or a context", e.What, what, c.where(pos, at, e.Pos)), e.Reply.Steps()
}

// hinges: for -strict, the end of a wait depends on what nobody has promised.
func (c *checker) hinges(e *flow.Event) bool { return c.opts.Strict && e.Unless != "" }

// served: somebody is there who ends the wait. For -strict, who has a context does not rely on that.
func (c *checker) served(e *flow.Event) bool {
	return e.Served && !c.hinges(e) && (!c.opts.Strict || !c.overlooksContext(e))
}

// ends: the goroutines that end the wait are in sight and end. For -strict, that takes
// more than somebody who cancels them, or a clock that some have.
func (c *checker) ends(e *flow.Event) bool {
	if c.opts.Strict {
		return e.Ended && e.Bound.Verdict > finding.Cancellable
	}
	return e.Ended || e.WokenByContext()
}

// overlooksContext: a context is in scope, and nothing that ends the wait has it. A
// send for which somebody is there is none, except for -strict; nor is the wait for a
// group, which can't be in a select: what its goroutines wait for is what to bound.
func (c *checker) overlooksContext(e *flow.Event) bool {
	return e.ContextInScope() != "" && !e.HandsOn() && (c.opts.Strict || !e.Taken() && !isGroup(e))
}

// isGroup: a sync.WaitGroup or an errgroup.Group.
func isGroup(e *flow.Event) bool {
	return e.Op != nil && (e.Op.Recv == "WaitGroup" || e.Op.Recv == "Group")
}

// contextWait: a function of the tables that takes a context (Acquire).
func (c *checker) contextWait(e *flow.Event) string {
	if e.Settled == finding.Unbounded || c.opts.Strict && e.Settled > finding.Bounded {
		return c.explain(e)
	}
	return ""
}
