package flow

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// An edge is a condition with the value that it has on one side of a branch.
// Conditions that read the same variable or field are the same.
type edge struct {
	cond Place
	on   bool
}

// edgeTo is the edge from a block to its successor succ.
func (f *function) edgeTo(b, succ *ssa.BasicBlock) (edge, bool) {
	br, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok || b.Succs[0] == b.Succs[1] {
		return edge{}, false
	}
	cond, on := br.Cond, succ == b.Succs[0]
	for {
		u, ok := cond.(*ssa.UnOp)
		if !ok || u.Op != token.NOT {
			break
		}
		cond, on = u.X, !on
	}
	if f.prog.fields.changes(cond) {
		return edge{}, false // another time it can be otherwise
	}
	return edge{f.place(cond), on}, true
}

// changes reports whether v is read from a field that is set when others may have the
// struct already.
func (t *fieldTable) changes(v ssa.Value) bool {
	fv := loadedField(v)
	return fv != nil && (t.lent[fv] || slices.ContainsFunc(t.stores[fv], func(s *ssa.Store) bool {
		fa, ok := s.Addr.(*ssa.FieldAddr)
		return !ok || !isFresh(fa.X, s)
	}))
}

// maxEdges is how many enclosing conditions are looked at.
const maxEdges = 4

// edgesTo lists the conditions under which b runs, the nearest first.
func (f *function) edgesTo(b *ssa.BasicBlock) []edge {
	var out []edge
	for b != nil && len(out) < maxEdges {
		up := b.Idom()
		if up != nil && entry(b) == up {
			if e, ok := f.edgeTo(up, b); ok {
				out = append(out, e)
			}
		}
		b = up
	}
	return out
}

// entry is the only block that control comes to b from, those aside that come around
// a loop which b begins; nil if there are more.
func entry(b *ssa.BasicBlock) *ssa.BasicBlock {
	var only *ssa.BasicBlock
	for _, p := range b.Preds {
		if b.Dominates(p) {
			continue
		}
		if only != nil {
			return nil
		}
		only = p
	}
	return only
}

// prune forgets the locks that are only taken when e is not so:
// `if shared { mu.Lock() } … if shared { mu.Unlock() }`.
func (s *state) prune(e edge) {
	for _, v := range slices.Backward(s.held) {
		for _, c := range v.conds {
			if c.cond == e.cond && c.on != e.on {
				s.drop(v.Place)
				break
			}
		}
	}
}
