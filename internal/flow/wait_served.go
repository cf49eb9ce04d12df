package flow

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// serve marks the waits that end by themselves: a send for which a worker is
// there, a goroutine that receives in a loop and does nothing in between that
// can block, and a Wait for such workers, or for those that were told to end
// before. As with a mutex, a wait ends when that of everybody who has to act
// first ends.
func (p *Program) serve(j *joiner) {
	workers, members := p.workers()
	for _, f := range p.order {
		for _, e := range f.events {
			if e.Kind != kind.Wait || e.From != nil {
				continue
			}
			if send, ok := e.Instr.(*ssa.Send); ok {
				p.serveSend(e, send, workers, j)
				continue
			}
			if class := placeClass(e.On); class != "" && e.Op != nil && e.Op.Recv == "WaitGroup" {
				e.Served = allHarmless(members[class], f.closedBefore(e.Instr), j.held[e])
			}
			if e.Ended && f.runsUnknown(e) {
				e.Unless = "a goroutine whose callback does not return"
			}
		}
	}
}

// runsUnknown reports whether a goroutine of f that e waits for calls something of which
// nothing is known.
func (f *function) runsUnknown(e *Event) bool {
	places := f.waitedFor(e)
	return slices.ContainsFunc(f.launched, func(l *launch) bool {
		return signalsAny(l, places) && slices.ContainsFunc(l.targets, func(t target) bool { return t.fn != nil && t.fn.opaque(map[*function]bool{}) })
	})
}

// serveSend marks a send for which there is room, or a worker.
func (p *Program) serveSend(e *Event, send *ssa.Send, workers map[chanKey][]*function, j *joiner) {
	k, ok := e.Fn.workKey(send.Chan)
	switch {
	case p.roomAtCalls(e, 0):
		e.Served = true
	case ok && allHarmless(workers[k], map[chanKey]bool{k: true}, j.held[e]):
		e.Served = true
		if slices.ContainsFunc(workers[k], func(w *function) bool { return w.mayReturn(k) }) {
			e.Unless = "a receiver that has left its loop"
		}
	}
}

// mayReturn reports whether f, which receives from a channel in a loop, has a way out
// besides the end of the channel.
func (f *function) mayReturn(k chanKey) bool {
	told := map[chanKey]bool{k: true}
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			if !f.inLoop(b) || !f.hears(in, told) {
				continue
			}
			onward := b.Succs
			if recv, ok := in.(*ssa.UnOp); ok && recv.CommaOk && len(onward) == 2 {
				onward = onward[:1] // a value came
			}
			if slices.ContainsFunc(onward, func(n *ssa.BasicBlock) bool { return returns(n, map[*ssa.BasicBlock]bool{b: true}) }) {
				return true
			}
		}
	}
	return false
}

// maxHanded is through how many functions a channel is followed to its make.
const maxHanded = 3

// roomAtCalls reports whether a channel is a parameter for which every caller
// passes one with room.
func (p *Program) roomAtCalls(e *Event, depth int) bool {
	if _, ok := e.On.Root.(*ssa.Parameter); !ok || e.On.Path != "" || len(e.Derived) == 0 || depth > maxHanded {
		return false
	}
	for _, d := range p.callers(e) {
		if mk := d.madeHere(); mk != nil && hasRoom(mk) {
			continue
		} else if mk != nil || !p.roomAtCalls(d, depth+1) {
			return false
		}
	}
	return true
}

// madeHere is the make of the channel that e waits for, in its function or in
// one around it.
func (e *Event) madeHere() *ssa.MakeChan {
	if e.On.Path != "" || e.On.Root == nil {
		return nil
	}
	return e.Fn.madeChan(e.On.Root, 0)
}

// workers lists, for each channel, the functions that receive from it in a
// loop, and for each WaitGroup the functions that count it down. Close is none: it
// receives what is left over at the end.
func (p *Program) workers() (map[chanKey][]*function, map[string][]*function) {
	workers, members := map[chanKey][]*function{}, map[string][]*function{}
	for _, f := range p.order {
		if !isClose(f.ssa) {
			for k := range f.receivesInLoop() {
				workers[k] = append(workers[k], f)
			}
		}
		for pl := range f.signals {
			if class := placeClass(pl); class != "" {
				members[class] = append(members[class], f)
			}
		}
	}
	return workers, members
}

// receivesInLoop lists the channels that f receives from again and again.
func (f *function) receivesInLoop() map[chanKey]bool {
	out := map[chanKey]bool{}
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			for _, ch := range received(in) {
				if k, ok := f.workKey(ch); ok && f.inLoop(b) {
					out[k] = true
				}
			}
		}
	}
	return out
}

// workKey is the key of a channel for which workers are started: they may be passed it,
// and it may be kept in a container.
func (f *function) workKey(ch ssa.Value) (chanKey, bool) {
	if p := f.place(ch); p.Path == "" {
		if param, ok := p.Root.(*ssa.Parameter); ok {
			mk := f.prog.passedChan(param)
			return chanKey{made: mk}, mk != nil
		}
	}
	if mk := f.onlyCollected(ch); mk != nil {
		return chanKey{made: mk}, true
	}
	return f.chanKey(ch)
}

// passedChan is the make of what all callers of a function pass for a parameter.
func (p *Program) passedChan(param *ssa.Parameter) *ssa.MakeChan {
	args, all := p.sites.arguments(param)
	if !all || len(args) == 0 {
		return nil
	}
	mk := p.scratch(args[0].fn).madeChan(args[0].v, 0)
	if slices.ContainsFunc(args, func(a passed) bool { return p.scratch(a.fn).madeChan(a.v, 0) != mk }) {
		return nil
	}
	return mk
}

// closedBefore lists the channels that f has closed whenever it gets to in.
func (f *function) closedBefore(in ssa.Instruction) map[chanKey]bool {
	out := map[chanKey]bool{}
	for i := range before(in) {
		if _, late := i.(*ssa.Defer); late || closes(i) == nil {
			continue
		}
		if k, ok := f.chanKey(closes(i)); ok {
			out[k] = true
		}
	}
	return out
}

func allHarmless(workers []*function, told map[chanKey]bool, held map[string]bool) bool {
	for _, w := range workers {
		if !w.harmless(told, held) {
			return false
		}
	}
	return len(workers) > 0
}

// harmless reports whether nothing keeps f from its next receive from one of the channels
// over which it is told something: no wait, and none of the mutexes that whoever waits for
// f may hold. By default nobody hears of reads of a disk.
func (f *function) harmless(told map[chanKey]bool, held map[string]bool) bool {
	for _, e := range f.events {
		if e.Async || e.Worker || e.Kind == kind.DiskRead || f.hears(e.Instr, told) {
			continue
		}
		if e.IsLock && (e.Class == "" || held[e.Class]) || e.IsCall || e.UnderLock || e.Settled >= finding.Callers || e.Kind == kind.Wait && e.Settled > finding.Conditional {
			return false
		}
	}
	return !f.opaque(map[*function]bool{})
}

// opaque reports whether f calls something of which nothing is known.
func (f *function) opaque(seen map[*function]bool) bool {
	if seen[f] {
		return false
	}
	seen[f] = true
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			call, ok := in.(*ssa.Call)
			if !ok {
				continue
			}
			targets := f.targets(&call.Call)
			if len(targets) == 0 && f.isUnknown(&call.Call) {
				return true
			}
			for _, t := range targets {
				if t.fn != nil && t.fn.opaque(seen) {
					return true
				}
			}
		}
	}
	return false
}

// isUnknown: a function value, or a method of an interface of this module,
// which anybody may implement.
func (f *function) isUnknown(c *ssa.CallCommon) bool {
	if m := c.Method; m != nil {
		return m.Pkg() != nil && f.prog.sameModule(m.Pkg().Path())
	}
	_, builtin := c.Value.(*ssa.Builtin)
	return !builtin && c.StaticCallee() == nil
}

// hears reports whether in receives from one of these channels.
func (f *function) hears(in ssa.Instruction, told map[chanKey]bool) bool {
	return slices.ContainsFunc(received(in), func(ch ssa.Value) bool {
		k, ok := f.workKey(ch)
		return ok && told[k]
	})
}

func (f *function) receivesFrom(in ssa.Instruction, k chanKey) bool {
	for _, ch := range received(in) {
		if got, ok := f.chanKey(ch); ok && got == k || k.made != nil && f.suppliedChan(ch, 0) == k.made {
			return true
		}
	}
	return false
}
