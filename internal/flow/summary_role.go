package flow

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A role is what an object was made for: a field that its constructor sets to a constant and
// nobody changes, such as whether it is the server's end or the client's.

// roleOf is the switch of a condition that compares a role of a parameter, or is one.
func (f *function) roleOf(v ssa.Value, on bool) (Switch, bool) {
	is := "true"
	if cmp, ok := v.(*ssa.BinOp); ok {
		c, ok := cmp.Y.(*ssa.Const)
		if !ok || c.Value == nil || cmp.Op != token.EQL && cmp.Op != token.NEQ {
			return Switch{}, false
		}
		v, is, on = cmp.X, c.Value.ExactString(), on == (cmp.Op == token.EQL)
	}
	fv := loadedField(v)
	if fv == nil || fv.Exported() || !isPlain(fv.Type()) || f.prog.fields.changes(v) {
		return Switch{}, false
	}
	r, ok := f.ref(f.place(v))
	if !ok || r.Param == noParam || r.Path == "" {
		return Switch{}, false
	}
	return Switch{Param: r.Param + 1, path: r.Path, is: is, On: on}, true
}

// isPlain reports whether values of a type can be constants.
func isPlain(t types.Type) bool {
	_, ok := t.Underlying().(*types.Basic)
	return ok
}

// roleHolds reports whether the switch s of a callee can be on for the object v that f passes.
func (f *function) roleHolds(s Switch, v ssa.Value) bool {
	is, known := f.roleIn(v, s.path, 0)
	return !known || (is == s.is) == s.On
}

// maxRole is how many values lie at most between an object and its constructor's literal, and
// how many constructors there are.
const maxRole = 6

// roleIn is the constant in the field at path of all objects that v can be.
func (f *function) roleIn(v ssa.Value, path string, depth int) (is string, known bool) {
	if v == nil || depth > maxRole {
		return "", false
	}
	switch v := v.(type) {
	case *ssa.MakeInterface:
		return f.roleIn(v.X, path, depth+1)
	case *ssa.ChangeInterface:
		return f.roleIn(v.X, path, depth+1)
	case *ssa.Alloc:
		if s := onlyStore(v); s != nil {
			return f.roleIn(s.Val, path, depth+1)
		}
		return literalRole(v, path)
	case *ssa.Phi:
		return sameRole(v.Edges, func(e ssa.Value) (string, bool) { return f.roleIn(e, path, depth+1) })
	case *ssa.Extract, *ssa.Call:
		return f.madeRole(v, path, depth)
	case *ssa.UnOp:
		if a, ok := v.X.(*ssa.Alloc); ok {
			return f.roleIn(a, path, depth+1)
		}
	}
	fv := loadedField(v)
	if fv == nil || fv.Exported() || f.prog.fields.lent[fv] {
		return "", false
	}
	return sameRole(f.prog.fields.values(fv), func(s *ssa.Store) (string, bool) {
		return f.prog.scratch(s.Parent()).roleIn(s.Val, path, depth+1)
	})
}

// madeRole is that of what a function of the package returns.
func (f *function) madeRole(v ssa.Value, path string, depth int) (string, bool) {
	call, i := callOf(v)
	if call == nil || call.Call.StaticCallee() == nil || call.Call.StaticCallee().Pkg != f.prog.ssa {
		return "", false
	}
	g := f.prog.scratch(call.Call.StaticCallee())
	return sameRole(g.returns(), func(ret *ssa.Return) (string, bool) { return g.roleIn(handedOut(ret)[i], path, depth+1) })
}

// literalRole is what a literal sets a field to, or the zero value.
func literalRole(a *ssa.Alloc, path string) (is string, known bool) {
	st := structOf(a.Type())
	if st == nil {
		return "", false
	}
	i := slices.IndexFunc(slices.Collect(st.Fields()), func(fv *types.Var) bool { return "."+fv.Name() == path && isPlain(fv.Type()) })
	if i < 0 {
		return "", false
	}
	is = zeroText(st.Field(i).Type())
	for _, s := range fieldStores(a, i) {
		c, ok := s.Val.(*ssa.Const)
		if !ok || c.Value == nil {
			return "", false
		}
		is = c.Value.ExactString()
	}
	return is, true
}

// sameRole is the role that all of some have.
func sameRole[T any](all []T, role func(T) (string, bool)) (string, bool) {
	if len(all) > maxRole {
		return "", false
	}
	is := ""
	for i, x := range all {
		got, known := role(x)
		if !known || i > 0 && got != is {
			return "", false
		}
		is = got
	}
	return is, len(all) > 0
}

// zeroText is the zero value of a plain type.
func zeroText(t types.Type) string {
	switch info := t.Underlying().(*types.Basic).Info(); {
	case info&types.IsBoolean != 0:
		return "false"
	case info&types.IsString != 0:
		return `""`
	}
	return "0"
}
