package flow

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// overflows reports whether more goroutines send to mk, which f makes, than there is room
// and f receives: also if f starts them in a loop, and leaves another with the first error.
func (f *function) overflows(mk *ssa.MakeChan) bool {
	size, ok := mk.Size.(*ssa.Const)
	if !ok || f.handsAway(mk, map[ssa.Value]bool{}) || f.receivedInside(chanKey{made: mk}) {
		return false
	}
	senders := 0
	for _, lit := range f.ssa.AnonFuncs {
		if f.prog.scratch(lit).reportsTo(mk) {
			senders += f.startsOf(lit, mk)
		}
	}
	named, known := f.namedSenders(mk)
	if !known {
		return false
	}
	senders += named
	taken := int(size.Int64())
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			if f.receivesFrom(in, chanKey{made: mk}) {
				taken++
				if f.inLoop(b) {
					return senders > int(size.Int64()) && leavesLoop(b)
				}
			}
		}
	}
	return senders > taken
}

// namedSenders counts the goroutines of other functions that f starts and passes mk to, which
// send to it. It is not known how many values such a function takes back.
func (f *function) namedSenders(mk *ssa.MakeChan) (n int, known bool) {
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			g, ok := in.(*ssa.Go)
			if !ok || g.Call.StaticCallee() == nil || len(g.Call.StaticCallee().Blocks) == 0 {
				continue
			}
			for i, arg := range g.Call.Args {
				if f.madeChan(arg, 0) != mk {
					continue
				}
				sends, receives := f.prog.scratch(g.Call.StaticCallee()).usesOf(i)
				if receives {
					return 0, false
				}
				if sends {
					n += trips(b, mk)
				}
			}
		}
	}
	return n, true
}

// usesOf tells how f uses a channel that it is passed as parameter i.
func (f *function) usesOf(i int) (sends, receives bool) {
	for _, fn := range append([]*ssa.Function{f.ssa}, f.ssa.AnonFuncs...) {
		g := f.prog.scratch(fn)
		is := func(ch ssa.Value) bool {
			_, at := g.owner(g.place(ch))
			return at == Place{Root: f.ssa.Params[i]}
		}
		for _, b := range fn.Blocks {
			for _, in := range b.Instrs {
				sends = sends || slices.ContainsFunc(sentTo(in), is)
				receives = receives || slices.ContainsFunc(received(in), is)
			}
		}
	}
	return sends, receives
}

// startsOf is how many goroutines of lit f starts for one channel, one if it is not known where.
func (f *function) startsOf(lit *ssa.Function, mk *ssa.MakeChan) int {
	n := 0
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			if g, ok := in.(*ssa.Go); ok && g.Call.StaticCallee() == lit {
				n += trips(b, mk)
			}
		}
	}
	return max(n, 1)
}

// many is more than any channel has room for.
const many = 1 << 20

// trips is how often b runs for one channel that mk makes, as far as constants say; else many.
func trips(b *ssa.BasicBlock, mk *ssa.MakeChan) int {
	n := 1
	for h := b; comesAgain(b, mk) && h != nil && h != mk.Block(); h = h.Idom() {
		if isHead(h) && reaches(b, h) {
			n *= constantTrips(h)
		}
	}
	return min(n, many)
}

// constantTrips is how often the loop with this head goes round: for i := 0; i < 3; i++.
func constantTrips(head *ssa.BasicBlock) int {
	br, ok := head.Instrs[len(head.Instrs)-1].(*ssa.If)
	if !ok {
		return many
	}
	cond, ok := br.Cond.(*ssa.BinOp)
	if !ok || cond.Op != token.LSS {
		return many
	}
	i, ok := cond.X.(*ssa.Phi)
	limit, fixed := cond.Y.(*ssa.Const)
	if !ok || !fixed || i.Block() != head {
		return many
	}
	for _, e := range i.Edges {
		if next, ok := e.(*ssa.BinOp); !isZero(e) && (!ok || next.Op != token.ADD || next.X != ssa.Value(i)) {
			return many
		}
	}
	return int(min(max(limit.Int64(), 1), many))
}

// comesAgain reports whether b runs more than once for one channel that mk makes.
func comesAgain(b *ssa.BasicBlock, mk *ssa.MakeChan) bool {
	return b != mk.Block() && reachesAround(b, b, mk.Block())
}

// isHead reports whether h is the head of a loop.
func isHead(h *ssa.BasicBlock) bool { return slices.ContainsFunc(h.Preds, h.Dominates) }

// leavesLoop reports whether the function can return after b, which is part of a loop,
// before that has come to its end.
func leavesLoop(b *ssa.BasicBlock) bool {
	heads := map[*ssa.BasicBlock]bool{}
	for h := b; h != nil; h = h.Idom() {
		if isHead(h) {
			heads[h] = true
		}
	}
	return slices.ContainsFunc(b.Succs, func(s *ssa.BasicBlock) bool {
		ends := heads[b] && !reaches(s, b) // the loop, as when a channel is closed
		return !ends && returns(s, heads)
	})
}

// reportsTo reports whether f is a goroutine that sends to mk once it is done.
func (f *function) reportsTo(mk *ssa.MakeChan) bool {
	if !f.isGoroutine() {
		return false
	}
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			if send, ok := in.(*ssa.Send); ok && f.madeChan(send.Chan, 0) == mk {
				return true
			}
		}
	}
	return false
}

// handsAway reports whether a channel goes where its receivers cannot be seen.
func (f *function) handsAway(v ssa.Value, seen map[ssa.Value]bool) bool {
	if seen[v] || v.Referrers() == nil {
		return false
	}
	seen[v] = true
	for _, r := range *v.Referrers() {
		switch r := r.(type) {
		case *ssa.Send, *ssa.Select, *ssa.DebugRef, *ssa.MakeClosure, *ssa.Go:
		case *ssa.UnOp:
			if r.Op == token.MUL && f.handsAway(r, seen) {
				return true
			}
		case *ssa.ChangeType:
			if f.handsAway(r, seen) {
				return true
			}
		case *ssa.Store:
			a, ok := r.Addr.(*ssa.Alloc)
			if !ok || f.handsAway(a, seen) {
				return true
			}
		case *ssa.Call:
			if _, ok := r.Call.Value.(*ssa.Builtin); !ok {
				return true
			}
		case *ssa.Defer:
			if _, ok := r.Call.Value.(*ssa.Builtin); !ok {
				return true
			}
		default:
			return true
		}
	}
	return false
}

// receivedInside reports whether a literal of f receives from a channel.
func (f *function) receivedInside(k chanKey) bool {
	return slices.ContainsFunc(f.ssa.AnonFuncs, func(lit *ssa.Function) bool { return f.prog.scratch(lit).receives(k) })
}

// receives reports whether f, or a literal of it, receives from a channel.
func (f *function) receives(k chanKey) bool {
	for _, b := range f.ssa.Blocks {
		if slices.ContainsFunc(b.Instrs, func(in ssa.Instruction) bool { return f.receivesFrom(in, k) }) {
			return true
		}
	}
	return f.receivedInside(k)
}
