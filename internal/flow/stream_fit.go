package flow

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
)

// A Fit says how a write fits into the send buffer of a connection that callers make.
type Fit struct {
	Few   bool  // few bytes, before which nothing was written
	Guess bool  // how many is not known
	After bool  // there was a read before: the handshake is over
	Args  []int // as long as these parameters have few bytes
}

// meet is what holds for both of two writes that callers see as one.
func (a Fit) meet(b Fit) Fit {
	if !a.Few || !b.Few {
		return Fit{}
	}
	return Fit{true, a.Guess || b.Guess, a.After && b.After, slices.Compact(slices.Sorted(slices.Values(slices.Concat(a.Args, b.Args))))}
}

// fitOf is how a write to p of these parts fits, when nothing else may have been
// written before.
func (f *function) fitOf(in ssa.Instruction, p Place, parts []ssa.Value, s *state) Fit {
	fit := Fit{Few: !f.repeated(in, p)}
	if n := f.phraseSize(parts, 0); n < 0 || n > maxFirst {
		for _, v := range parts {
			n, param := f.sizeOf(v, 0)
			switch {
			case param >= 0:
				fit.Args = append(fit.Args, param)
			case n < 0:
				fit.Guess = true
			case n > maxFirst:
				fit.Few = false
			}
		}
	}
	if !fit.Few {
		return Fit{}
	}
	return f.after(fit, p, s)
}

// after adds what the state knows of the connection.
func (f *function) after(fit Fit, p Place, s *state) Fit {
	switch v, ok := f.roomOf(s, p, 0); {
	case !ok:
	case v == finding.Unbounded:
		return Fit{}
	case v == finding.Callers:
		fit.After = true
	}
	return fit
}

// fitAtCall is how the write of a callee fits at its call.
func (f *function) fitAtCall(e *Event, eff *Effect, t target, s *state) Fit {
	if !eff.Fit.Few || !e.On.known() || f.repeated(e.Instr, e.On) {
		return Fit{}
	}
	fit := Fit{Few: true, Guess: eff.Fit.Guess, After: eff.Fit.After}
	for _, i := range eff.Fit.Args {
		arg := t.arg(i)
		if arg == nil {
			return Fit{}
		}
		n, param := f.sizeOf(arg, 0)
		switch {
		case param >= 0:
			fit.Args = append(fit.Args, param)
		case n < 0:
			fit.Guess = true
		case n > maxFirst:
			return Fit{}
		}
	}
	return f.after(fit, e.On, s)
}

// alone reports whether a write fits of which nobody in the package says what was
// before: the first one of a method that others call with a connection, as servers do
// with each that they accept, after it has read; or of a literal that is made for others
// to call.
func (e *Event) alone() bool {
	p, ok := e.On.Root.(*ssa.Parameter)
	if !ok || e.On.Path != "" || !e.Fit.Few || e.Fit.Guess || len(e.Fit.Args) > 0 || !isConn(p.Type()) {
		return false
	}
	fn := p.Parent()
	if fn.Parent() != nil {
		return true
	}
	return e.Fit.After && fn.Signature.Recv() != nil && p != fn.Params[0] && fn.Object().Exported()
}
