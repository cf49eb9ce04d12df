package flow

import (
	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// serve marks the waits that end by themselves: a send for which a worker is
// there, a goroutine that receives in a loop and does nothing in between that
// can block, and a Wait for such workers. As with a mutex, a wait ends when
// that of everybody who has to act first ends.
func (p *Program) serve(j *joiner) {
	workers, members := p.workers()
	for _, f := range p.order {
		for _, e := range f.events {
			if e.Kind != kind.Wait || e.From != nil {
				continue
			}
			if send, ok := e.Instr.(*ssa.Send); ok {
				if k, ok := f.chanKey(send.Chan); ok {
					e.Served = allHarmless(workers[k], k, j.held[e])
				}
				e.Served = e.Served || p.roomAtCalls(e, 0)
			} else if class := placeClass(e.On); class != "" && e.Op != nil && e.Op.Recv == "WaitGroup" {
				e.Served = allHarmless(members[class], chanKey{}, j.held[e])
			}
		}
	}
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
				if k, ok := f.chanKey(ch); ok && f.inLoop(b) {
					out[k] = true
				}
			}
		}
	}
	return out
}

func allHarmless(workers []*function, k chanKey, held map[string]bool) bool {
	for _, w := range workers {
		if !w.harmless(k, held) {
			return false
		}
	}
	return len(workers) > 0
}

// harmless reports whether nothing keeps f from its next receive from k: no wait, and
// none of the mutexes that whoever waits for f may hold.
func (f *function) harmless(k chanKey, held map[string]bool) bool {
	for _, e := range f.events {
		if e.Async || e.Worker || f.receivesFrom(e.Instr, k) {
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

func (f *function) receivesFrom(in ssa.Instruction, k chanKey) bool {
	for _, ch := range received(in) {
		if got, ok := f.chanKey(ch); ok && got == k {
			return true
		}
	}
	return false
}
