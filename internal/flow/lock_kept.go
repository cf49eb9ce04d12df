package flow

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A wayOut is a return of a function, and the locks that it holds there.
type wayOut struct {
	ret    *ssa.Return
	held   []*Hold // on some path
	surely []*Hold // on all paths
}

// A Kept is a lock that a function gives back on one of its ways out, and keeps on
// another.
type Kept struct {
	*Hold
	Func   string    // that keeps it
	Return token.Pos // where
	Fails  bool      // because it failed
}

// Kept lists the locks that a function forgot to give back: on another way out it does,
// and nobody in the package unlocks a mutex like that for somebody else.
func (p *Program) Kept() []Kept {
	var out []Kept
	for _, f := range p.order {
		for _, w := range f.waysOut {
			for _, h := range w.surely {
				if !h.Try && h.Class != "" && h.Place.known() && f.frees(h) && !p.isHandedOn(handed{h.Class, h.Reader}) {
					out = append(out, Kept{h, f.declared(), f.endOf(w.ret), f.fails(w.ret)})
				}
			}
		}
	}
	return out
}

// frees reports whether a lock is given back on a way from where it was taken.
func (f *function) frees(h *Hold) bool {
	return slices.ContainsFunc(f.waysOut, func(w wayOut) bool {
		isHeld := slices.ContainsFunc(w.held, func(o *Hold) bool { return o.Place == h.Place })
		return !isHeld && reaches(h.Instr.Block(), w.ret.Block())
	})
}

// endOf is where a return is, or the end of the function, which needs none.
func (f *function) endOf(r *ssa.Return) token.Pos {
	if r.Pos().IsValid() || f.ssa.Syntax() == nil {
		return r.Pos()
	}
	return f.ssa.Syntax().End() - 1
}

// handOn notes that in unlocks a mutex that its function does not hold: somebody else
// took it, as is meant. A literal that is only deferred belongs to the function around it.
func (f *function) handOn(m mutexOp) {
	if f.ssa.Parent() == nil || !isOnlyDeferred(f.ssa) {
		f.prog.handedOn[handed{f.mutexClass(m.addr, 0), m.reader}] = true
	}
}

func isOnlyDeferred(fn *ssa.Function) bool {
	for _, r := range *fn.Referrers() {
		if c, ok := r.(*ssa.MakeClosure); ok {
			for _, u := range *c.Referrers() {
				if _, ok := u.(*ssa.Defer); !ok {
					return false
				}
			}
		} else if _, ok := r.(*ssa.Defer); !ok {
			return false
		}
	}
	return true
}

// handed is the locks of a class that one of the two unlocks gives back.
type handed struct {
	class  string
	reader bool
}

// isHandedOn reports whether locks are given back by others than those who took them: by
// functions that do not hold them, or through values such as mu.Unlock.
func (p *Program) isHandedOn(h handed) bool {
	if p.handedOn[h] {
		return true
	}
	for _, f := range p.order {
		for _, b := range f.ssa.Blocks {
			for _, in := range b.Instrs {
				c, ok := in.(*ssa.MakeClosure)
				if !ok || len(c.Bindings) != 1 {
					continue
				}
				m, ok := c.Fn.(*ssa.Function).Object().(*types.Func)
				if !ok {
					continue
				}
				if op := mutexMethods[m.Name()]; op.unlock && op.reader == h.reader && f.mutexClass(c.Bindings[0], 0) == h.class {
					return true
				}
			}
		}
	}
	return false
}
