package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
)

// keep evaluates the functions that others keep in a field and call later, with the
// deadlines that their arguments have then: what a server or a multiplexer is given
// to do with each connection. It comes after all functions were analysed, because
// only then is known how the field is called.
func (p *Program) keep() {
	if len(p.fieldCalls) == 0 {
		return
	}
	kept := map[*function][]*Effect{}
	for _, f := range p.order {
		for _, b := range f.ssa.Blocks {
			for _, in := range b.Instrs {
				if s, ok := in.(*ssa.Store); ok {
					kept[f] = append(kept[f], f.keeps(s)...)
				}
			}
		}
	}
	for _, f := range p.order {
		for _, b := range f.ssa.Blocks {
			for _, in := range b.Instrs {
				if c, ok := in.(*ssa.Call); ok {
					f.given(c, kept)
				}
			}
		}
	}
}

// keeps makes effects of the calls of the field that an argument of f is stored in.
func (f *function) keeps(s *ssa.Store) []*Effect {
	v := s.Val
	if c, ok := v.(*ssa.ChangeType); ok {
		v = c.X
	}
	on := f.place(v)
	r, ok := f.ref(on)
	fv := fieldOf(s.Addr)
	if _, isParam := v.(*ssa.Parameter); !isParam || !ok || fv == nil || f.prog.InTest(s.Pos()) {
		return nil
	}
	var out []*Effect
	for _, args := range f.prog.fieldCalls[fv] {
		e := &Event{Fn: f, Instr: s, On: on, IsCall: true, Async: true, Args: args, Bound: Bound{Verdict: finding.Callers, On: on}}
		out = append(out, f.effect(e, r))
	}
	f.sum.Effects = append(f.sum.Effects, out...)
	return out
}

// given evaluates a call of a function that keeps an argument.
func (f *function) given(c *ssa.Call, kept map[*function][]*Effect) {
	for _, t := range f.targets(&c.Call) {
		for _, eff := range kept[t.fn] {
			f.emitting = true
			f.callEffect(c, eff, t, new(state), mode{async: true, args: eff.Args})
			f.emitting = false
		}
	}
}

// noteFieldCall remembers the deadlines of what a function in a field is called with.
func (f *function) noteFieldCall(in ssa.Instruction, v ssa.Value, s *state) {
	c, ok := in.(*ssa.Call)
	fv := fieldOf(v)
	if !ok || fv == nil || c.Call.Value != v || f.prog.InTest(in.Pos()) {
		return
	}
	if args := f.argBounds(&c.Call, s); len(args) > 0 {
		f.prog.fieldCalls[fv] = append(f.prog.fieldCalls[fv], args)
	}
}

type fieldCalls map[*types.Var][][]SetDeadline
