package flow

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/kind"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// A joiner looks for the receives that end when a goroutine of the package does
// what it is there for.
type joiner struct {
	started map[*function]bool // what goroutines begin with
	running map[*function]bool // all that they run
	held    map[*Event]map[string]bool
}

func (p *Program) newJoiner() *joiner {
	j := &joiner{started: p.started(), running: map[*function]bool{}, held: p.heldMeanwhile()}
	for f := range j.started {
		j.run(f)
	}
	return j
}

// join marks these receives: from a channel in a field that only the package can
// see, which a goroutine closes, or which carries the answer to one request, where
// no operation keeps the goroutine from getting there.
func (p *Program) join(chans fieldChans, j *joiner) {
	for _, f := range p.order {
		for _, e := range f.events {
			if e.Kind != kind.Wait || e.From != nil || e.Ended {
				continue
			}
			for _, ch := range received(e.Instr) {
				if c := chans[f.asOthersSee(ch)]; c != nil && (len(c.senders) == 0 || f.isReply(ch)) {
					e.Ended = e.Ended || j.ends(e, c)
				}
			}
		}
	}
}

// heldMeanwhile lists the mutexes that are held during each wait, here and in callers.
func (p *Program) heldMeanwhile() map[*Event]map[string]bool {
	out := map[*Event]map[string]bool{}
	for _, f := range p.order {
		for _, e := range f.events {
			if e.Kind != kind.Wait {
				continue
			}
			root := e.Root()
			for _, h := range e.Held {
				if out[root] == nil {
					out[root] = map[string]bool{}
				}
				out[root][h.Class] = true
			}
		}
	}
	return out
}

// started lists what the goroutines of the package begin with, and the functions
// that they are given.
func (p *Program) started() map[*function]bool {
	out := map[*function]bool{}
	for _, f := range p.order {
		for _, l := range f.launched {
			for _, t := range l.targets {
				out[t.fn] = true
				for _, a := range t.args {
					f.addTargets(out, a)
				}
			}
		}
		for _, b := range f.ssa.Blocks {
			for _, in := range b.Instrs {
				if c, ok := in.(*ssa.Call); ok {
					f.addTargets(out, f.later(&c.Call))
				}
			}
		}
	}
	delete(out, nil)
	return out
}

func (f *function) addTargets(to map[*function]bool, v ssa.Value) {
	if v == nil {
		return
	}
	for _, t := range f.valueTargets(v, nil, 0) {
		to[t.fn] = true
	}
}

// later is the function that a call has run in a goroutine of its own, once a timer
// or a context ends.
func (f *function) later(c *ssa.CallCommon) ssa.Value {
	fn := calleeObj(c)
	if fn == nil {
		return nil
	}
	row, ok := f.prog.Known.Runs[knowledge.FuncOf(fn)]
	if !ok || row.How != knowledge.AfterTime && row.How != knowledge.AfterCtx {
		return nil
	}
	return f.operand(c, row.Fn)
}

// runsLater reports whether a literal is such a function.
func (p *Program) runsLater(fn *ssa.Function) bool {
	if fn.Parent() == nil {
		return false
	}
	up := p.scratch(fn.Parent())
	for _, b := range up.ssa.Blocks {
		for _, in := range b.Instrs {
			if c, ok := in.(*ssa.Call); ok {
				if mc, ok := up.later(&c.Call).(*ssa.MakeClosure); ok && mc.Fn == fn {
					return true
				}
			}
		}
	}
	return false
}

func (j *joiner) run(f *function) {
	if f == nil || j.running[f] {
		return
	}
	j.running[f] = true
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			if c, ok := in.(ssa.CallInstruction); ok {
				for _, t := range f.targets(c.Common()) {
					j.run(t.fn)
				}
			}
		}
	}
}

// ends reports whether all functions that close c, or send to it, run in goroutines
// and get there.
func (j *joiner) ends(e *Event, c *fieldChan) bool {
	uses := slices.Concat(c.senders, c.closers)
	for _, u := range uses {
		if home := j.home(u.f); home == e.Fn || !j.running[u.f] || !home.getsThere(u, j.held[e]) {
			return false
		}
	}
	return len(uses) > 0
}

// home is the function in whose course f runs: a literal that is deferred, or
// called, is part of the one around it.
func (j *joiner) home(f *function) *function {
	for f.ssa.Parent() != nil && !j.started[f] {
		f = f.prog.scratch(f.ssa.Parent())
	}
	return f
}

// asOthersSee is the key of a channel for those who did not make it.
func (f *function) asOthersSee(ch ssa.Value) chanKey {
	if k, ok := f.fieldKey(ch); ok {
		return k
	}
	return chanKey{class: fieldName(ch)}
}

// isReply reports whether a channel is that of a request, which has one of its own:
// those of the receiver are for many.
func (f *function) isReply(ch ssa.Value) bool {
	root := f.place(ch).Root
	if recv := f.ssa.Signature.Recv(); recv != nil && root == f.ssa.Params[0] {
		return false
	}
	switch root := root.(type) {
	case *ssa.Parameter, *ssa.Call:
		return true
	case *ssa.Alloc, *ssa.MakeChan:
		return root.Parent() == f.ssa
	}
	return false
}

// object is what the channel belongs to that u sends to.
func (u use) object() ssa.Value {
	if send, ok := u.in.(*ssa.Send); ok {
		return u.f.place(send.Chan).Root
	}
	return nil
}

// brings reports whether a wait is for the object itself: the one who takes a
// request waits for it.
func (e *Event) brings(object ssa.Value) bool {
	if got, ok := object.(*ssa.Extract); ok {
		object = got.Tuple
	}
	in, ok := object.(ssa.Instruction)
	return ok && e.Instr == in
}

// getsThere reports whether nothing in f waits forever, or for one of the mutexes
// that are held, before it gets to u.
func (f *function) getsThere(u use, held map[string]bool) bool {
	about := u.object()
	for _, e := range f.events {
		switch {
		case e.Async || e.IsCall || e.Worker || e.UnderLock || e.Root().Ended:
		case e.IsLock:
			if held[e.Class] {
				return false
			}
		case e.Kind == kind.Wait:
			if e.Bound.Verdict == finding.Unbounded && (about == nil || e.On.Root != about) && !e.brings(about) {
				return false
			}
		case e.Settled >= finding.Callers && !e.Bound.ByCtx:
			return false
		}
	}
	return true
}
