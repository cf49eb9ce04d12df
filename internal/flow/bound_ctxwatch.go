package flow

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
)

// A CtxWatch says that the function starts a goroutine that waits for the context
// parameter Ctx and then calls a function kept in On, its receiver. Whoever has
// such a watcher as a field has it interrupt its other fields; what the function
// does was decided where the watcher was made, mostly in another package.
type CtxWatch struct {
	Ctx int
	On  Ref
}

// watchContext notes that the goroutine t does that.
func (f *function) watchContext(t target) {
	if !f.emitting || t.fn == nil {
		return
	}
	for _, w := range t.fn.wakes() {
		if w.wake.source != done || w.wake.bound.Verdict != finding.Callers {
			continue
		}
		ctx := f.translate(w.wake.bound.On, t)
		r, ok := f.ref(ctx)
		if !ok || r.Param < 0 || r.Path != "" {
			continue
		}
		for _, owner := range t.fn.callbackOwners(w.in) {
			if on, ok := f.ref(f.translate(owner, t)); ok && on.Param == 0 && on.Path == "" && f.ssa.Signature.Recv() != nil {
				f.ctxWatches = append(f.ctxWatches, CtxWatch{r.Param, on})
			}
		}
	}
}

// watchAfter notes that fn, which context.AfterFunc calls, does that.
func (f *function) watchAfter(ctx, fn ssa.Value) {
	if !f.emitting || ctx == nil || f.ssa.Signature.Recv() == nil {
		return
	}
	r, ok := f.ref(f.context(ctx).On)
	if !ok || r.Param < 0 || r.Path != "" {
		return
	}
	for _, t := range f.valueTargets(fn, nil, 0) {
		if t.fn == nil {
			continue
		}
		for _, owner := range t.fn.callbackOwners(nil) {
			if on, ok := f.ref(f.translate(owner, t)); ok && on.Param == 0 && on.Path == "" {
				f.ctxWatches = append(f.ctxWatches, CtxWatch{r.Param, on})
			}
		}
	}
}

// callbackOwners lists the structs of which f calls a field, a function or an
// interface, after the instruction at, if there is one.
func (f *function) callbackOwners(at ssa.Instruction) []Place {
	var out []Place
	for _, b := range f.ssa.Blocks {
		if at != nil && (b == at.Block() || !at.Block().Dominates(b)) {
			continue
		}
		for _, in := range b.Instrs {
			c, ok := in.(*ssa.Call)
			if !ok || fieldOf(c.Call.Value) == nil {
				continue
			}
			if p, ok := f.place(c.Call.Value).parent(); ok && p.known() {
				out = append(out, p)
			}
		}
	}
	return out
}

// applyWatches: x.watcher.Watch(ctx) bounds what waits on the fields of x by
// ctx, and so does newWatcher(handler{conn}).Watch(ctx) what waits on conn.
func (f *function) applyWatches(in ssa.Instruction, t target, s *state) {
	for _, w := range t.sum.Watches {
		arg := t.arg(w.Ctx)
		if arg == nil {
			continue
		}
		b := f.context(arg)
		if b.Verdict == finding.Unbounded {
			continue
		}
		b.ByCtx = b.Verdict == finding.Callers
		b.Pos = in.Pos()
		for _, p := range f.interrupts(f.resolveRef(w.On, t)) {
			s.set(p, watchDir, deadline{bound: b, guarded: configGuard(in.Block())})
		}
	}
}

// interrupts lists what a watcher interrupts: what it is a field of, and the
// connections that its constructor was given.
func (f *function) interrupts(watcher Place) []Place {
	var out []Place
	if owner, ok := watcher.parent(); ok && owner.known() {
		out = append(out, owner)
	}
	made := []ssa.Value{watcher.Root}
	for fv, stores := range f.prog.fields.stores {
		if !strings.HasSuffix(watcher.Path, "."+fv.Name()) {
			continue
		}
		for _, s := range stores {
			if s.Parent() == f.ssa {
				made = append(made, s.Val)
			}
		}
	}
	for _, v := range made {
		c, ok := v.(*ssa.Call)
		if !ok || v == watcher.Root && watcher.Path != "" {
			continue
		}
		for _, arg := range c.Call.Args {
			out = append(out, f.connsIn(arg)...)
		}
	}
	return out
}

// connsIn lists the connections in the fields of a literal.
func (f *function) connsIn(v ssa.Value) []Place {
	if m, ok := v.(*ssa.MakeInterface); ok {
		v = m.X
	}
	a, ok := v.(*ssa.Alloc)
	if !ok || structOf(a.Type()) == nil {
		return nil
	}
	var out []Place
	for i := range structOf(a.Type()).NumFields() {
		if s := fieldStore(a, i); s != nil && isConn(s.Val.Type()) {
			out = append(out, f.place(s.Val))
		}
	}
	return out
}

// isContextTest reports whether a condition asks if a context can end at all:
// ctx != context.Background(), ctx.Done() != nil. Where it can't, there is
// nothing to watch.
func isContextTest(v *ssa.BinOp) bool {
	if v.Op != token.NEQ && v.Op != token.EQL {
		return false
	}
	for _, x := range [...]ssa.Value{v.X, v.Y} {
		c, ok := x.(*ssa.Call)
		if !ok {
			continue
		}
		fn := calleeObj(&c.Call)
		if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "context" {
			continue
		}
		if _, isChan := c.Type().Underlying().(*types.Chan); isChan || isContext(c.Type()) {
			return true
		}
	}
	return false
}
