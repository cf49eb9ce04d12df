package knowledge

import (
	"errors"
	"fmt"
	"go/types"
)

// function finds the function or method that f names.
func (r *resolver) function(f Func) (*types.Func, error) {
	if f.Recv != "" {
		return r.method(f)
	}
	pkg, err := r.pkg(f.Pkg)
	if err != nil {
		return nil, err
	}
	fn, ok := pkg.Scope().Lookup(f.Name).(*types.Func)
	if !ok {
		return nil, fmt.Errorf("package %s has no function %q", f.Pkg, f.Name)
	}
	return fn, nil
}

// method finds a method where it is declared. A call of a promoted method is
// one of the declaring type's, so a row for any other type would never apply.
func (r *resolver) method(f Func) (*types.Func, error) {
	typ, err := r.typeName(f.Pkg, f.Recv)
	if err != nil {
		return nil, err
	}
	obj, _, _ := types.LookupFieldOrMethod(typ, true, namedOf(typ).Obj().Pkg(), f.Name)
	fn, ok := obj.(*types.Func)
	if !ok {
		return nil, fmt.Errorf("%s.%s has no method %q", f.Pkg, f.Recv, f.Name)
	}
	if declared := FuncOf(fn); declared != f {
		return nil, fmt.Errorf("the method is declared as %s; name it so", declared)
	}
	return fn, nil
}

func (r *resolver) pkg(path string) (*types.Package, error) {
	if path == "" {
		return nil, errors.New("Pkg is missing")
	}
	if pkg := r.lookup(path); pkg != nil {
		return pkg, nil
	}
	return nil, fmt.Errorf("there is no package %q", path)
}

// typeName finds a type that has a name of its own.
func (r *resolver) typeName(path, name string) (types.Type, error) {
	pkg, err := r.pkg(path)
	if err != nil {
		return nil, err
	}
	if tn, ok := pkg.Scope().Lookup(name).(*types.TypeName); ok && namedOf(tn.Type()) != nil {
		return tn.Type(), nil
	}
	if typ := embedded(pkg, name); typ != nil {
		return typ, nil
	}
	return nil, fmt.Errorf("package %s has no type %q with methods", path, name)
}

// embedded finds an unexported type of pkg that an exported struct embeds.
// Export data does not list it, but it is the receiver of promoted methods:
// net.conn of net.TCPConn.
func embedded(pkg *types.Package, name string) types.Type {
	scope := pkg.Scope()
	for _, n := range scope.Names() {
		tn, ok := scope.Lookup(n).(*types.TypeName)
		if !ok {
			continue
		}
		st := structOf(tn.Type())
		if st == nil {
			continue
		}
		for f := range st.Fields() {
			named := namedOf(f.Type())
			if f.Embedded() && named != nil && named.Obj().Pkg() == pkg && named.Obj().Name() == name {
				return named
			}
		}
	}
	return nil
}

// operandIs checks the operand that a row chooses as field; None is always right.
func operandIs(sig *types.Signature, field string, a Arg, what string, is func(types.Type) bool) error {
	typ, err := operandType(sig, a)
	if err != nil {
		return fmt.Errorf("%s: %w", field, err)
	}
	if typ != nil && !is(typ) {
		return fmt.Errorf("%s: %s is not %s", field, typ, what)
	}
	return nil
}

// operandType is the type of an operand, nil for None.
func operandType(sig *types.Signature, a Arg) (types.Type, error) {
	switch {
	case a == None:
		return nil, nil
	case a == Recv:
		if sig.Recv() == nil {
			return nil, errors.New("a function has no receiver")
		}
		return sig.Recv().Type(), nil
	case int(a-Arg0) >= sig.Params().Len():
		return nil, fmt.Errorf("there is no argument %d: the function takes %d", a-Arg0, sig.Params().Len())
	}
	return sig.Params().At(int(a - Arg0)).Type(), nil
}

// isContext reports whether typ is a context or carries one: it keeps one in a
// field, or has a method Context.
func isContext(typ types.Type) bool {
	if isNamed(typ, "context", "Context") {
		return true
	}
	if st := structOf(typ); st != nil {
		for f := range st.Fields() {
			if isNamed(f.Type(), "context", "Context") {
				return true
			}
		}
	}
	obj, _, _ := types.LookupFieldOrMethod(typ, true, nil, "Context")
	fn, ok := obj.(*types.Func)
	if !ok || fn.Signature().Results().Len() != 1 {
		return false
	}
	return isNamed(fn.Signature().Results().At(0).Type(), "context", "Context")
}

// isResource: a thing to wait on has an identity, which a number has only as
// a file descriptor.
func isResource(typ types.Type) bool {
	switch t := typ.Underlying().(type) {
	case *types.Basic:
		return t.Info()&types.IsInteger != 0
	case *types.Map, *types.Array:
		return false
	}
	return true
}

func isTimeout(typ types.Type) bool {
	return isNamed(typ, "time", "Duration") || isNamed(typ, "time", "Time")
}

func isFunc(typ types.Type) bool {
	_, ok := typ.Underlying().(*types.Signature)
	return ok
}

func hasField(typ types.Type, name string) error {
	st := structOf(typ)
	if st == nil {
		return fmt.Errorf("%s is not a struct", typ)
	}
	for f := range st.Fields() {
		if f.Name() == name {
			return nil
		}
	}
	return fmt.Errorf("%s has no field %q", typ, name)
}

func structOf(typ types.Type) *types.Struct {
	if p, ok := types.Unalias(typ).(*types.Pointer); ok {
		typ = p.Elem()
	}
	st, _ := typ.Underlying().(*types.Struct)
	return st
}

// namedOf returns the named type of typ or of what it points to, else nil.
func namedOf(typ types.Type) *types.Named {
	if p, ok := types.Unalias(typ).(*types.Pointer); ok {
		typ = p.Elem()
	}
	named, _ := types.Unalias(typ).(*types.Named)
	return named
}

func isNamed(typ types.Type, pkg, name string) bool {
	named, ok := types.Unalias(typ).(*types.Named)
	return ok && named.Obj().Name() == name && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == pkg
}
