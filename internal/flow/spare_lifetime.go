package flow

import (
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
)

// A lifetimes is the functions that only run while a service is opened, when nobody
// else has it yet, or while it is closed, when nobody needs it any more. A service is
// what has goroutines of its own: a database, not a file.
type lifetimes struct{ opening, closing map[*ssa.Function]bool }

// lifetimes are those of the services that exported functions of the package open.
func (p *Program) lifetimes() lifetimes {
	l := lifetimes{map[*ssa.Function]bool{}, map[*ssa.Function]bool{}}
	if p.Pkg.Name() == "main" {
		return l
	}
	starters := p.starters()
	if len(starters) == 0 {
		return l
	}
	b := &between{newUses(p), map[*types.Named]bool{}, map[*ssa.Function]bool{}}
	for _, f := range p.order {
		n := opened(f.ssa)
		if starters[n] == nil || p.InTest(f.ssa.Pos()) {
			continue
		}
		reached := map[*ssa.Function]bool{}
		b.uses.reach(f.ssa, reached)
		if slices.ContainsFunc(starters[n], func(fn *ssa.Function) bool { return reached[fn] }) {
			b.services[n] = true
			maps.Copy(l.opening, reached)
		}
	}
	if len(b.services) == 0 {
		return l
	}
	b.fill(p)
	for _, f := range p.order {
		if isClose(f.ssa) && b.services[genericType(f.ssa.Signature.Recv().Type())] {
			b.uses.reach(f.ssa, l.closing)
		}
	}
	for fn := range b.used {
		delete(l.opening, fn)
		delete(l.closing, fn)
	}
	return l
}

// Between is the time in which services run: what other exported functions, goroutines
// or callbacks get to.
type between struct {
	uses     *uses
	services map[*types.Named]bool
	used     map[*ssa.Function]bool
}

func (b *between) fill(p *Program) {
	called := p.direct()
	for _, f := range p.order {
		if p.InTest(f.ssa.Pos()) {
			continue
		}
		if !called[f.ssa] || isOpenToOthers(f.ssa) && b.service(f.ssa) == nil {
			b.reach(f.ssa)
		}
		for _, run := range f.launched {
			for _, t := range run.targets {
				if t.fn != nil {
					b.reach(t.fn.ssa)
				}
			}
		}
	}
}

// reach adds fn and what it mentions. A service that opens another one of its own kind
// does so for somebody else; those of another kind are its parts.
func (b *between) reach(fn *ssa.Function) {
	if b.used[fn] {
		return
	}
	b.used[fn] = true
	recv := outermost(fn).Signature.Recv()
	for _, m := range b.uses.mentions[fn] {
		if n := b.service(m); n == nil || recv == nil || genericType(recv.Type()) != n {
			b.reach(m)
		}
	}
}

// service is the type that fn opens or closes.
func (b *between) service(fn *ssa.Function) *types.Named {
	n := opened(fn)
	if isClose(fn) {
		n = genericType(fn.Signature.Recv().Type())
	}
	if !b.services[n] {
		return nil
	}
	return n
}

// opened is the type of which an exported function makes an object.
func opened(fn *ssa.Function) *types.Named {
	res := fn.Signature.Results()
	if fn.Signature.Recv() != nil || !isOpenToOthers(fn) || res.Len() == 0 {
		return nil
	}
	ptr, ok := res.At(0).Type().(*types.Pointer)
	if !ok {
		return nil
	}
	n := genericType(ptr.Elem())
	if n == nil || n.Obj().Pkg() != fn.Object().Pkg() {
		return nil
	}
	return n
}

// isOpenToOthers reports whether other packages can name fn.
func isOpenToOthers(fn *ssa.Function) bool {
	if fn.Object() == nil || !fn.Object().Exported() {
		return false
	}
	recv := fn.Signature.Recv()
	if recv == nil {
		return true
	}
	n := genericType(recv.Type())
	return n == nil || n.Obj().Exported()
}

// isClose reports whether fn is the method of io.Closer.
func isClose(fn *ssa.Function) bool {
	return fn.Signature.Recv() != nil && fn.Name() == "Close" && fn.Signature.Params().Len() == 0 && fn.Object() != nil
}

// starters lists, for each type, the functions that start a goroutine which has a pointer
// to an object of it.
func (p *Program) starters() map[*types.Named][]*ssa.Function {
	out := map[*types.Named][]*ssa.Function{}
	for _, f := range p.order {
		for _, run := range f.launched {
			g, ok := run.instr.(*ssa.Go)
			if !ok {
				continue
			}
			has := g.Call.Args
			if mc, ok := g.Call.Value.(*ssa.MakeClosure); ok {
				has = slices.Concat(has, mc.Bindings)
			}
			for _, v := range has {
				if n := pointedType(v.Type()); n != nil {
					out[n] = append(out[n], f.ssa)
				}
			}
		}
	}
	return out
}

// pointedType is the type that t, or a variable that t is the address of, points to.
func pointedType(t types.Type) *types.Named {
	ptr, ok := t.(*types.Pointer)
	if !ok {
		return nil
	}
	if n := pointedType(ptr.Elem()); n != nil {
		return n
	}
	return genericType(ptr.Elem())
}

// spares reports whether e only makes wait whoever opens a service, outside of locks.
func (l lifetimes) spares(e *Event) bool {
	return e.Kind.OnDisk() && len(e.Held) == 0 && e.within(l.opening, map[*Event]bool{})
}

// release forgets the locks around e that nobody needs any more, since what they belong
// to is closed.
func (l lifetimes) release(e *Event) {
	if e.Kind.OnDisk() && len(e.Held) > 0 && e.within(l.closing, map[*Event]bool{}) {
		e.Held = slices.DeleteFunc(slices.Clone(e.Held), func(h *Hold) bool {
			_, shared := h.Place.Root.(*ssa.Global)
			return !shared
		})
	}
}

// whoOpens is the bound of what is spared.
var whoOpens = Bound{Verdict: finding.Cancellable, What: "whoever opens it"}
