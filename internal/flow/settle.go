package flow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// The stages of settling an event.
const (
	unsettled = iota
	settling
	settled
)

// maxCtxDepth is how many calls lie at most between a context without a
// deadline and the operation that waits with it. Further up, the context is
// that of a whole program or server.
const maxCtxDepth = 3

// settle decides the verdict of every event from those of its instances at
// the calls, and which of them is at fault.
func (p *Program) settle() {
	p.readopt()
	p.rearm()
	p.keep()
	p.attend()
	for _, f := range p.order {
		for _, e := range f.events {
			p.verdict(e)
		}
	}
	j := p.newJoiner()
	p.takers = newTakers(p, j)
	p.serve(j)
	p.abandon()
	chans := p.fieldChans()
	p.leave(chans, j)
	p.join(chans, j)
	for _, f := range p.order {
		for _, e := range f.events {
			if e.IsRoot() {
				p.blame(e, 0)
			}
		}
	}
	for _, f := range p.order {
		for _, eff := range f.sum.Effects {
			for _, e := range append([]*Event{eff.src}, eff.also...) {
				eff.Reported = eff.Reported || e.Report || e.Root().Report
			}
		}
	}
}

// IsRoot reports whether what is wrong with e, if anything, began here: an
// operation, an effect of another package, a stream that turned out to be a
// file, or a goroutine that is waited for with the caller's context.
func (e *Event) IsRoot() bool {
	return e.From == nil || e.From.src == nil || e.From.Kind == "" || e.Bound.ByCtx && !e.From.ByCtx
}

// verdict is what bounds e, callers taken into account.
func (p *Program) verdict(e *Event) finding.Verdict {
	if e.stage != unsettled {
		return e.Settled
	}
	e.stage = settling
	e.Settled = e.Bound.Verdict
	if e.Bound.Verdict >= finding.Callers && e.Dir != 0 && !e.Kind.OnDisk() {
		if isPipe(e.On) {
			e.Bound = Bound{Verdict: finding.Cancellable, What: "the other end, which is in the process"}
			e.Settled = finding.Cancellable
		} else if w, ok := e.Fn.watchOf(e.On, 0); ok {
			e.Bound, e.Settled = w, w.Verdict
		}
	}
	if e.Settled >= finding.Callers && !e.Bound.ByCtx {
		p.askCallers(e)
	}
	if e.Settled == finding.Callers && e.alone() && len(p.callers(e)) == 0 {
		e.Bound, e.Settled = inBuffer, inBuffer.Verdict
	}
	e.stage = settled
	return e.Settled
}

// askCallers: when every caller bounds the wait it is bounded; when some do,
// the others are at fault, but for those that only pass on what users bring.
func (p *Program) askCallers(e *Event) {
	worst, best := finding.Bounded, finding.Unbounded
	open, spared, left := 0, 0, 0
	callers := p.callers(e)
	for _, d := range callers {
		if d.stage == settling {
			continue // recursion: decided by the other callers
		}
		v := p.verdict(d)
		if d.Spared { // does not show that others could bound it
			spared++
			continue
		}
		switch {
		case v < finding.Callers || d.Bound.ByCtx:
			best = min(best, v)
		case p.leftToUsers(d):
			left++
			continue
		default:
			open++
		}
		worst = max(worst, v)
	}
	switch {
	case spared > 0 && open+left == 0 && best == finding.Unbounded:
		e.Settled, e.Silent, e.Spared = finding.Cancellable, true, true
	case best == finding.Unbounded:
	case open == 0:
		e.Settled, e.Silent = worst, true
	default:
		e.AtCalls = open <= maxAtFault
	}
}

// maxAtFault is how many callers are reported one by one, because others bound the wait:
// of more than that, what they call is.
const maxAtFault = 4

// callers lists the instances of e, those in tests aside unless e is in one, and those that may
// be others aside, unless all of these bound it.
func (p *Program) callers(e *Event) []*Event {
	if p.InTest(e.Pos) {
		return e.Derived
	}
	var out []*Event
	for _, d := range e.Derived {
		if sure := !e.unsure || !d.Guessed; sure && !p.InTest(d.Pos) {
			out = append(out, d)
		}
	}
	return out
}

// blame marks what to report for e: the operation itself, or the calls that
// fail to bound it.
func (p *Program) blame(e *Event, depth int) {
	if e.Settled < finding.Callers || e.Silent || e.Bound.AtLiteral || e.Kind == "" || e.Kind == kind.Wait || e.IsCall || e.IsLock || e.UnderLock {
		return
	}
	if e.From != nil && e.From.src == nil && !e.fromElsewhere() {
		return
	}
	switch {
	case e.Bound.ByCtx:
		p.blameContext(e, depth)
	case p.forOtherPackages(e):
	case e.AtCalls || !e.Pos.IsValid() || e.passesOn() || p.allPassOn(e, 0):
		for _, d := range p.callers(e) {
			p.blame(d, depth+1)
		}
	default:
		e.Report, e.Settled = true, finding.Unbounded // nobody provides the bound
	}
}

// blameContext: an operation that waits with its caller's context is at fault
// where somebody passes a context that never ends.
func (p *Program) blameContext(e *Event, depth int) {
	if depth >= maxCtxDepth {
		return
	}
	for _, d := range p.callers(e) {
		if d.Settled == finding.Unbounded && !d.Fn.runsOnce() && !d.inContextVariant() {
			d.Report = true
		} else if d.Bound.ByCtx {
			p.blameContext(d, depth+1)
		}
	}
}

// InMain reports whether e is in main or init.
func (e *Event) InMain() bool { return e.Fn.runsOnce() }

// inContextVariant: Prepare that only calls PrepareContext, or Begin that calls
// BeginTx of the same type, with a context that never ends. Whoever calls it
// has the choice.
func (e *Event) inContextVariant() bool {
	c, ok := e.Instr.(ssa.CallInstruction)
	if !ok {
		return false
	}
	fn := calleeObj(c.Common())
	if fn == nil {
		return false
	}
	if recv := e.Fn.ssa.Signature.Recv(); recv != nil && fn.Signature().Recv() != nil && len(e.Fn.ssa.Blocks) == 1 &&
		types.Identical(recv.Type(), fn.Signature().Recv().Type()) && strings.HasPrefix(fn.Name(), e.Fn.ssa.Name()) {
		return true
	}
	return fn.Name() == e.Fn.ssa.Name()+"Context" || fn.Name() == e.Fn.ssa.Name()+"WithContext"
}

// runsOnce: what main and init wait for, the user waits for too.
func (f *function) runsOnce() bool {
	root := outermost(f.ssa)
	if root.Signature.Recv() != nil {
		return false
	}
	return root.Name() == "init" || root.Name() == "main" && f.prog.Pkg.Name() == "main"
}

// PassesOn reports whether what e is an instance of is in such a method: there,
// a lock is given back when the deadline of those who call it ends the wait.
func (e *Event) PassesOn() bool {
	return e.Dir != 0 && !e.Kind.OnDisk() && e.From == nil && e.passesOn()
}

// passesOn reports whether e is in a method of a connection or listener type
// that its users call, on what the type wraps: they have SetDeadline for it. So
// has whoever reads from a reader that is made from a connection, and whoever calls a
// function with a connection type of this package; who has something relayed can close it.
// Whoever reads packets one by one does so in a loop of its own.
func (e *Event) passesOn() bool {
	fn := e.Fn.ssa
	recv := fn.Signature.Recv()
	if e.Settled != finding.Callers || fn.Object() == nil || !fn.Object().Exported() {
		return false
	}
	if recv == nil {
		param, ok := e.On.Root.(*ssa.Parameter)
		return ok && (e.Relayed || e.Packets || isConn(param.Type()) && isOwnType(param.Type(), e.Fn.prog.Pkg))
	}
	if e.On.Root != fn.Params[0] {
		return false
	}
	obj, ok := fn.Object().(*types.Func)
	return isConn(recv.Type()) && !answersAtOnce[fn.Name()] && !e.connectsFirst() || isListener(recv.Type()) && e.Kind == kind.Accept || ok && (isStreamMethod(obj) != 0 || e.Packets && strings.HasPrefix(fn.Name(), "Read"))
}

// connectsFirst reports whether e waits in the method that stores the connection: nobody can
// have set a deadline before.
func (e *Event) connectsFirst() bool {
	return slices.ContainsFunc(e.Fn.ssa.Blocks, func(b *ssa.BasicBlock) bool {
		return slices.ContainsFunc(b.Instrs, func(in ssa.Instruction) bool {
			s, ok := in.(*ssa.Store)
			return ok && e.Fn.place(s.Addr) == e.On && mayPrecede(s, e.Instr)
		})
	})
}

func isOwnType(t types.Type, pkg *types.Package) bool {
	n := namedType(t)
	return n != nil && n.Obj().Pkg() == pkg
}

// answersAtOnce are the methods of a connection that nobody expects to wait.
var answersAtOnce = map[string]bool{
	"Close": true, "LocalAddr": true, "RemoteAddr": true,
	"SetDeadline": true, "SetReadDeadline": true, "SetWriteDeadline": true,
}

// allPassOn reports whether all that use the function of e in this package do.
func (p *Program) allPassOn(e *Event, depth int) bool {
	callers := p.callers(e)
	for _, d := range callers {
		if depth >= maxCallers || !d.passesOn() && !p.allPassOn(d, depth+1) {
			return false
		}
	}
	return len(callers) > 0
}
