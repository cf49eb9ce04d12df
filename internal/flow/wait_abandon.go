package flow

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// abandon marks the sends of goroutines whose receiver may leave: a channel
// without room, received from in a select that can take another way out. Then
// the goroutine waits forever, and whatever it holds stays with it; until the program
// ends, which is soon if it does with whoever left.
func (p *Program) abandon() {
	var ends *endings
	for _, f := range p.order {
		for _, e := range f.events {
			if e.Kind != kind.Wait || p.InTest(e.Pos) != p.InTest(e.Root().Pos) {
				continue
			}
			send, ok := e.Root().Instr.(*ssa.Send)
			if !ok {
				continue
			}
			if e.From == nil && f.takerGone(send) {
				e.Abandoned = true
				continue
			}
			if mk, owner := e.channel(); mk != nil && owner.mayLeave(mk) {
				if ends == nil {
					ends = newEndings(p)
				}
				e.Root().abandonedBy(owner, ends)
			}
		}
	}
}

// abandonedBy marks the send e, whose receiver owner may leave.
func (e *Event) abandonedBy(owner *function, ends *endings) {
	if ends.includes(owner.ssa) {
		e.Bound = Bound{Verdict: finding.Cancellable, What: "the end of the program"}
		e.Settled = min(e.Settled, finding.Cancellable)
		return
	}
	e.Abandoned = true
}

// channel is the make of the channel that e sends on from a goroutine, and the
// function that made it.
func (e *Event) channel() (*ssa.MakeChan, *function) {
	if mk, ok := e.On.Root.(*ssa.MakeChan); ok && e.On.Path == "" && e.Async {
		return mk, e.Fn
	}
	send, ok := e.Instr.(*ssa.Send)
	if !ok {
		return nil, nil
	}
	mk := e.Fn.madeChan(send.Chan, 0)
	if mk == nil || mk.Parent() == e.Fn.ssa || mk.Parent() != e.Fn.ssa.Parent() {
		return nil, nil
	}
	return mk, e.Fn.prog.funcs[mk.Parent()]
}

// mayLeave reports whether f can return without receiving from mk all that is sent there,
// after it waited for it in a select or in a loop, and nobody else receives. What leaves with a signal, leaves
// with the program.
func (f *function) mayLeave(mk *ssa.MakeChan) bool {
	if f != nil && hasRoom(mk) {
		return f.overflows(mk)
	}
	if f == nil || f.handsAway(mk, map[ssa.Value]bool{}) || f.receivedInside(chanKey{made: mk}) {
		return false
	}
	w := f.waitsFor(mk)
	if w.bare {
		return f.overflows(mk)
	}
	return w.leavesBy(func(st *ssa.SelectState) bool {
		k, ok := f.chanKey(st.Chan)
		return (!ok || k.made != mk) && f.wakeOf(st.Chan).source != signal
	})
}

// Receptions are where a function receives from a channel that it makes.
type receptions struct {
	blocks  map[*ssa.BasicBlock]bool
	selects []*ssa.Select // that wait
	bare    bool          // somewhere outside of a select
}

func (f *function) waitsFor(mk *ssa.MakeChan) receptions {
	w := receptions{blocks: map[*ssa.BasicBlock]bool{}}
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			if !f.receivesFrom(in, chanKey{made: mk}) {
				continue
			}
			w.blocks[b] = true
			sel, ok := in.(*ssa.Select)
			w.bare = w.bare || !ok
			if ok && sel.Blocking {
				w.selects = append(w.selects, sel)
			}
		}
	}
	return w
}

// leavesBy reports whether a case like this takes the function from one of the selects to its
// end, past none of the blocks where it receives again.
func (w receptions) leavesBy(is func(*ssa.SelectState) bool) bool {
	for _, sel := range w.selects {
		for i, st := range sel.States {
			if b := caseBlock(sel, i); is(st) && b != nil && returns(b, w.blocks) {
				return true
			}
		}
	}
	return false
}

// overflows reports whether more goroutines send to mk, which f makes, than there is room
// and f receives: also if f starts them in a loop, and leaves another with the first error.
func (f *function) overflows(mk *ssa.MakeChan) bool {
	size, ok := mk.Size.(*ssa.Const)
	if !ok || f.handsAway(mk, map[ssa.Value]bool{}) || f.receivedInside(chanKey{made: mk}) {
		return false
	}
	senders, many := 0, false
	for _, lit := range f.ssa.AnonFuncs {
		if f.prog.scratch(lit).reportsTo(mk) {
			senders++
			many = many || f.startsMany(lit, mk)
		}
	}
	named, again, known := f.namedSenders(mk)
	if !known {
		return false
	}
	senders, many = senders+named, many || again
	taken := int(size.Int64())
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			if f.receivesFrom(in, chanKey{made: mk}) {
				taken++
				if f.inLoop(b) {
					return many && leavesLoop(b)
				}
			}
		}
	}
	return senders > taken
}

// namedSenders counts the goroutines of other functions that f starts and passes mk to, which
// send to it; again: in a loop. It is not known how many values such a function takes back.
func (f *function) namedSenders(mk *ssa.MakeChan) (n int, again, known bool) {
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
					return 0, false, false
				}
				if sends {
					n++
					again = again || comesAgain(b, mk)
				}
			}
		}
	}
	return n, again, true
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

// startsMany reports whether f starts lit as a goroutine again and again for one channel.
func (f *function) startsMany(lit *ssa.Function, mk *ssa.MakeChan) bool {
	return slices.ContainsFunc(f.ssa.Blocks, func(b *ssa.BasicBlock) bool {
		return comesAgain(b, mk) && slices.ContainsFunc(b.Instrs, func(in ssa.Instruction) bool {
			g, ok := in.(*ssa.Go)
			return ok && g.Call.StaticCallee() == lit
		})
	})
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

// caseBlock is where case i of a select goes on.
func caseBlock(sel *ssa.Select, i int) *ssa.BasicBlock {
	for _, r := range *sel.Referrers() {
		x, ok := r.(*ssa.Extract)
		if !ok || x.Index != 0 {
			continue
		}
		for _, u := range *x.Referrers() {
			cmp, ok := u.(*ssa.BinOp)
			if !ok || cmp.Op != token.EQL {
				continue
			}
			if c, ok := cmp.Y.(*ssa.Const); ok && c.Int64() == int64(i) && len(cmp.Block().Succs) > 0 { // a block that is never reached has none
				return cmp.Block().Succs[0]
			}
		}
	}
	return nil
}

// returns reports whether control can go from b to a return without one of
// the blocks to avoid.
func returns(b *ssa.BasicBlock, avoid map[*ssa.BasicBlock]bool) bool {
	seen := map[*ssa.BasicBlock]bool{}
	work := []*ssa.BasicBlock{b}
	for len(work) > 0 {
		c := work[len(work)-1]
		work = work[:len(work)-1]
		if seen[c] || avoid[c] {
			continue
		}
		seen[c] = true
		if _, ok := c.Instrs[len(c.Instrs)-1].(*ssa.Return); ok {
			return true
		}
		work = append(work, c.Succs...)
	}
	return false
}
