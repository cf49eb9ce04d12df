package flow

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A nested field belongs to a struct in a field of another one, and holds what a sibling of
// that holds, wherever the package makes it: c.r = newReader(c.conn), or what it is made of:
// c.r = bufio.NewReader(conf.Conn) beside c.conf = conf.
type nested struct {
	owner *types.Named // of the sibling
	as    *types.Var   // the sibling, a connection or a layer of one
}

// nest finds the nested fields, by their path. None is known before all are, so that the
// order does not matter.
func (t *fieldTable) nest() {
	found := map[string][]nested{}
	for fv, stores := range t.stores {
		n := namedType(fv.Type())
		if n == nil || n.Obj().Pkg() != t.prog.Pkg || structOf(n) == nil || isResource(fv.Type()) {
			continue
		}
		for g := range structOf(n).Fields() {
			if !isResource(g.Type()) {
				continue
			}
			if as, owner := t.alwaysSibling(stores, g.Origin()); as != nil {
				path := "." + t.name(fv) + "." + t.name(g)
				found[path] = append(found[path], nested{owner, as})
			}
		}
	}
	t.nested = found
}

// alwaysSibling is the field that holds what field g of all structs that are stored so
// holds, a sibling of the field that they are stored in.
func (t *fieldTable) alwaysSibling(stores []*ssa.Store, g *types.Var) (as *types.Var, owner *types.Named) {
	for _, s := range stores {
		if isNil(s.Val) {
			continue
		}
		fa := s.Addr.(*ssa.FieldAddr)
		same := t.siblingOf(s, fa, g)
		if same == nil || as != nil && as != same {
			return nil, nil
		}
		as, owner = same, namedType(fa.X.Type())
	}
	if owner == nil {
		return nil, nil
	}
	return as, owner
}

// siblingOf is the field in the struct of fa that holds what field g of what is stored holds.
func (t *fieldTable) siblingOf(s *ssa.Store, fa *ssa.FieldAddr, g *types.Var) *types.Var {
	f := newFunction(t.prog, s.Parent())
	whole := f.place(s.Val)
	inside := f.field(whole, s.Val.Type(), fieldIndex(s.Val.Type(), g))
	given := inside.Root == whole.Root // it is not known what the field holds
	base := f.rawBase(fa.X)
	for h := range structOf(fa.X.Type()).Fields() {
		h = h.Origin()
		if !isConn(h.Type()) && (!isConn(g.Type()) || !isResource(h.Type())) {
			continue
		}
		if !given && inside == f.join(base, "."+t.name(h)) {
			return h
		}
		for _, o := range t.stores[h] {
			to, ok := o.Addr.(*ssa.FieldAddr)
			if ok && o.Parent() == s.Parent() && f.rawBase(to.X) == base && f.place(o.Val) == inside {
				return h
			}
		}
	}
	return nil
}

func fieldIndex(t types.Type, fv *types.Var) int {
	i := 0
	for o := range structOf(t).Fields() {
		if o.Origin() == fv {
			return i
		}
		i++
	}
	return -1
}

// unnested is a path in which nested fields are replaced by what holds the same.
func (f *function) unnested(root ssa.Value, path string) string {
	known := f.prog.fields.nested
	if len(known) == 0 {
		return path
	}
	for i := range len(path) {
		if path[i] != '.' {
			continue
		}
		inner := strings.IndexByte(path[i+1:], '.')
		if inner < 0 {
			break
		}
		end := len(path)
		if next := strings.IndexByte(path[i+1+inner+1:], '.'); next >= 0 {
			end = i + 1 + inner + 1 + next
		}
		for _, n := range known[path[i:end]] {
			if t := f.prog.typeAt(Place{root, path[:i]}); t != nil && namedType(t) == n.owner {
				return f.unnested(root, path[:i]+"."+f.prog.fields.name(n.as)+path[end:])
			}
		}
	}
	return path
}
