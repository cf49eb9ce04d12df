package flow

import (
	"go/token"

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
			mk, owner := e.channel()
			switch {
			case mk == nil:
			case e.repeats() && p.leftByCaller(mk):
				e.Root().Deserted = "who receives them may leave before the last; select with a context, or with what a receiver closes"
			case owner.mayLeave(mk):
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
