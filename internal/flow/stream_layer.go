package flow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// layerOf is what result i of a call of another package is a layer around: the one
// stream among the arguments that all streams in its fields are made of. A reader of a
// protocol that is made of a connection waits for that and for nothing else, and the
// deadlines of the connection are its deadlines.
func (f *function) layerOf(c *ssa.CallCommon, i int) (Place, bool) {
	fn := calleeObj(c)
	if fn == nil || fn.Pkg() == nil || fn.Pkg() == f.prog.Pkg || !f.prog.isForeignStruct(c.Signature().Results().At(i).Type()) {
		return Place{}, false
	}
	var below Place
	for _, r := range f.prog.results(c) {
		a := argument(c, r.Param)
		if r.Result != i || r.Field == "" || a == nil || !isResource(a.Type()) {
			continue
		}
		pl := f.join(f.place(a), r.Path)
		if below.known() && pl != below {
			return Place{}, false
		}
		below = pl
	}
	return below, below.known()
}

// layered: a stream that is a parameter comes back as it is, or with a layer around it.
func (f *function) layered(i int) []Result {
	if !isResource(f.ssa.Signature.Results().At(i).Type()) {
		return nil
	}
	var common Ref
	first, bare := true, false
	for _, ret := range f.returns() {
		v := handedOut(ret)[i]
		if isNil(v) {
			continue
		}
		r, isLayer, ok := f.inLayer(v)
		if !ok || !first && common != r {
			return nil
		}
		common, first, bare = r, false, bare || !isLayer
	}
	if !bare {
		return nil // it is the layer's type that matters
	}
	return []Result{{Result: i, Param: common.Param, Path: common.Path}}
}

// inLayer is the parameter that v is, or that is the only stream in the struct that v is:
// one made here, or by a call.
func (f *function) inLayer(v ssa.Value) (r Ref, isLayer, ok bool) {
	pl := f.place(v)
	if r, ok := f.ownParam(pl); ok {
		return r, false, true
	}
	if pl.Path != "" {
		return Ref{}, false, false
	}
	var streams []Ref
	if a, ok := pl.Root.(*ssa.Alloc); ok && !hasOwnStream(a.Type()) {
		for _, res := range f.builtFields(0, a) {
			streams = append(streams, Ref{Param: res.Param, Path: res.Path})
		}
	} else if call, i := callOf(pl.Root); call != nil && (isConn(v.Type()) || f.prog.onlyPasses(call.Call.StaticCallee(), i)) {
		for _, b := range f.keptBy(call, i, isResource) {
			streams = append(streams, b.ref)
		}
	}
	for _, is := range [...]func(types.Type) bool{isConn, isResource} { // a layer may copy what it sees to another stream
		if r, ok := f.only(streams, is); ok {
			return r, true, true
		}
	}
	return Ref{}, false, false
}

// onlyPasses reports whether result i of a function of the package is a struct that passes
// on what its fields do.
func (p *Program) onlyPasses(fn *ssa.Function, i int) bool {
	if fn == nil || fn.Pkg != p.ssa || len(fn.Blocks) == 0 {
		return false
	}
	return !slices.ContainsFunc(p.scratch(fn).returns(), func(ret *ssa.Return) bool {
		v := handedOut(ret)[i]
		if m, ok := v.(*ssa.MakeInterface); ok {
			v = m.X
		}
		return hasOwnStream(v.Type())
	})
}

// hasOwnStream reports whether t, or what it points to, reads or writes by methods of its
// own, which may set deadlines: not by those of an embedded stream.
func hasOwnStream(t types.Type) bool {
	for _, name := range [...]string{"Read", "Write"} {
		m, path, _ := types.LookupFieldOrMethod(t, true, nil, name)
		if _, ok := m.(*types.Func); ok && len(path) == 1 {
			return true
		}
	}
	return false
}

// isForeignStruct reports whether t is a struct of another package, or points to one.
func (p *Program) isForeignStruct(t types.Type) bool {
	n := namedType(t)
	return n != nil && structOf(t) != nil && n.Obj().Pkg() != nil && n.Obj().Pkg() != p.Pkg
}

// isLayer reports whether v, whose place is pl, is a layer that another package has put
// around what is there: its fields are not fields of that.
func (f *function) isLayer(v ssa.Value, pl Place) bool {
	if !f.prog.isForeignStruct(v.Type()) {
		return false
	}
	t := f.prog.typeAt(pl)
	return t != nil && isResource(t) && namedType(t) != namedType(v.Type())
}

// A kept value is one that the package stores in a field of a type, as the function that
// does sees it.
type kept struct {
	in *function
	v  ssa.Value
	of types.Type
}

// keptIn lists the values that the package puts where a path of fields ends: in the last
// of them, or in one on the path, as the result of a constructor that keeps its arguments in
// the rest of it. Of the package's fields only the first ones count,
// as many as own: what a callee found in the others, it has judged.
func (f *function) keptIn(pl Place, own int) []kept {
	t := pl.Root.Type()
	names := strings.Split(pl.Path, ".")[1:]
	for i, name := range names {
		fv := f.prog.fieldNamed(t, name)
		if fv == nil || i >= own && fv.Pkg() == f.prog.Pkg {
			return nil
		}
		if out := f.prog.keptAt(fv, strings.Join(names[i+1:], ".")); len(out) > 0 {
			for j := range out {
				out[j].of = t
			}
			return out
		}
		t = fv.Type()
	}
	return nil
}

func (p *Program) keptAt(fv *types.Var, rest string) []kept {
	var out []kept
	for _, s := range p.fields.values(fv) {
		if rest == "" {
			if !isNil(s.Val) {
				out = append(out, kept{in: p.scratch(s.Parent()), v: s.Val})
			}
			continue
		}
		v := s.Val
		if m, ok := v.(*ssa.MakeInterface); ok {
			v = m.X
		}
		call, i := callOf(v)
		if call == nil || calleeObj(&call.Call) == nil {
			continue
		}
		for _, r := range p.results(&call.Call) {
			if a := argument(&call.Call, r.Param); a != nil && r.Result == i && r.Field == "."+rest && r.Path == "" {
				out = append(out, kept{in: p.scratch(s.Parent()), v: a})
			}
		}
	}
	return out
}

// fieldNamed is the field of a struct that places call by a name.
func (p *Program) fieldNamed(t types.Type, name string) *types.Var {
	st := structOf(t)
	if st == nil {
		return nil
	}
	for fv := range st.Fields() {
		if p.fields.name(fv) == name {
			return p.fields.find(fv.Origin())
		}
	}
	return nil
}

// typesKept lists the types of what the package puts at a place, through its first own
// fields; none if the type that has it sets deadlines on some other connection, which may
// well be the one in there. The last who can tell looks at what is passed to those who put it there.
func (f *function) typesKept(pl Place, own int, dir knowledge.Dir, last bool) []types.Type {
	w := &walk{method: streamMethod(dir), kept: last, seen: map[ssa.Value]bool{}}
	for _, k := range f.keptIn(pl, own) {
		for _, set := range f.prog.settersOf(k.of) {
			if set.dir&dir != 0 && set.class != placeClass(pl) {
				return nil
			}
		}
		k.in.walkSources(k.v, w)
	}
	return w.types
}

// A setter is a call of a method of a type that sets a deadline.
type setter struct {
	dir   knowledge.Dir
	class string // of the connection
}

// settersOf lists the deadlines that the methods of a type set.
func (p *Program) settersOf(t types.Type) []setter {
	if p.setters == nil {
		p.setters = map[*types.TypeName][]setter{}
		for _, fn := range p.declared() {
			p.addSetters(fn)
		}
	}
	n := namedType(t)
	if n == nil {
		return nil
	}
	return p.setters[n.Origin().Obj()]
}

func (p *Program) addSetters(fn *ssa.Function) {
	recv := outermost(fn).Signature.Recv()
	if recv == nil || genericType(recv.Type()) == nil {
		return
	}
	of := genericType(recv.Type()).Obj()
	for c, dir := range deadlineCalls(fn) {
		p.setters[of] = append(p.setters[of], setter{dir, placeClass(p.scratch(fn).place(argument(c, 0)))})
	}
}

// setsDeadlines reports whether the package sets deadlines of a direction on any connection.
func (p *Program) setsDeadlines(dir knowledge.Dir) bool {
	if p.deadlines == nil {
		p.deadlines = new(knowledge.Dir)
		for _, fn := range p.declared() {
			if p.InTest(fn.Pos()) {
				continue
			}
			for _, set := range deadlineCalls(fn) {
				*p.deadlines |= set
			}
		}
	}
	return *p.deadlines&dir != 0
}
