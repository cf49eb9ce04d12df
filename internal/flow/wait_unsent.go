package flow

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// An unsender looks for those who would end a receive and may return before they have.
type unsender struct {
	*joiner
	chans fieldChans
}

// unsent says why nobody may end the receive in of f, and what to do; "" if somebody is sure to.
func (u *unsender) unsent(f *function, in *ssa.UnOp) string {
	if !isSignal(in.X) && !f.inLoop(in.Block()) && f.isForgotten(in.X, u.chans) {
		return "nobody sends on " + f.prog.src.valueText(in.X) + " or closes it"
	}
	if f.forsaken(in) {
		return "who sends may leave with the context before; select with its Done"
	}
	if failed := u.failing(f, in); failed != "" {
		return "who would end it leaves when " + failed + " fails; end it there, too"
	}
	return ""
}

// failing is the call whose error keeps all goroutines from ending the receive in of f; "" if
// one of them does in any case, or not all are known.
func (u *unsender) failing(f *function, in *ssa.UnOp) (call string) {
	uses := u.endsOf(f, in)
	starts, ends := map[*function]bool{}, newEnds(uses)
	for _, e := range uses {
		u.addStarted(e.f, starts, 0)
	}
	if starts[nil] || starts[f] || len(starts) == 0 {
		return ""
	}
	var first *function
	for g := range starts {
		failed := g.forgets(ends)
		if failed == "" {
			return ""
		}
		if first == nil || g.ssa.Pos() < first.ssa.Pos() {
			first, call = g, failed
		}
	}
	return call
}

// endsOf lists what ends the receive in: each send or close of its channel, a close alone
// where it goes on until the end. The channel is one that f made for itself, or is in a field that
// only the package can see.
func (u *unsender) endsOf(f *function, in *ssa.UnOp) []use {
	c := &fieldChan{}
	if _, made := f.place(in.X).Root.(*ssa.MakeChan); made {
		mk := f.ownChan(in.X)
		if mk == nil || isGoArgument(mk) {
			return nil
		}
		c = f.madeUses(mk)
	} else if k, ok := f.fieldKey(in.X); ok && u.chans[k] != nil {
		c = u.chans[k]
	}
	if c.shared || len(c.closers) == 0 && f.isToken(in.X) {
		return nil
	}
	uses := c.closers
	if !in.CommaOk || !f.inLoop(in.Block()) {
		uses = slices.Concat(c.senders, uses)
	}
	return uses
}

// isToken reports whether what comes over a channel may be a place in a semaphore: it carries no
// value, and there is room.
func (f *function) isToken(ch ssa.Value) bool {
	if mk := f.madeChan(ch, 0); mk != nil {
		return isSignal(ch) && hasRoom(mk)
	}
	return isSignal(ch) && f.prog.allInField(ch, hasRoom)
}

// isGoArgument reports whether a goroutine is passed a channel.
func isGoArgument(mk *ssa.MakeChan) bool {
	return slices.ContainsFunc(*mk.Referrers(), func(r ssa.Instruction) bool { _, passed := r.(*ssa.Go); return passed })
}

// madeUses lists who sends on a channel that f makes, and who closes it: f and its literals.
func (f *function) madeUses(mk *ssa.MakeChan) *fieldChan {
	c := &fieldChan{key: chanKey{made: mk}}
	f.addMadeUses(c)
	return c
}

func (f *function) addMadeUses(c *fieldChan) {
	is := func(ch ssa.Value) bool { return ch != nil && f.madeChan(ch, 0) == c.key.made }
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			if slices.ContainsFunc(sentTo(in), is) {
				c.senders = append(c.senders, use{f, in})
			}
			if is(closes(in)) {
				c.closers = append(c.closers, use{f, in})
			}
		}
	}
	for _, lit := range f.ssa.AnonFuncs {
		f.prog.scratch(lit).addMadeUses(c)
	}
}

// addStarted adds what the goroutines begin with in which f runs, and nil if not all are known.
func (j *joiner) addStarted(f *function, out map[*function]bool, depth int) {
	if j.started[f] {
		out[f] = true
		return
	}
	calls, all := f.prog.sites.callsOf(f.ssa)
	if literal := f.ssa.Parent() != nil; len(calls) == 0 || !literal && !all || isOpenToOthers(f.ssa) || depth > maxStarters {
		out[nil] = true
		return
	}
	for _, c := range calls {
		j.addStarted(f.prog.scratch(c.Parent()), out, depth+1)
	}
}

// forgets is the call after whose failure f returns without having run one of the ends, which
// it does otherwise.
func (f *function) forgets(ends *ends) string {
	run, sure := map[*ssa.BasicBlock]bool{}, []*ssa.BasicBlock{}
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			if !ends.mayRun(f, in) {
				continue
			}
			if _, late := in.(*ssa.Defer); late {
				return ""
			}
			run[b] = true
			if ends.instrs[in] {
				sure = append(sure, b)
			}
		}
	}
	for _, b := range f.ssa.Blocks {
		call, bad := failure(b)
		if call == nil || slices.ContainsFunc(sure, func(s *ssa.BasicBlock) bool { return s.Dominates(b) }) {
			continue
		}
		if reachesAny(b, run) && returns(bad, run) {
			_, _, what := f.prog.src.describe(call)
			return what
		}
	}
	return ""
}

func reachesAny(b *ssa.BasicBlock, to map[*ssa.BasicBlock]bool) bool {
	for c := range to {
		if reaches(b, c) {
			return true
		}
	}
	return false
}

// Ends are instructions that end a wait, and which functions get to one of them.
type ends struct {
	instrs map[ssa.Instruction]bool
	runs   map[*function]bool // false while it is found out, too
}

func newEnds(uses []use) *ends {
	e := &ends{map[ssa.Instruction]bool{}, map[*function]bool{}}
	for _, u := range uses {
		e.instrs[u.in] = true
	}
	return e
}

// mayRun reports whether in is one of these ends, or runs one of them, or has one run.
func (e *ends) mayRun(f *function, in ssa.Instruction) bool {
	if e.instrs[in] {
		return true
	}
	switch in := in.(type) {
	case ssa.CallInstruction:
		return slices.ContainsFunc(f.targets(in.Common()), func(t target) bool { return t.fn != nil && e.mayRunIn(t.fn) })
	case *ssa.MakeClosure:
		return e.mayRunIn(f.prog.scratch(in.Fn.(*ssa.Function)))
	}
	return false
}

func (e *ends) mayRunIn(f *function) bool {
	if runs, known := e.runs[f]; known {
		return runs
	}
	e.runs[f] = false
	e.runs[f] = slices.ContainsFunc(f.ssa.Blocks, func(b *ssa.BasicBlock) bool {
		return slices.ContainsFunc(b.Instrs, func(in ssa.Instruction) bool { return e.mayRun(f, in) })
	})
	return e.runs[f]
}
