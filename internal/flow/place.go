package flow

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A Place is an access path: a root value and the fields that lead from it to
// a resource. Pointers are followed silently, and fields of one struct that
// hold the same resource (a connection and the reader made of it) share a
// name, so equal places mean the same resource.
type Place struct {
	Root ssa.Value
	Path string // ".conn", ".srv.mu"; elements of containers are "[]"
}

func (pl Place) known() bool { return pl.Root != nil }

// Known reports whether the place of a resource could be found.
func (pl Place) Known() bool { return pl.known() }

// Many reports whether pl stands for many resources: the elements of a container.
func (pl Place) Many() bool { return strings.Contains(pl.Path, "[]") }

// InLoop reports whether pl may be another resource each time that in runs:
// its root is found anew in the loop that in is part of.
func (pl Place) InLoop(in ssa.Instruction) bool {
	root, ok := pl.Root.(ssa.Instruction)
	if !ok || root.Block() == nil || in.Parent() != root.Parent() {
		return false
	}
	if _, isVar := pl.Root.(*ssa.Alloc); isVar {
		return false
	}
	return reaches(in.Block(), root.Block())
}

// depth is the number of fields in the path.
func (pl Place) depth() int { return strings.Count(pl.Path, ".") }

// parent is the struct that pl is a field of.
func (pl Place) parent() (Place, bool) {
	i := strings.LastIndexByte(pl.Path, '.')
	if i < 0 {
		return Place{}, false
	}
	return Place{pl.Root, pl.Path[:i]}, true
}

// maxPath bounds the length of a path: recursive data structures are cut.
const maxPath = 96

// place returns the place of v.
func (f *function) place(v ssa.Value) Place {
	if pl, ok := f.places[v]; ok {
		return f.final(pl)
	}
	f.places[v] = Place{Root: v} // stops at cycles
	f.lookups = append(f.lookups, v)
	pl := f.findPlace(v)
	f.lookups = f.lookups[:len(f.lookups)-1]
	f.places[v] = pl
	return pl
}

// final replaces a root that was still being looked up when pl was found.
func (f *function) final(pl Place) Place {
	switch pl.Root.(type) {
	case *ssa.Phi, *ssa.Call, *ssa.Extract:
		if root, ok := f.places[pl.Root]; ok && root.Root != pl.Root {
			return f.join(root, pl.Path)
		}
	}
	return pl
}

func (f *function) findPlace(v ssa.Value) Place {
	switch v := v.(type) {
	case *ssa.Alloc:
		return f.varPlace(v)
	case *ssa.UnOp:
		if v.Op == token.MUL {
			if s := storedJustBefore(v); s != nil {
				return f.place(s.Val)
			}
			return f.place(v.X)
		}
	case *ssa.FieldAddr:
		return f.field(f.place(v.X), v.X.Type(), v.Field)
	case *ssa.Field:
		return f.field(f.place(v.X), v.X.Type(), v.Field)
	case *ssa.IndexAddr:
		return element(f.place(v.X))
	case *ssa.Index:
		return element(f.place(v.X))
	case *ssa.Lookup:
		return element(f.place(v.X))
	case *ssa.MakeInterface:
		return f.place(v.X)
	case *ssa.ChangeInterface:
		return f.place(v.X)
	case *ssa.ChangeType:
		return f.place(v.X)
	case *ssa.Convert:
		return f.place(v.X)
	case *ssa.TypeAssert:
		return f.place(v.X)
	case *ssa.Slice:
		return f.place(v.X)
	case *ssa.Extract:
		return f.extractPlace(v)
	case *ssa.Call:
		if pl, ok := f.resultPlace(&v.Call, 0); ok {
			return pl
		}
	case *ssa.Phi:
		return f.phiPlace(v)
	}
	return Place{Root: v}
}

// atomicLoad returns the address of the atomic value that a call loads.
func atomicLoad(c *ssa.CallCommon) ssa.Value {
	fn := calleeObj(c)
	if fn == nil || fn.Name() != "Load" || fn.Pkg() == nil || fn.Pkg().Path() != "sync/atomic" || fn.Signature().Recv() == nil {
		return nil
	}
	return argument(c, 0)
}

// varPlace is that of what a variable holds, if it holds one thing all its life.
func (f *function) varPlace(a *ssa.Alloc) Place {
	if s := soleStore(a); s != nil {
		return f.place(s.Val)
	}
	if pl, ok := f.combined(a); ok {
		return pl
	}
	return Place{Root: a}
}

// combined is the one resource in the embedded fields of a struct type without
// name: struct{ io.Reader; io.Writer }{r, conn}, when r reads from conn, or is
// something else, as long as there is one connection.
func (f *function) combined(a *ssa.Alloc) (Place, bool) {
	t := a.Type().Underlying().(*types.Pointer).Elem()
	st, ok := types.Unalias(t).(*types.Struct)
	if !ok {
		return Place{}, false
	}
	var common, conn Place
	differ := false
	for i := range st.NumFields() {
		if !st.Field(i).Embedded() {
			continue
		}
		s := fieldStore(a, i)
		if s == nil || s.Parent() != f.ssa {
			return Place{}, false
		}
		pl := f.place(s.Val)
		if isConn(s.Val.Type()) || pl.Root != nil && pl.Path == "" && isConn(pl.Root.Type()) {
			if conn.known() && conn != pl {
				return Place{}, false
			}
			conn = pl // the others may be layers around it
		}
		differ = differ || common.known() && pl != common
		common = pl
	}
	if differ {
		return conn, conn.known()
	}
	return common, common.known()
}

// extractPlace is the place of one of several results.
func (f *function) extractPlace(v *ssa.Extract) Place {
	switch t := v.Tuple.(type) {
	case *ssa.TypeAssert:
		return f.place(t.X)
	case *ssa.Call:
		if pl, ok := f.resultPlace(&t.Call, v.Index); ok {
			return pl
		}
	}
	if conn := besideConn(v); conn != nil {
		return f.place(conn)
	}
	return Place{Root: v}
}

// field extends base by a field, unless it is known what was stored there.
func (f *function) field(base Place, t types.Type, i int) Place {
	st := structOf(t)
	if st == nil {
		return base
	}
	fv := st.Field(i)
	a, made := base.Root.(*ssa.Alloc)
	made = made && base.Path == ""
	if made {
		if s := fieldStore(a, i); s != nil && s.Parent() == f.ssa {
			return f.place(s.Val)
		}
	}
	if isForeignPart(fv, f.prog.Pkg) {
		return base
	}
	name := "." + f.prog.fields.name(fv)
	if made {
		if s := onlyStore(a); s != nil && len(fieldStores(a, i)) == 0 {
			base = f.place(s.Val) // a copy, such as a receiver that is a value
		}
	}
	return f.join(base, name)
}

// isForeignPart reports whether a field is embedded in a type of another
// package: net.TCPConn's conn, bufio.ReadWriter's Reader. Such a part and the
// whole are one resource.
func isForeignPart(fv *types.Var, pkg *types.Package) bool {
	return fv.Embedded() && fv.Pkg() != pkg
}

// isForeignConn reports whether result i of a call is of a type of another
// package that embeds a connection as the given field: a wrapper, which is the
// same resource as what it was made of.
func (f *function) isForeignConn(c *ssa.CallCommon, i int, field string) bool {
	st := structOf(c.Signature().Results().At(i).Type())
	if st == nil {
		return false
	}
	for fv := range st.Fields() {
		if "."+fv.Name() == field && isForeignPart(fv, f.prog.Pkg) && isConn(fv.Type()) {
			return true
		}
	}
	return false
}

// join extends base by a path, following what a constructor put into fields.
func (f *function) join(base Place, path string) Place {
	if path == "" {
		return base
	}
	if len(base.Path)+len(path) > maxPath {
		f.prog.budget.capped["length of a path"]++
		return base
	}
	if base.Path == "" {
		if pl, ok := f.joinRoot(base.Root, path); ok {
			return pl
		}
	}
	return Place{base.Root, f.unnested(base.Root, base.Path+path)}
}

func (f *function) joinRoot(root ssa.Value, path string) (Place, bool) {
	if pl, ok := f.constructed(root, path); ok {
		return pl, true
	}
	a, ok := root.(*ssa.Alloc)
	if !ok {
		return Place{}, false
	}
	if pl, ok := f.literalField(a, path); ok {
		return pl, true
	}
	return f.sameField(a, path)
}

// constructed follows path into the result of a constructor call: NewClient(conn).conn is conn.
func (f *function) constructed(root ssa.Value, path string) (Place, bool) {
	call, i := callOf(root)
	if call == nil {
		return Place{}, false
	}
	for _, r := range f.prog.results(&call.Call) {
		if r.Result == i && r.Field != "" && strings.HasPrefix(path, r.Field) {
			if a := argument(&call.Call, r.Param); a != nil {
				return f.join(f.place(a), r.Path+path[len(r.Field):]), true
			}
		}
	}
	return Place{}, false
}

// literalField follows path into a struct that this function filled.
func (f *function) literalField(a *ssa.Alloc, path string) (Place, bool) {
	st := structOf(a.Type())
	if st == nil {
		return Place{}, false
	}
	for i := range st.NumFields() {
		name := "." + f.prog.fields.name(st.Field(i))
		if !strings.HasPrefix(path, name) || len(path) > len(name) && path[len(name)] != '.' && path[len(name)] != '[' {
			continue
		}
		if s := fieldStore(a, i); s != nil && s.Parent() == f.ssa {
			return f.join(f.place(s.Val), path[len(name):]), true
		}
	}
	return Place{}, false
}

func element(pl Place) Place {
	if strings.HasSuffix(pl.Path, "[]") || len(pl.Path) > maxPath {
		return pl
	}
	return Place{pl.Root, pl.Path + "[]"}
}
