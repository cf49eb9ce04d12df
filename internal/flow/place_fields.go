package flow

import (
	"go/types"
	"slices"
	"sort"

	"golang.org/x/tools/go/ssa"
)

// A fieldTable knows, for each struct field, what the package stores in it,
// and which fields of a struct hold the same resource.
type fieldTable struct {
	prog   *Program
	stores map[*types.Var][]*ssa.Store
	alias  map[*types.Var]*types.Var // union-find over fields of one resource
	nested map[string][]nested
	// updates has what the package stores in fields that are maps, by key.
	updates map[*types.Var][]*ssa.MapUpdate
	// sent has the channels that the package sends over others, by the names of those.
	sent map[string][]passed
	// made has the makes of channels, by what they carry.
	made map[string][]*ssa.MakeChan
	// globals has what is stored in package variables, whole or by field.
	globals map[*ssa.Global][]*ssa.Store
	// called has the fields whose functions the package calls.
	called map[*types.Var]bool
	// lent has the fields whose address is used.
	lent map[*types.Var]bool
	// stdio has those of onlyStdio, nil before it is asked for.
	stdio map[types.Object]bool
}

func newFieldTable(p *Program, fns []*ssa.Function) *fieldTable {
	t := &fieldTable{prog: p, stores: map[*types.Var][]*ssa.Store{}, updates: map[*types.Var][]*ssa.MapUpdate{}, alias: map[*types.Var]*types.Var{}, sent: map[string][]passed{}, made: map[string][]*ssa.MakeChan{}, globals: map[*ssa.Global][]*ssa.Store{}, called: map[*types.Var]bool{}, lent: map[*types.Var]bool{}}
	p.fields = t // places need the names found so far
	for _, fn := range fns {
		for _, b := range fn.Blocks {
			for _, in := range b.Instrs {
				switch in := in.(type) {
				case *ssa.Store:
					t.addStore(in)
				case *ssa.FieldAddr:
					t.addLent(in)
				case *ssa.MakeChan:
					t.addMade(in)
				case *ssa.Send:
					t.addSent(fn, in.Chan, in.X)
				case *ssa.Select:
					for _, st := range in.States {
						t.addSent(fn, st.Chan, st.Send)
					}
				case *ssa.MapUpdate:
					if fv := fieldOf(in.Map); fv != nil && !p.InTest(fn.Pos()) {
						t.updates[fv] = append(t.updates[fv], in)
					}
				case ssa.CallInstruction:
					if fv := fieldOf(in.Common().Value); fv != nil && !p.InTest(fn.Pos()) {
						t.called[fv] = true
					}
				}
			}
		}
	}
	for _, fn := range fns {
		t.unify(fn)
	}
	t.nest()
	return t
}

// addStore notes a store to a field or package variable. What tests put into
// the program's own variables (mocks, small timeouts) is not what runs.
func (t *fieldTable) addStore(s *ssa.Store) {
	inTest := t.prog.InTest(s.Parent().Pos())
	addr := s.Addr
	if fa, ok := addr.(*ssa.FieldAddr); ok {
		fv := structOf(fa.X.Type()).Field(fa.Field).Origin()
		if !inTest || t.prog.InTest(fv.Pos()) {
			t.stores[fv] = append(t.stores[fv], s)
		}
		addr = fa.X
	}
	if u, ok := addr.(*ssa.UnOp); ok {
		addr = u.X
	}
	if g, ok := addr.(*ssa.Global); ok && (!inTest || t.prog.InTest(g.Pos())) {
		t.globals[g] = append(t.globals[g], s)
	}
}

// name is the canonical name of a field: that of the first among its aliases.
func (t *fieldTable) name(fv *types.Var) string { return t.find(fv.Origin()).Name() }

func (t *fieldTable) find(fv *types.Var) *types.Var {
	for {
		up, ok := t.alias[fv]
		if !ok {
			return fv
		}
		fv = up
	}
}

// unify makes aliases of the fields of one struct in which fn stores the same
// resource: c.conn = conn and c.text = textproto.NewConn(conn).
func (t *fieldTable) unify(fn *ssa.Function) {
	type slot struct{ base, origin Place }
	var first map[slot]*types.Var
	f := newFunction(t.prog, fn)
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			s, ok := in.(*ssa.Store)
			if !ok {
				continue
			}
			fa, ok := s.Addr.(*ssa.FieldAddr)
			if !ok {
				continue
			}
			fv := structOf(fa.X.Type()).Field(fa.Field).Origin()
			base, origin := f.rawBase(fa.X), t.shared(f.place(s.Val))
			if !isResource(s.Val.Type()) && !f.isLayer(s.Val, origin) {
				continue
			}
			if _, isConst := origin.Root.(*ssa.Const); isConst {
				continue
			}
			if first == nil {
				first = map[slot]*types.Var{}
			}
			if same := t.sibling(fa, base, origin); same != nil {
				t.union(same, fv)
			} else if g := first[slot{base, origin}]; g != nil {
				t.union(g, fv)
			} else {
				first[slot{base, origin}] = fv
			}
		}
	}
}

// shared is origin, or the same of another parameter, if whoever calls the function passes one
// thing as both: newClient(conn, conn).
func (t *fieldTable) shared(origin Place) Place {
	param, ok := origin.Root.(*ssa.Parameter)
	if !ok {
		return origin
	}
	params, calls := param.Parent().Params, t.prog.sites.calls[param.Parent()]
	i := slices.Index(params, param)
	for j, other := range params[:i] {
		differ := func(c ssa.CallInstruction) bool { return inside(c.Common().Args[i]) != inside(c.Common().Args[j]) }
		if len(calls) > 0 && !slices.ContainsFunc(calls, differ) {
			return Place{other, origin.Path}
		}
	}
	return origin
}

// inside is what was put into an interface.
func inside(v ssa.Value) ssa.Value {
	switch w := v.(type) {
	case *ssa.MakeInterface:
		return inside(w.X)
	case *ssa.ChangeInterface:
		return inside(w.X)
	}
	return v
}

// rawBase is the struct that a field belongs to, as a place.
func (f *function) rawBase(v ssa.Value) Place {
	if a, ok := v.(*ssa.Alloc); ok {
		return Place{Root: a}
	}
	return f.place(v)
}

// sibling finds the field of the same struct that origin was read from:
// c.br = bufio.NewReader(c.conn).
func (t *fieldTable) sibling(fa *ssa.FieldAddr, base, origin Place) *types.Var {
	if origin.Root != base.Root || len(origin.Path) <= len(base.Path) {
		return nil
	}
	rest := origin.Path[len(base.Path):]
	st := structOf(fa.X.Type())
	for field := range st.Fields() {
		if g := field.Origin(); rest == "."+t.name(g) && isResource(g.Type()) {
			return g
		}
	}
	return nil
}

// union joins two classes; the name of the one with the shorter, then smaller
// name stays, so that the result does not depend on order.
func (t *fieldTable) union(a, b *types.Var) {
	a, b = t.find(a), t.find(b)
	if a == b {
		return
	}
	v := []*types.Var{a, b}
	sort.SliceStable(v, func(i, j int) bool {
		x, y := v[i], v[j]
		if cx, cy := isConn(x.Type()), isConn(y.Type()); cx != cy {
			return cx
		}
		return x.Pos() < y.Pos()
	})
	t.alias[v[1]] = v[0]
}

// values returns what the package stores in a field, with the function that
// stores it.
func (t *fieldTable) values(fv *types.Var) []*ssa.Store { return t.stores[fv.Origin()] }

// fieldOf returns the struct field that v was read from.
func fieldOf(v ssa.Value) *types.Var {
	switch v := v.(type) {
	case *ssa.UnOp:
		return fieldOf(v.X)
	case *ssa.FieldAddr:
		return structOf(v.X.Type()).Field(v.Field).Origin()
	case *ssa.Field:
		return structOf(v.X.Type()).Field(v.Field).Origin()
	case *ssa.ChangeInterface:
		return fieldOf(v.X)
	case *ssa.MakeInterface:
		return fieldOf(v.X)
	case *ssa.ChangeType:
		return fieldOf(v.X)
	case *ssa.TypeAssert:
		return fieldOf(v.X)
	}
	return nil
}
