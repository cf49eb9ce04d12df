package flow

import (
	"cmp"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A function is one function under analysis.
type function struct {
	prog *Program
	ssa  *ssa.Function
	sum  Summary

	places   map[ssa.Value]Place
	lookups  []ssa.Value // whose place is being looked for
	visiting map[ssa.Value]bool
	exits    []exit
	waysOut  []wayOut // of a function that takes locks

	emitting   bool
	done       bool // its summary is made
	partial    bool // it was made without that of a function that it calls
	events     []*Event
	seen       map[eventKey]*Event
	closed     map[Place]bool // resources that the function closes
	signals    map[Place]bool // channels that it sends on or closes, WaitGroups that it counts down
	launched   []*launch      // goroutines that it starts
	again      []pending      // its calls of itself
	ctxWatches []CtxWatch
	alarms     map[Place]Bound     // channels that a clock signals
	leads      map[wayToClose]bool // see leadsToClose
	holds      map[holdKey]*Hold
	loops      map[*ssa.BasicBlock]bool
}

func newFunction(p *Program, fn *ssa.Function) *function {
	return &function{
		prog: p, ssa: fn,
		places:   map[ssa.Value]Place{},
		visiting: map[ssa.Value]bool{},
		seen:     map[eventKey]*Event{},
		closed:   map[Place]bool{},
		signals:  map[Place]bool{},
		alarms:   map[Place]Bound{},
		leads:    map[wayToClose]bool{},
		holds:    map[holdKey]*Hold{},
		loops:    map[*ssa.BasicBlock]bool{},
	}
}

// scratch returns a function for questions about places only.
func (p *Program) scratch(fn *ssa.Function) *function {
	if f := p.funcs[fn]; f != nil {
		return f
	}
	f := p.scratches[fn]
	if f == nil {
		f = newFunction(p, fn)
		p.scratches[fn] = f
	}
	return f
}

// maxVisits caps the visits of one block. The lattice is finite and shallow,
// so that the cap is a safeguard, not a limit on precision.
const maxVisits = 12

// solve computes the state at the entry of each block that can be reached.
func (f *function) solve() map[*ssa.BasicBlock]*state {
	entries := map[*ssa.BasicBlock]*state{}
	visits := map[*ssa.BasicBlock]int{}
	entry := f.ssa.Blocks[0]
	entries[entry] = new(state)
	order := flowOrder(f.ssa)
	first := func(a, b *ssa.BasicBlock) int { return cmp.Compare(order[a.Index], order[b.Index]) }
	work := []*ssa.BasicBlock{entry}
	for len(work) > 0 && !f.prog.budget.spent() {
		b := work[0]
		work = work[1:]
		if visits[b]++; visits[b] > maxVisits {
			f.prog.budget.capped["visits of a block"]++
			continue
		}
		out := entries[b].clone()
		f.walk(b, out)
		for _, succ := range b.Succs {
			if f.deadEdge(b, succ) {
				continue
			}
			next := out.clone()
			f.assume(b, succ, next)
			next.plain = !chosenByConfig(b, succ)
			if old := entries[succ]; old == nil {
				entries[succ] = next
			} else if !old.join(next, madeBefore(b, succ)) {
				continue
			}
			if i, waits := slices.BinarySearchFunc(work, succ, first); !waits {
				work = slices.Insert(work, i, succ)
			}
		}
	}
	return entries
}

// flowOrder numbers the blocks so that each comes after those that lead to it, loops aside:
// then all paths that meet in a block are known when it is walked.
func flowOrder(fn *ssa.Function) []int {
	order := make([]int, len(fn.Blocks))
	seen := make([]bool, len(fn.Blocks))
	next := len(fn.Blocks)
	var visit func(b *ssa.BasicBlock)
	visit = func(b *ssa.BasicBlock) {
		seen[b.Index] = true
		for _, s := range b.Succs {
			if !seen[s.Index] {
				visit(s)
			}
		}
		next--
		order[b.Index] = next
	}
	visit(fn.Blocks[0])
	return order
}

// madeBefore tells the places that are only there on one of the paths that meet in a
// block: what a call made on the way there. The others know nothing of it, and need not.
func madeBefore(from, to *ssa.BasicBlock) func(Place) bool {
	around := to.Dominates(from)
	return func(p Place) bool {
		call, _ := callOf(p.Root)
		return call != nil && !around && call.Block() != nil && !call.Block().Dominates(to)
	}
}

// emit walks the solved blocks once more and records events.
func (f *function) emit(entries map[*ssa.BasicBlock]*state) {
	f.emitting = true
	f.findAlarms()
	f.findLaunches()
	for _, b := range f.ssa.Blocks {
		if s := entries[b]; s != nil {
			out := s.clone()
			f.walk(b, out)
			if r, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok {
				f.leave(r, out)
			}
		}
	}
	f.emitting = false
	f.linkAwaits()
	f.relays()
	f.boundBySiblings()
}

// deadEdge reports whether succ can't follow b: `for false`, `if debug` with a constant, or
// with a field that nobody sets; the default of a switch that has all there is.
func (f *function) deadEdge(b, succ *ssa.BasicBlock) bool {
	br, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok || b.Succs[0] == b.Succs[1] {
		return false
	}
	return f.prog.fields.never(br.Cond, succ == b.Succs[0]) || succ == b.Succs[1] && f.prog.isExhausted(b)
}

// assume refines the state along an edge: TryLock that succeeded holds, and a
// lock that is taken under the opposite condition does not.
func (f *function) assume(b, succ *ssa.BasicBlock, s *state) {
	e, ok := f.edgeTo(b, succ)
	if !ok {
		return
	}
	s.prune(e)
	if call, ok := e.cond.Root.(*ssa.Call); ok && e.on && e.cond.Path == "" {
		if m, ok := f.mutexCall(&call.Call); ok && m.try {
			s.lock(f.hold(m, call))
		}
	}
}

func isNil(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.Value == nil
}

// isError reports whether t is an error that may be nil: the interface, one with more
// methods, or a pointer to a type of errors.
func isError(t types.Type) bool {
	if types.Identical(t, errorType) {
		return true
	}
	switch t.Underlying().(type) {
	case *types.Interface, *types.Pointer:
		return types.Implements(t, errorType.Underlying().(*types.Interface))
	}
	return false
}

var errorType = types.Universe.Lookup("error").Type()

func (f *function) walk(b *ssa.BasicBlock, s *state) {
	for _, in := range b.Instrs {
		f.step(in, s)
	}
}

// step is the transfer function of one instruction.
func (f *function) step(in ssa.Instruction, s *state) {
	switch in := in.(type) {
	case *ssa.Call:
		f.call(in, &in.Call, s)
	case *ssa.Go:
		f.spawn(in, s)
	case *ssa.Defer:
		if !hasDefer(s.deferred, in) {
			s.deferred = append(s.deferred, in)
		}
	case *ssa.RunDefers:
		for _, v := range slices.Backward(s.deferred) {
			f.call(v, &v.Call, s)
		}
		s.deferred = nil
	case *ssa.Send:
		f.send(in, s)
	case *ssa.UnOp:
		f.receive(in, s)
		if in.Op == token.ARROW {
			f.passTime(s)
		}
	case *ssa.Select:
		f.selects(in, s)
		f.passTime(s)
	case *ssa.MakeClosure:
		f.escape(in, s)
	case *ssa.Store:
		f.reassign(in, s)
		f.moveIn(in, s)
	}
}
