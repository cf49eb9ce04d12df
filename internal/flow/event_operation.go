package flow

import (
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/kind"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// What ends the loops of servers.
const (
	closingListener = "closing the listener"
	closingConn     = "closing the connection"
)

// operation emits the event of a table row.
func (f *function) operation(in ssa.Instruction, c *ssa.CallCommon, op *knowledge.Op, s *state) {
	on := f.operand(c, op.On)
	if op.Kind == "" {
		if !slices.ContainsFunc(c.Args, isBuffered) {
			f.stream(in, op, on, s)
		}
		return
	}
	var fit Fit
	if on != nil && (op.Kind == kind.ConnRead || op.Kind == kind.ConnWrite) {
		fit = f.room(in, f.carrier(on, op.Dir, s), op.Dir, s)
	}
	if !f.emitting || isFalse(f.operand(c, op.If)) {
		return
	}
	e := &Event{Kind: op.Kind, Fit: fit, Dir: awaited(op), Instr: in, Op: op, UnderLock: op.UnderLock, Held: s.held, Released: s.givenUp()}
	if on != nil {
		e.On = f.carrier(on, op.Dir, s)
		if f.prog.isStdio(e.On) {
			return
		}
	}
	f.bound(e, in, c, op, s)
	f.boundByKind(e, in, c, on, s)
	f.add(e)
}

// boundProcess gives e what else ends a process.
func (f *function) boundProcess(e *Event, in ssa.Instruction, cmd ssa.Value) {
	switch {
	case e.Bound.Verdict <= finding.Cancellable || !e.On.known():
	case f.interactive(cmd):
		e.Bound = Bound{Verdict: finding.Cancellable, What: "the person at the terminal"}
	case f.isInstant(cmd):
		e.Bound = Bound{Verdict: finding.Bounded, What: "a program that ends at once"}
	case f.killed(in, e.On):
		e.Bound = Bound{Verdict: finding.Bounded, What: "a process that was killed"}
	}
}

// boundHandshake gives e why a handshake waits for nobody.
func (f *function) boundHandshake(e *Event, conn ssa.Value) {
	switch {
	case hasShakenHands(e.On):
		e.Bound = Bound{Verdict: finding.Bounded, What: "the handshake that the dial made"}
	case f.readsAtHand(conn):
		e.Bound = Bound{Verdict: finding.Bounded, What: "what is at hand"}
	}
}

// boundByKind gives e what else ends an operation of its kind.
func (f *function) boundByKind(e *Event, in ssa.Instruction, c *ssa.CallCommon, on ssa.Value, s *state) {
	switch e.Kind {
	case kind.ConnWrite:
		if room, ok := f.fits(e.Fit, e.On, s); ok && e.Bound.Verdict >= finding.Callers && !e.Bound.ByCtx {
			e.Bound = room
		}
	case kind.DiskWrite:
		if b := f.fileBound(in); b.Verdict < e.Bound.Verdict {
			e.Bound = b
		}
	case kind.Exec:
		f.boundProcess(e, in, on)
	case kind.Handshake:
		f.boundHandshake(e, on)
	case kind.SQL:
		if f.prog.embeds {
			e.Bound = embedded
		}
	case kind.HTTPServer:
		if f.servesLocally(c) {
			e.Bound = Bound{Verdict: finding.Cancellable, What: "clients on the same machine"}
		}
	case kind.Dial:
		f.boundDial(e, c, len(s.held) > 0)
	case kind.Accept:
		f.untilClosed(e, closingListener)
	case kind.Wait:
		e.Blocks = e.Bound.Verdict >= finding.Cancellable
		e.Inner = e.Op.Name == "Wait" && e.Op.Recv == "Cond" && e.Op.Pkg == "sync"
		if e.Op.Name == "Shutdown" && e.Blocks && f.nobodyWaits(in, s.held) {
			e.Bound, e.Blocks = Bound{Verdict: finding.Cancellable, What: "the end of the program"}, false
		}
		e.leaveInner()
	}
}

// isFalse reports whether an argument, if there is one, is the constant.
func isFalse(arg ssa.Value) bool {
	c, ok := arg.(*ssa.Const)
	return ok && c.Value != nil && c.Value.Kind() == constant.Bool && !constant.BoolVal(c.Value)
}

// untilClosed: what takes in one peer after the other goes on until it is closed.
func (f *function) untilClosed(e *Event, closing string) {
	if e.Bound.Verdict > finding.Cancellable && f.inLoop(e.Instr.Block()) {
		e.Bound = Bound{Verdict: finding.Cancellable, What: closing}
	}
}

// bound gives e the best of the bounds that its row names.
func (f *function) bound(e *Event, in ssa.Instruction, c *ssa.CallCommon, op *knowledge.Op, s *state) {
	e.Bound = Bound{Verdict: finding.Unbounded}
	if op.Bounded || op.Kind == kind.Dial && f.dialsAtOnce(c) || op.Name == "Flock" && tries(argument(c, 1), 0) || f.prog.writesAtOnce(op) || f.namesKernel(c) {
		e.Bound = Bound{Verdict: finding.Bounded, What: "ends by itself"}
		return
	}
	better := func(b Bound, byCtx bool) {
		if b.Verdict < e.Bound.Verdict || b.Verdict == finding.Unbounded && e.Bound.Verdict == b.Verdict && (e.Bound.What == "" || b.AtLiteral) {
			e.Bound = b
			e.Bound.ByCtx = (byCtx || b.ByCtx) && b.Verdict == finding.Callers
		}
	}
	if arg := f.operand(c, op.Ctx); arg != nil {
		better(f.context(arg), true)
	}
	if arg := f.operand(c, op.Timeout); arg != nil {
		b, ok := f.unsetByDefault(arg)
		if !ok {
			b = f.timeoutBound(arg)
		}
		b.Pos = in.Pos()
		better(b, false)
	}
	if op.Option != "" {
		better(f.optionBound(c, op), false)
	}
	if on := f.operand(c, op.On); on != nil {
		if op.Field != "" {
			b := f.fieldBound(on, op.Field)
			if b.byDefault {
				e.fallback = b.Pos
			}
			b.AtLiteral = b.Verdict == finding.Unbounded && !b.byDefault && f.hasLiteralRow(e.On, on)
			better(b, false)
		}
		if e.Dir != 0 {
			better(f.deadlineOf(s, e.On, e.Dir), false)
			better(f.ownDeadlines(on, e.Dir), false)
		}
	}
}

// awaited is the direction whose deadline bounds an operation: what a handshake writes fits
// into the send buffer.
func awaited(op *knowledge.Op) knowledge.Dir {
	if op.Kind == kind.Handshake {
		return op.Dir & knowledge.Read
	}
	return op.Dir
}

// hasLiteralRow reports whether what lacks a timeout is a literal here, of a
// type for which that is a finding.
func (f *function) hasLiteralRow(p Place, on ssa.Value) bool {
	if g, ok := p.Root.(*ssa.Global); ok && g.Pkg != f.prog.ssa {
		return false
	}
	n := namedType(inside(on).Type())
	if n == nil || n.Obj().Pkg() == nil {
		return false
	}
	_, ok := f.prog.Known.Literals[[2]string{n.Obj().Pkg().Path(), n.Obj().Name()}]
	return ok
}

// timeoutBound evaluates an argument that is a duration or a time.
func (f *function) timeoutBound(arg ssa.Value) Bound {
	sp := f.duration
	if isNamed(arg.Type(), "time", "Time") {
		sp = f.instant
	}
	return sp(arg).bound("timeout")
}

// bound is the verdict of a wait that ends after s.
func (s span) bound(what string) Bound {
	switch {
	case s.zero:
		return Bound{Verdict: finding.Unbounded, What: "a timeout of zero"}
	case s.maybe:
		return Bound{Verdict: finding.Conditional, Dur: s.dur, Name: s.name, What: what}
	}
	return Bound{Verdict: finding.Bounded, Dur: s.dur, Name: s.name, What: what}
}

// fieldBound evaluates the fields of a struct (net.Dialer.Timeout) of which
// any that is not zero bounds the operation.
func (f *function) fieldBound(on ssa.Value, names string) Bound {
	root := f.place(on)
	switch r := root.Root.(type) {
	case *ssa.Alloc:
		if root.Path == "" {
			return f.literalBound(r, names)
		}
	case *ssa.Const:
		return Bound{Verdict: finding.Unbounded}
	case *ssa.Global:
		if b, ok := f.globalBound(r, names); ok {
			return b
		}
	}
	if b, ok := f.defaultBound(on); ok {
		return b
	}
	if b, ok := f.keptBound(on, names); ok {
		return b
	}
	// Somebody else made it, and may have set the field.
	return Bound{Verdict: finding.Cancellable, What: "a " + strings.Split(names, ",")[0] + " set elsewhere", Elsewhere: true}
}

// globalBound evaluates the fields of a package variable: of this package, by
// what is stored there; of the standard library, they are unset.
func (f *function) globalBound(g *ssa.Global, names string) (Bound, bool) {
	out := Bound{Verdict: finding.Unbounded, What: g.Name() + " has no timeout"}
	if g.Pkg != f.prog.ssa {
		return out, !hasHost(g.Pkg.Pkg.Path())
	}
	for _, s := range f.prog.fields.globals[g] {
		fa, ok := s.Addr.(*ssa.FieldAddr)
		if !ok {
			if a, ok := s.Val.(*ssa.Alloc); ok { // a pointer to a literal
				return f.prog.scratch(s.Parent()).literalBound(a, names), true
			}
			return Bound{}, false
		}
		fv := structOf(fa.X.Type()).Field(fa.Field)
		if !hasWord(names, fv.Name()) {
			continue
		}
		if b := f.prog.scratch(s.Parent()).fieldValueBound(s.Val, fv); b.Verdict < out.Verdict {
			out = b
			out.Pos = s.Pos()
		}
	}
	return out, true
}

func (f *function) literalBound(a *ssa.Alloc, names string) Bound {
	st := structOf(a.Type())
	out := Bound{Verdict: finding.Unbounded}
	if st == nil {
		return out
	}
	for i := range st.NumFields() {
		if !hasWord(names, st.Field(i).Name()) {
			continue
		}
		for _, store := range fieldStores(a, i) {
			b := f.fieldValueBound(store.Val, st.Field(i))
			if configGuard(store.Block()) && b.Verdict == finding.Bounded {
				b.Verdict = finding.Conditional
			}
			if b.Verdict < out.Verdict {
				out = b
				out.Pos = store.Pos()
			}
		}
	}
	return out
}

func (f *function) fieldValueBound(v ssa.Value, fv *types.Var) Bound {
	if b, ok := f.unsetByDefault(v); ok {
		return b
	}
	switch {
	case isNamed(fv.Type(), "time", "Time"):
		return f.instant(v).bound(fv.Name())
	case isNamed(fv.Type(), "time", "Duration"):
		return f.duration(v).bound(fv.Name())
	}
	// A nested dialer: it has the same fields.
	if structOf(fv.Type()) != nil {
		return f.fieldBound(v, "Timeout,Deadline")
	}
	return Bound{Verdict: finding.Bounded, What: fv.Name()}
}

func hasWord(list, word string) bool {
	return slices.Contains(strings.Split(list, ","), word)
}

// isPipe: one end of a pipe in the process, whose other end is closed with whatever has it.
func isPipe(p Place) bool {
	c, _ := callOf(p.Root)
	if c == nil || p.Path != "" {
		return false
	}
	fn := calleeObj(&c.Call)
	return fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "net" && fn.Name() == "Pipe"
}

// isBuffered reports whether v is what a bufio.Reader has at hand: who asks for
// as much waits for nothing.
func isBuffered(v ssa.Value) bool {
	c, ok := v.(*ssa.Call)
	if !ok {
		return false
	}
	fn := calleeObj(&c.Call)
	return fn != nil && fn.Name() == "Buffered" && fn.Pkg() != nil && fn.Pkg().Path() == "bufio"
}
