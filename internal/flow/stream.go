package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/kind"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// stream emits the events of a read from or write to v, as op says, whatever v is.
func (f *function) stream(in ssa.Instruction, op *knowledge.Op, v ssa.Value, s *state) {
	if v == nil {
		return
	}
	for _, dir := range [...]knowledge.Dir{knowledge.Read, knowledge.Write} {
		if op.Dir&dir == 0 {
			continue
		}
		if to, ok := s.rebound.get(f.place(v)); ok {
			v = to
		}
		for _, v := range elements(v) {
			fit := f.room(in, f.place(v), dir, s)
			if f.emitting {
				f.decideStream(&Event{Dir: dir, Instr: in, On: f.place(v), UnderLock: op.UnderLock, Drains: op.Drains, Packets: op.Packets, Fit: fit, Held: s.held, Released: s.givenUp()}, v, s)
			}
		}
	}
}

// elements lists what a variadic argument holds (io.MultiWriter(f, conn));
// any other value is itself.
func elements(v ssa.Value) []ssa.Value {
	sl, ok := v.(*ssa.Slice)
	if !ok {
		return []ssa.Value{v}
	}
	a, ok := sl.X.(*ssa.Alloc)
	if !ok {
		return []ssa.Value{v}
	}
	var out []ssa.Value
	for _, r := range *a.Referrers() {
		if ia, ok := r.(*ssa.IndexAddr); ok {
			for _, u := range *ia.Referrers() {
				if st, ok := u.(*ssa.Store); ok && st.Addr == ia {
					out = append(out, st.Val)
				}
			}
		}
	}
	return out
}

// decideStream gives e, a read or write of v, its kind and bound, and adds it;
// it reports false, for the caller not to add e itself, always: there may be
// several things that v can be.
func (f *function) decideStream(e *Event, v ssa.Value, s *state) bool {
	if f.prog.isStdio(e.On) {
		return false
	}
	return f.decideTypes(e, f.sourceTypes(v, streamMethod(e.Dir)), v, s)
}

// decideTypes does that for each of the types that what is read from or written to can
// have. Its value is v, or not known here, if a callee reached it through fields.
func (f *function) decideTypes(e *Event, types []types.Type, v ssa.Value, s *state) bool {
	if len(types) > maxSources {
		f.prog.budget.capped["types of a stream"]++
		types = types[:maxSources]
	}
	for _, t := range types {
		one := *e
		if f.ownStream(&one, t, v, s) || f.boundedStream(&one, t) {
			continue
		}
		k, open := streamKind(t, e.Dir)
		if isResponse(t) && e.Dir == knowledge.Write && (f.streamsOut(e.Instr) || f.flushesOut(e.Instr, v)) {
			k = kind.ConnWrite
		}
		one.Kind = k
		switch {
		case k == "" && open && isOpenRoot(e.On):
			one.Bound = f.openBound(e, s)
		case k == "":
			continue
		case isFile(t) && (isEndOfPipe(e.On) || f.isPipeKept(e.On) || f.isOfKernel(e.On)):
			continue // no disk is behind it
		case isFile(t):
			one.Bound = f.fileBound(e.Instr)
		case k == kind.ConnWrite && f.isDatagram(t, v, e.On):
			continue // sent or dropped: the peer is not waited for
		default:
			one.Bound = f.streamBound(e, s)
			if e.Packets {
				f.untilClosed(&one, closingConn)
			}
		}
		f.add(&one)
	}
	return false
}

// openBound is the bound of a read from or write to what callers provide, of which only an
// interface is known: the caller's, unless that has a method for deadlines and was set one here.
func (f *function) openBound(e *Event, s *state) Bound {
	if own := f.deadlineOf(s, e.On, e.Dir); own.Verdict < finding.Callers {
		return own
	}
	return Bound{Verdict: finding.Callers, On: e.On}
}

// streamsOut reports whether in is part of a loop that waits for what there is to send: a
// server has no timeout for such an answer, since that goes on as long as the client likes.
func (f *function) streamsOut(in ssa.Instruction) bool {
	return f.inLoop(in.Block()) && slices.ContainsFunc(f.wakes(), func(w channelWake) bool {
		return reaches(in.Block(), w.in.Block()) && reaches(w.in.Block(), in.Block())
	})
}

// flushesOut reports whether in writes to a response that is kept in a field, and sends it
// at once: it goes on when the handler that it came from no longer writes. Writers around a
// response do so for who has them.
func (f *function) flushesOut(in ssa.Instruction, v ssa.Value) bool {
	if v == nil || fieldOf(v) == nil {
		return false
	}
	if recv := f.ssa.Signature.Recv(); recv != nil && (hasMethod(recv.Type(), "WriteHeader") || hasMethod(recv.Type(), "Write")) {
		return false
	}
	return slices.ContainsFunc(f.ssa.Blocks, func(b *ssa.BasicBlock) bool {
		return slices.ContainsFunc(b.Instrs, func(o ssa.Instruction) bool {
			c, ok := o.(ssa.CallInstruction)
			if !ok || !isMethod(c.Common(), "Flush") || !mayPrecede(in, o) {
				return false
			}
			t := argument(c.Common(), 0).Type()
			return isNamed(t, "net/http", "Flusher") || isNamed(t, "net/http", "ResponseController")
		})
	})
}

// maxSources caps the concrete types that one stream is taken for.
const maxSources = 4

// ownStream uses the methods of a type of this package, which may set the
// deadline themselves, or write somewhere else.
func (f *function) ownStream(e *Event, t types.Type, v ssa.Value, s *state) bool {
	fn := f.prog.method(t, streamMethod(e.Dir))
	if fn == nil {
		return false
	}
	for _, tg := range f.functionTarget(fn, []ssa.Value{v}, nil) {
		if v == nil {
			tg.places = []Place{e.On}
		}
		f.apply(e.Instr, []target{tg}, s, mode{async: e.Async, relayed: e.Relayed})
	}
	return true
}

// boundedStream knows the types whose methods end by themselves.
func (f *function) boundedStream(e *Event, t types.Type) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, streamMethod(e.Dir))
	fn, ok := obj.(*types.Func)
	if !ok {
		return false
	}
	for _, op := range f.prog.Known.Ops[knowledge.FuncOf(fn)] {
		if op.Bounded && op.On == knowledge.Recv && op.Kind != "" {
			e.Kind, e.Bound = op.Kind, Bound{Verdict: finding.Bounded, What: "ends by itself"}
			f.add(e)
			return true
		}
	}
	return false
}

func streamMethod(dir knowledge.Dir) string {
	if dir == knowledge.Write {
		return "Write"
	}
	return "Read"
}

// method returns the method of a concrete type of this package.
func (p *Program) method(t types.Type, name string) *ssa.Function {
	if _, iface := t.Underlying().(*types.Interface); iface {
		return nil
	}
	n := namedType(t)
	if n == nil || n.Obj().Pkg() != p.Pkg {
		return nil
	}
	if n.TypeParams().Len() > 0 {
		return p.declaredMethod(n, name)
	}
	sel := p.ssa.Prog.MethodSets.MethodSet(t).Lookup(p.Pkg, name)
	if sel == nil {
		sel = p.ssa.Prog.MethodSets.MethodSet(types.NewPointer(t)).Lookup(p.Pkg, name)
	}
	if sel == nil {
		return nil
	}
	return p.ssa.Prog.MethodValue(sel)
}

// declaredMethod finds the generic body of a method of an instantiated type.
func (p *Program) declaredMethod(n *types.Named, name string) *ssa.Function {
	obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(n), true, p.Pkg, name)
	fn, ok := obj.(*types.Func)
	if !ok {
		return nil
	}
	return p.ssa.Prog.FuncValue(fn.Origin())
}

func namedType(t types.Type) *types.Named {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, _ := types.Unalias(t).(*types.Named)
	return n
}

// deadlineOf looks up what bounds an operation on p: a deadline of its
// direction, or a watchdog, on p or on what p is a part of.
func (f *function) deadlineOf(s *state, p Place, dirs knowledge.Dir) Bound {
	var out Bound
	found := false
	for _, dir := range [...]knowledge.Dir{knowledge.Read, knowledge.Write} {
		if dirs&dir == 0 {
			continue
		}
		b, ok := f.slotBound(s, p, dir, 0)
		if !ok {
			b = Bound{Verdict: finding.Unbounded}
			if isOpenRoot(p) {
				b = Bound{Verdict: finding.Callers, On: p}
			}
		}
		if !found || b.Verdict > out.Verdict {
			out, found = b, true
		}
	}
	return out
}

// slotBound is the best bound on p or on what p is a part of; of a variable that
// is one or the other, the worst of theirs.
func (f *function) slotBound(s *state, p Place, dir knowledge.Dir, depth int) (Bound, bool) {
	var best Bound
	found, path := false, p.Path
	for {
		for _, d := range [...]knowledge.Dir{dir, watchDir} {
			if e, ok := s.deadlines.get(slot{p, d}); ok && (!found || e.bound.Verdict < best.Verdict) {
				best, found = e.bound, true
			}
		}
		parent, ok := p.parent()
		if !ok {
			break
		}
		p = parent
	}
	phi, ok := p.Root.(*ssa.Phi)
	if found || !ok || depth > maxEither {
		return best, found
	}
	for _, e := range phi.Edges {
		if isNil(e) {
			continue
		}
		b, ok := f.slotBound(s, f.join(f.place(e), path), dir, depth+1)
		if !ok {
			return Bound{}, false
		}
		if !found || b.Verdict > best.Verdict {
			best, found = b, true
		}
	}
	return best, found
}
