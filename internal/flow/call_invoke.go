package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// maxImpls caps the implementations that a call through an interface is
// resolved to; with more, the call says too little.
const maxImpls = 5

// invoked resolves a call through an interface: by the concrete types that
// are known to be in it, and unless that is all, by all types of the package that implement it.
func (f *function) invoked(c *ssa.CallCommon) (out []target, all bool) {
	known, all := f.typesIn(c)
	for _, t := range known {
		out = append(out, f.methodTargets(t, c)...)
	}
	if all {
		return out, true
	}
	impls, closed := f.prog.implementations(c.Value.Type()), f.prog.closedTo(c.Value.Type())
	if len(impls) > maxImpls {
		f.prog.budget.capped["implementations of an interface"]++
		return out, false
	}
	for _, t := range impls {
		if slices.ContainsFunc(known, func(k types.Type) bool { return types.Identical(k, t) }) {
			continue
		}
		for _, guess := range f.methodTargets(t, c) {
			guess.guessed = !closed
			out = append(out, guess)
		}
	}
	return out, false
}

// closedTo reports whether no other package can implement an interface of this one: it has a
// method that is not exported.
func (p *Program) closedTo(t types.Type) bool {
	i, ok := t.Underlying().(*types.Interface)
	if !ok {
		return false
	}
	for m := range i.Methods() {
		if !m.Exported() && m.Pkg() == p.Pkg {
			return true
		}
	}
	return false
}

// typesIn is the concrete types that are known to be in an interface whose method is called, and
// whether there are no others: a log that does nothing may be only the default.
func (f *function) typesIn(c *ssa.CallCommon) (known []types.Type, all bool) {
	all = true
	for _, t := range f.sourceTypes(c.Value, c.Method.Name()) {
		switch {
		case types.IsInterface(t): // or a type parameter
			all = false
		default:
			known = append(known, t)
		}
	}
	return known, all && len(known) > 0
}

// methodTargets resolves a call of an interface's method on a concrete type.
func (f *function) methodTargets(t types.Type, c *ssa.CallCommon) []target {
	args := append([]ssa.Value{c.Value}, c.Args...)
	if fn := f.prog.method(t, c.Method.Name()); fn != nil {
		return f.functionTarget(fn, args, nil)
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, c.Method.Pkg(), c.Method.Name())
	if fn, ok := obj.(*types.Func); ok {
		if sum := f.prog.imported(fn); sum != nil {
			return []target{{sum: sum, args: args}}
		}
	}
	return nil
}

// implementations lists the types of the package that implement one of the
// package's own interfaces. Of another package of the module it is the one there is.
func (p *Program) implementations(t types.Type) []types.Type {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil || n.TypeParams().Len() > 0 {
		return nil
	}
	pkg := n.Obj().Pkg()
	if pkg != p.Pkg && !p.sameModule(pkg.Path()) {
		return nil
	}
	if out, ok := p.impls[t]; ok {
		return out
	}
	iface, ok := t.Underlying().(*types.Interface)
	if !ok || iface.NumMethods() == 0 {
		return nil
	}
	var out []types.Type
	for _, c := range p.methodsOf(pkg)[iface.Method(0).Name()] {
		if p.InTest(c.Obj().Pos()) && !p.InTest(n.Obj().Pos()) {
			continue // what tests implement is a mock
		}
		if ptr := types.NewPointer(c); types.Implements(ptr, iface) {
			out = append(out, ptr)
		}
	}
	if pkg != p.Pkg && len(out) > 1 {
		out = nil
	}
	p.impls[t] = out
	return out
}

// methodsOf is the methodIndex of a package, made once.
func (p *Program) methodsOf(pkg *types.Package) map[string][]*types.Named {
	if p.methods[pkg] == nil {
		p.methods[pkg] = methodIndex(pkg)
	}
	return p.methods[pkg]
}

// methodIndex lists the types of a package that have a method, by the name of the type.
func methodIndex(pkg *types.Package) map[string][]*types.Named {
	out := map[string][]*types.Named{}
	scope := pkg.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() {
			continue
		}
		t, ok := tn.Type().(*types.Named)
		if !ok || types.IsInterface(t) || t.TypeParams().Len() > 0 {
			continue
		}
		for m := range types.NewMethodSet(types.NewPointer(t)).Methods() {
			out[m.Obj().Name()] = append(out[m.Obj().Name()], t)
		}
	}
	return out
}
