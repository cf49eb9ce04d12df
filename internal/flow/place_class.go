package flow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// placeClass names a field by its type, "" for what is not a field.
func placeClass(p Place) string {
	if p.Path == "" {
		return ""
	}
	if g, ok := p.Root.(*ssa.Global); ok {
		return globalName(g) + p.Path
	}
	n := namedType(p.rootType())
	if n == nil || n.Obj().Pkg() == nil || types.IsInterface(n) {
		return ""
	}
	return typeName(n) + p.Path
}

// rootType is the type of the root, of a captured variable that of what it holds.
func (pl Place) rootType() types.Type { return heldType(pl.Root) }

// heldType is the type of a value, of a variable that of what it holds.
func heldType(v ssa.Value) types.Type {
	ptr, ok := v.Type().(*types.Pointer)
	if !ok {
		return v.Type()
	}
	switch v.(type) {
	case *ssa.FreeVar, *ssa.Alloc: // the variable
		if structOf(ptr.Elem()) == nil {
			return ptr.Elem()
		}
	}
	if isPointer(ptr.Elem()) {
		return ptr.Elem()
	}
	return ptr
}

// classAlong is the class of the mutex at p, named by the type whose field it is.
func (f *function) classAlong(p Place) string {
	parent, ok := p.parent()
	if !ok || strings.Contains(p.Path, "[]") {
		return ""
	}
	t := p.rootType()
	for name := range strings.SplitSeq(strings.TrimPrefix(parent.Path, "."), ".") {
		if name == "" {
			continue
		}
		st := structOf(t)
		if st == nil {
			return ""
		}
		i := slices.IndexFunc(slices.Collect(st.Fields()), func(fv *types.Var) bool { return f.prog.fields.name(fv) == name })
		if i < 0 {
			return ""
		}
		t = st.Field(i).Type()
	}
	n := namedType(t)
	if n == nil || n.Obj().Pkg() == nil {
		return ""
	}
	return f.prog.ownerName(n) + p.Path[len(parent.Path):]
}

// typeName names a type by its package and its name there.
func typeName(n *types.Named) string { return n.Obj().Pkg().Path() + "." + n.Obj().Name() }

// ownerName names the type that the fields of n belong to: of types that are declared to be
// the same struct, the first.
func (p *Program) ownerName(n *types.Named) string {
	if first := p.owners()[n.Underlying()]; first != nil {
		n = first
	}
	return typeName(n)
}

// structOwners lists the types of a package by their structs.
func structOwners(pkg *types.Package) map[types.Type]*types.Named {
	out := map[types.Type]*types.Named{}
	for _, name := range pkg.Scope().Names() {
		tn, ok := pkg.Scope().Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() {
			continue
		}
		n := tn.Type().(*types.Named)
		if _, ok := n.Underlying().(*types.Struct); !ok {
			continue
		}
		if first := out[n.Underlying()]; first == nil || tn.Pos() < first.Obj().Pos() {
			out[n.Underlying()] = n
		}
	}
	return out
}

func isPointer(t types.Type) bool {
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}

// mutexClass names a mutex by where it lives, so that all functions agree on
// it: the type and field, or the package variable. It is "" for a mutex that
// came as an argument.
func (f *function) mutexClass(v ssa.Value, depth int) string {
	if depth > 8 {
		return ""
	}
	switch v := v.(type) {
	case *ssa.FieldAddr:
		return f.fieldClass(v.X, structOf(v.X.Type()).Field(v.Field), depth)
	case *ssa.Field:
		return f.fieldClass(v.X, structOf(v.X.Type()).Field(v.Field), depth)
	case *ssa.UnOp:
		return f.mutexClass(v.X, depth+1)
	case *ssa.IndexAddr:
		return f.mutexClass(v.X, depth+1)
	case *ssa.MakeInterface:
		return f.mutexClass(v.X, depth+1)
	case *ssa.ChangeInterface:
		return f.mutexClass(v.X, depth+1)
	case *ssa.Global:
		return globalName(v)
	case *ssa.Alloc:
		if s := soleStore(v); s != nil {
			return f.mutexClass(s.Val, depth+1)
		}
		return f.prog.Pkg.Path() + "." + f.ssa.RelString(f.prog.Pkg) + "." + v.Comment
	}
	return ""
}

// isMutexType: a struct that is nothing but a mutex.
func isMutexType(t types.Type) bool {
	st, ok := t.Underlying().(*types.Struct)
	return ok && st.NumFields() == 1 && st.Field(0).Embedded() && isMutex(st.Field(0).Type())
}

// fieldClass names a field by its type; a field of a type of package sync
// (Cond.L), of a type that is nothing but a mutex, or of one without name, by
// what holds it.
func (f *function) fieldClass(x ssa.Value, fv *types.Var, depth int) string {
	t := x.Type()
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() != "sync" && !isMutexType(t) {
		return f.prog.ownerName(n) + "." + fv.Name()
	}
	base := f.mutexClass(x, depth+1)
	if base == "" {
		return ""
	}
	return base + "." + fv.Name()
}

// A chanKey identifies a channel in all functions of the package: the field
// or variable that holds it, or where it is made.
type chanKey struct {
	class string
	made  *ssa.MakeChan
}

func (f *function) chanKey(v ssa.Value) (chanKey, bool) {
	if mk := f.madeChan(v, 0); mk != nil {
		return chanKey{made: mk}, true
	}
	pl := f.place(v)
	if g, ok := pl.Root.(*ssa.Global); ok && pl.Path == "" {
		return chanKey{class: globalName(g)}, true
	}
	class := fieldName(v)
	if class == "" {
		class = placeClass(pl)
	}
	return chanKey{class: class}, class != ""
}

// fieldName names the field that v is read from, or the address of, by the type
// that declares it.
func fieldName(v ssa.Value) string {
	if u, ok := v.(*ssa.UnOp); ok {
		v = u.X
	}
	fv := fieldOf(v)
	if fv == nil || fv.Pkg() == nil {
		return ""
	}
	var x ssa.Value
	switch v := v.(type) {
	case *ssa.FieldAddr:
		x = v.X
	case *ssa.Field:
		x = v.X
	}
	if x == nil {
		return ""
	}
	t := x.Type()
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	n := namedType(t)
	if n == nil || n.Obj().Pkg() == nil {
		return ""
	}
	return typeName(n) + "." + fv.Name()
}
