package flow

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/kind"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// attend marks the waits of a program that does one thing after the other: a
// disk that hangs, a process or a query keeps nobody waiting but the person who
// started it, and that person can interrupt it. So can whoever started it with a
// context that has nothing to end it. Other waits for a peer are left alone: such
// programs run in scripts, too, and a peer fails more often.
func (p *Program) attend() {
	attended := p.commands()
	if attended == nil && p.Pkg.Name() == "main" && !p.serves() {
		attended = p.direct()
	}
	once := p.lifetimes()
	for _, f := range p.order {
		for _, e := range f.events {
			once.release(e)
			switch {
			case e.Bound.Verdict <= finding.Cancellable || e.Bound.ByCtx:
			case e.forPerson() && e.within(attended, map[*Event]bool{}):
				e.Bound, e.Spared = Bound{Verdict: finding.Cancellable, What: "an interrupt"}, true
			case once.spares(e), e.Kind.OnDisk() && len(e.Held) == 0 && fillsEmpty(e.Instr):
				e.Bound, e.Spared = whoOpens, true
			}
		}
	}
}

// within reports whether e and all that it stands for, down to the operations, are in
// functions of a set.
func (e *Event) within(fns map[*ssa.Function]bool, seen map[*Event]bool) bool {
	if seen[e] {
		return true
	}
	seen[e] = true
	if !fns[e.Fn.ssa] {
		return false
	}
	if e.Origin() == nil {
		return true
	}
	return e.From.src.within(fns, seen) && !slices.ContainsFunc(e.From.also, func(o *Event) bool { return !o.within(fns, seen) })
}

// forPerson reports whether e is what the person in front of a program waits for.
// A plain dial is: the kernel gives it up, in minutes.
func (e *Event) forPerson() bool {
	switch e.Kind {
	case kind.DiskRead, kind.DiskWrite, kind.DiskSync, kind.Exec, kind.SQL, kind.Wait:
		return true
	case kind.Lock: // of a file that another process has
		return e.Op != nil && !e.IsLock
	case kind.Dial:
		return e.Op != nil && e.Op.Func.Pkg == "net"
	case kind.ConnRead, kind.ConnWrite, kind.Handshake: // scripts do not answer questions
		return e.Fn.prog.asks
	}
	return e.Bound.FromContext
}

// serves reports whether the program does several things at a time, or one
// again and again: it starts goroutines, listens, or has a loop that does not
// end or that waits for others.
func (p *Program) serves() bool {
	for _, f := range p.order {
		if !p.InTest(f.ssa.Pos()) && (f.serves(everywhere) || f.starts()) {
			return true
		}
	}
	return false
}

// serves reports whether f listens, or does something again and again.
func (f *function) serves(in part) bool {
	again := func(e *Event) bool { return e.waitsForPeer() && f.inLoop(e.Instr.Block()) && !counted(e.Instr.Block()) }
	endless := func(b *ssa.BasicBlock) bool { return in(b) && f.endless(b) }
	return f.listens(in) || slices.ContainsFunc(f.ssa.Blocks, endless) || f.anyEvent(in, again)
}

// listens reports whether f takes connections or requests: a person may sit in front of
// what starts another function that does.
func (f *function) listens(in part) bool {
	takes := func(e *Event) bool {
		return (e.Kind == kind.Accept || e.Kind == kind.HTTPServer) && (e.Origin() == nil || !f.prog.asks)
	}
	return f.anyEvent(in, takes) || f.anyInstruction(in, listens)
}

func (e *Event) waitsForPeer() bool {
	return e.Kind == kind.ConnRead || e.Kind == kind.RPC
}

// starts reports whether f starts goroutines, but for pools, or waits for some again and
// again.
func (f *function) starts() bool {
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			if f.pools(in) {
				continue
			}
			if _, ok := in.(*ssa.Go); ok {
				return true
			}
			c, ok := in.(ssa.CallInstruction)
			if !ok || calleeObj(c.Common()) == nil {
				continue
			}
			row, ok := f.prog.Known.Runs[knowledge.FuncOf(calleeObj(c.Common()))]
			if ok && row.How != knowledge.Calls && row.How != knowledge.Returned {
				return true
			}
		}
	}
	again := func(e *Event) bool { return e.Kind == kind.Wait && !e.Async && f.inLoop(e.Instr.Block()) }
	return slices.ContainsFunc(f.events, again) && !f.pooled()
}

// pools reports whether in starts a goroutine for a part of a work, to be done sooner: a
// loop starts several, and f waits for them together.
func (f *function) pools(in ssa.Instruction) bool {
	l := f.launchOf(in)
	if l == nil || !slices.ContainsFunc(f.awaits(), func(a await) bool { return a.bound == nil && l.signals[a.place] }) {
		return false
	}
	return slices.ContainsFunc(f.launched, func(o *launch) bool { return f.inLoop(o.instr.Block()) && overlap(o.signals, l.signals) })
}

// pooled reports whether f is a literal that only such a goroutine runs.
func (f *function) pooled() bool {
	if f.ssa.Parent() == nil {
		return false
	}
	up := f.prog.scratch(f.ssa.Parent())
	return slices.ContainsFunc(up.launched, func(l *launch) bool {
		return up.pools(l.instr) && slices.ContainsFunc(l.targets, func(t target) bool { return t.fn == f })
	})
}

// listens: a call that returns a listener.
func listens(in ssa.Instruction) bool {
	c, ok := in.(ssa.CallInstruction)
	if !ok || calleeObj(c.Common()) == nil {
		return false
	}
	results := calleeObj(c.Common()).Signature().Results()
	return results.Len() > 0 && isListener(results.At(0).Type())
}

// endless reports whether b is part of a loop that nothing leaves, and that does more than look
// again and again whether something has changed.
func (f *function) endless(b *ssa.BasicBlock) bool {
	return f.inLoop(b) && !returns(b, nil) && slices.ContainsFunc(f.ssa.Blocks, func(o *ssa.BasicBlock) bool {
		return (o == b || reaches(b, o)) && slices.ContainsFunc(o.Instrs, acts)
	})
}

// counted reports whether b is only in a loop over so many of something.
func counted(b *ssa.BasicBlock) bool {
	if countsDown(b) { // the loop is one block
		return !slices.ContainsFunc(b.Succs, func(s *ssa.BasicBlock) bool { return s != b && reaches(s, b) })
	}
	return slices.ContainsFunc(b.Parent().Blocks, func(end *ssa.BasicBlock) bool {
		return countsDown(end) && reaches(end, b) && !reachesAround(b, b, end)
	})
}

// countsDown reports whether a block ends with the question whether there are more.
func countsDown(b *ssa.BasicBlock) bool {
	br, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok {
		return false
	}
	switch cond := br.Cond.(type) {
	case *ssa.BinOp:
		return cond.Op == token.LSS
	case *ssa.Extract: // of a map
		_, ok := cond.Tuple.(*ssa.Next)
		return ok
	}
	return false
}

// acts: a call, other than of the clock, or a wait for others.
func acts(in ssa.Instruction) bool {
	switch in := in.(type) {
	case *ssa.Select:
		return in.Blocking
	case *ssa.Send, *ssa.Go:
		return true
	case *ssa.UnOp:
		return in.Op == token.ARROW
	case *ssa.Call:
		_, builtin := in.Call.Value.(*ssa.Builtin)
		fn := calleeObj(&in.Call)
		return !builtin && (fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "time")
	}
	return false
}

// direct lists the functions that only the goroutine of main runs: each is
// called by its name wherever it is mentioned, or handed to a function that
// calls it before it returns.
func (p *Program) direct() map[*ssa.Function]bool {
	out := map[*ssa.Function]bool{}
	boxed := map[*types.Named]bool{}
	for _, f := range p.order {
		out[f.ssa] = true
	}
	for _, f := range p.order {
		for _, b := range f.ssa.Blocks {
			for _, in := range b.Instrs {
				if m, ok := in.(*ssa.MakeInterface); ok {
					boxed[namedType(m.X.Type())] = true
				}
				for _, fn := range p.givenAway(in) {
					out[fn] = false
				}
			}
		}
	}
	for fn := range out {
		// Anybody may call the methods of what is in an interface.
		if recv := fn.Signature.Recv(); recv != nil && boxed[namedType(recv.Type())] {
			out[fn] = false
		}
	}
	return out
}

// givenAway lists the functions that in uses as values, and that may be called
// by others.
func (p *Program) givenAway(in ssa.Instruction) []*ssa.Function {
	c, isCall := in.(ssa.CallInstruction)
	if isCall && (p.callsBack(c.Common()) || p.scratch(in.Parent()).pools(in)) {
		return nil
	}
	switch in := in.(type) {
	case *ssa.MakeClosure, *ssa.ChangeType:
		return nil // what is done with the result counts
	case *ssa.Store:
		if dialsFor(in.Addr) {
			return nil
		}
	}
	var out []*ssa.Function
	for _, op := range in.Operands(nil) {
		if isCall && *op == c.Common().Value {
			continue
		}
		v := *op
		if t, ok := v.(*ssa.ChangeType); ok {
			v = t.X
		}
		switch v := v.(type) {
		case *ssa.Function:
			out = append(out, v)
		case *ssa.MakeClosure:
			out = append(out, v.Fn.(*ssa.Function))
		}
	}
	return out
}

// callsBack: functions of the standard library that are given one call it
// meanwhile, but for those that serve the network.
func (p *Program) callsBack(c *ssa.CallCommon) bool {
	fn := calleeObj(c)
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	path := fn.Pkg().Path()
	return !hasHost(path) && !knowledge.Within(path, "net") && !p.sameModule(path)
}

// dialsFor reports whether a field is one of a client or dialer of the standard
// library, which calls the function in it for whoever uses the client.
func dialsFor(field ssa.Value) bool {
	fa, ok := field.(*ssa.FieldAddr)
	if !ok {
		return false
	}
	for _, name := range [...]string{"Client", "Transport"} {
		if isNamed(fa.X.Type(), "net/http", name) {
			return true
		}
	}
	return isNamed(fa.X.Type(), "net", "Dialer")
}
