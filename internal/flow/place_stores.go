package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// soleStore returns the only store to a variable that holds one value all its
// life, such as a parameter that a closure captured.
func soleStore(a *ssa.Alloc) *ssa.Store {
	if _, ok := a.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Struct); ok {
		return soleStructStore(a)
	}
	return onlyStore(a)
}

func onlyStore(a *ssa.Alloc) *ssa.Store {
	var only *ssa.Store
	for _, r := range *a.Referrers() {
		if s, ok := r.(*ssa.Store); ok && s.Addr == a {
			if only != nil {
				return nil
			}
			only = s
		}
	}
	return only
}

// soleStructStore: a struct variable that is copied whole and whose fields are not set apart.
func soleStructStore(a *ssa.Alloc) *ssa.Store {
	for _, r := range *a.Referrers() {
		if fa, ok := r.(*ssa.FieldAddr); ok {
			for _, u := range *fa.Referrers() {
				if s, ok := u.(*ssa.Store); ok && s.Addr == fa {
					return nil
				}
			}
		}
	}
	return onlyStore(a)
}

// fieldStore returns the only store to field i of a struct made here.
func fieldStore(a ssa.Value, i int) *ssa.Store {
	var only *ssa.Store
	for _, r := range *a.Referrers() {
		fa, ok := r.(*ssa.FieldAddr)
		if !ok || fa.Field != i {
			continue
		}
		for _, u := range *fa.Referrers() {
			if s, ok := u.(*ssa.Store); ok && s.Addr == fa {
				if only != nil {
					return nil
				}
				only = s
			}
		}
	}
	return only
}

// fieldStores lists the stores to field i of a struct made here.
func fieldStores(a *ssa.Alloc, i int) []*ssa.Store {
	var out []*ssa.Store
	for _, r := range *a.Referrers() {
		fa, ok := r.(*ssa.FieldAddr)
		if !ok || fa.Field != i {
			continue
		}
		for _, u := range *fa.Referrers() {
			if s, ok := u.(*ssa.Store); ok && s.Addr == fa {
				out = append(out, s)
			}
		}
	}
	return out
}

// storedJustBefore finds the store, earlier in the block, of what v loads from
// a field: d.conn = conn; d.conn.SetDeadline(t).
func storedJustBefore(v *ssa.UnOp) *ssa.Store {
	fa, ok := v.X.(*ssa.FieldAddr)
	if !ok || !isResource(v.Type()) {
		return nil
	}
	var last *ssa.Store
	for _, in := range v.Block().Instrs {
		if in == ssa.Instruction(v) {
			return last
		}
		if s, ok := in.(*ssa.Store); ok {
			if to, ok := s.Addr.(*ssa.FieldAddr); ok && to.X == fa.X && to.Field == fa.Field {
				last = s
			}
		}
	}
	return nil
}

// moveIn gives a field the deadlines of the connection that is stored in it, which
// is one that only this function has had.
func (f *function) moveIn(in *ssa.Store, s *state) {
	fa, ok := in.Addr.(*ssa.FieldAddr)
	if !ok || s.deadlines.isEmpty() || !isConn(in.Val.Type()) {
		return
	}
	from, to := f.place(in.Val), f.field(f.place(fa.X), fa.X.Type(), fa.Field)
	if _, known := f.ref(from); known || from == to {
		return
	}
	s.copyDeadlines(from, to)
}

func (s *state) copyDeadlines(from, to Place) {
	for _, dir := range [...]knowledge.Dir{knowledge.Read, knowledge.Write, roomDir} {
		if d, ok := s.deadlines.get(slot{from, dir}); ok {
			s.set(to, dir, d)
		}
	}
}

// reassign gives a variable the deadlines of what is stored in it, in place of those
// of what was there before.
func (f *function) reassign(in *ssa.Store, s *state) {
	a, ok := in.Addr.(*ssa.Alloc)
	if !ok || s.deadlines.isEmpty() || f.place(in.Val).Root == ssa.Value(a) || f.place(a).Root != ssa.Value(a) || !isResource(in.Val.Type()) {
		return
	}
	for k := range s.deadlines.all {
		if k.place.Root == ssa.Value(a) {
			s.deadlines.remove(k)
		}
	}
	s.copyDeadlines(f.place(in.Val), f.place(a))
}
