package check

import (
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/flow"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// inventory lists every operation with its verdict: the package's own, and
// those that it calls in other packages.
func (c *checker) inventory() []finding.Operation {
	var out []finding.Operation
	for _, e := range c.events {
		if !e.IsRoot() || !e.Pos.IsValid() || e.IsCall || e.IsLock || e.Kind == "" || !c.covers(e.Pos) || e.UnderLock && !c.delays(e) {
			continue
		}
		out = append(out, c.inventoried(e))
	}
	out = append(out, c.lockInventory()...)
	return append(out, c.serverInventory()...)
}

// delays reports whether an operation that only counts under a lock is under one.
func (c *checker) delays(e *flow.Event) bool {
	return c.opts.Inventory && c.blocksHolder(e) && len(e.HeldAnywhere()) > 0
}

func (c *checker) inventoried(e *flow.Event) finding.Operation {
	b := e.Effective()
	op := finding.Operation{
		Kind: e.Kind, Pos: e.Pos, End: e.End, Func: e.FuncName(), What: e.What, Resource: e.OnText(),
		Verdict: e.Settled, Duration: b.Dur, Name: b.Name, Bound: b.What, BoundPos: b.Pos, Witness: e.Steps(), Declared: e.Declared,
		Node: e.Node(),
	}
	if what, ok := endsByItself(e); ok {
		op.Verdict, op.Bound = finding.Bounded, what
		if e.Unless != "" {
			op.Verdict = finding.Conditional
		}
	}
	if e.From != nil {
		_, _, op.Leaf = e.Leaf()
	}
	if c.opts.Inventory {
		op.Held = c.heldBy(e)
		op.Reasons = c.reasons(e)
	}
	return op
}

// endsByItself: waits for goroutines of which all is known.
func endsByItself(e *flow.Event) (what string, ok bool) {
	switch {
	case e.Kind != kind.Wait || e.Settled != finding.Unbounded || e.Abandoned || e.Deserted != "":
		return "", false
	case e.Root().Served:
		return "a goroutine that always comes to it", true
	case e.Root().Ended:
		return "goroutines that end", true
	}
	return "", false
}

func (c *checker) heldBy(e *flow.Event) []finding.Held {
	var out []finding.Held
	for _, h := range e.HeldAnywhere() {
		if h.Pos.IsValid() && c.covers(h.Pos) {
			out = append(out, finding.Held{Mutex: h.Class, Text: mutexText(h), Pos: h.Pos})
		}
	}
	return out
}

// lockInventory lists the Lock calls: bounded where no holder can block.
func (c *checker) lockInventory() []finding.Operation {
	var out []finding.Operation
	for _, e := range c.events {
		if !e.IsLock || e.From != nil || !e.Pos.IsValid() || !c.covers(e.Pos) {
			continue
		}
		op := finding.Operation{
			Kind: kind.Lock, Pos: e.Pos, End: e.End, Func: e.FuncName(), What: e.What, Resource: e.OnText(),
			Node: e.Node(), Mutex: e.Class,
		}
		if c.slow[e.Class] {
			op.Verdict = finding.Unbounded
		} else {
			op.Bound = "no holder can block"
		}
		if c.opts.Inventory {
			op.Held = c.heldBy(e)
			op.Reasons = c.lockReasons(e)
		}
		out = append(out, op)
	}
	return out
}

// serverInventory lists the servers that are made here: they wait for request
// headers, somewhere in package net/http.
func (c *checker) serverInventory() []finding.Operation {
	later := c.fieldsSet()
	var out []finding.Operation
	for _, f := range c.Files {
		for _, l := range c.literalsIn(f) {
			if l.row.Kind != kind.HTTPServer || !c.covers(l.pos) {
				continue
			}
			fn := c.FuncAt(l.pos)
			op := finding.Operation{Kind: l.row.Kind, Pos: l.pos, End: l.end, What: l.name(), Node: fn.Node, Func: fn.Name, Verdict: finding.Unbounded}
			if l.set || l.holder != nil && later[l.holder] {
				op.Verdict, op.Bound = finding.Bounded, strings.Join(l.row.AnyOf, " or ")
			}
			if c.opts.Inventory {
				op.Reasons = c.serverReasons(l, op.Verdict)
			}
			out = append(out, op)
		}
	}
	return out
}

// accept notes which operations are unbounded with the consent of a directive.
func (c *checker) accept(ops []finding.Operation) {
	for i := range ops {
		if op := &ops[i]; op.Verdict > finding.Bounded {
			op.Accepted = c.directives.reason(op.Pos, op.Kind)
		}
	}
}
