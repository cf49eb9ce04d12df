package flow

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// otherDirection is what ends one direction of a relay.
var otherDirection = Bound{Verdict: finding.Cancellable, What: "the end of the other direction"}

// goesOn reports whether f starts all copies in goroutines and goes on when the first of
// them has ended: then its caller can close what the other one waits for.
func (f *function) goesOn(copies map[way][]*Event) bool {
	for _, events := range copies {
		if slices.ContainsFunc(events, func(e *Event) bool { return !e.Async }) {
			return false
		}
	}
	waits := 0
	for _, e := range f.events {
		if e.Kind != kind.Wait || e.Async || e.Bound.Verdict <= finding.Conditional {
			continue
		}
		if e.Root().Op != nil || e.Root().From != nil || e.repeats() {
			return false // for all of them
		}
		waits++
	}
	return waits == 1
}

// closeRelayed bounds the relays that functions called by f leave behind, if f closes
// the connection when they return.
func (f *function) closeRelayed() {
	for _, e := range f.events {
		if e.Relayed && e.Bound.Verdict > finding.Cancellable && f.closesAfter(e) {
			e.Bound = otherDirection
		}
	}
}

// closesAfter reports whether f closes what e is on after the call that e stands for.
func (f *function) closesAfter(e *Event) bool {
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			c, ok := in.(ssa.CallInstruction)
			if !ok {
				continue
			}
			_, deferred := in.(*ssa.Defer)
			if (deferred || mayPrecede(e.Instr, in)) && slices.Contains(f.closesAt(c.Common()), e.On) {
				return true
			}
		}
	}
	return false
}
