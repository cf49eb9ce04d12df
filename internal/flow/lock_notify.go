package flow

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
)

// notify emits the event of a callback: a function that users of the package
// store in one of its types, and that returns nothing, so that it is called for
// what it does. It may well call a method of the type that called it, which
// waits for a mutex of that type, if one is held meanwhile.
func (f *function) notify(in ssa.Instruction, c *ssa.CallCommon, s *state) {
	if !f.emitting || !isNotification(c.Signature()) || isContextFunc(c.Value.Type()) {
		return
	}
	fv, owner := f.storage(c.Value)
	if c.IsInvoke() {
		if !isTold(c.Value) || !f.prog.isUsersInterface(c.Value.Type()) {
			return
		}
		owner = types.TypeString(c.Value.Type(), nil) + "."
	} else if fv == nil || !f.prog.fromUsers(fv) && !f.prog.leftOpen(fv, owner) {
		return
	}
	f.add(&Event{
		Instr: in, On: f.place(c.Value), Callback: owner, Blocks: true,
		Bound: Bound{Verdict: finding.Unbounded}, Held: s.held, Released: s.givenUp(),
	})
}

// isTold reports whether an object is one of several that are told, or one that was asked
// whether it wants to be. One that is handed over to do a part of the work knows its place.
func isTold(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.TypeAssert, *ssa.Lookup:
		return true
	case *ssa.Extract:
		switch v.Tuple.(type) {
		case *ssa.TypeAssert, *ssa.Lookup, *ssa.Next:
			return true
		}
	case *ssa.UnOp:
		_, element := v.X.(*ssa.IndexAddr)
		return element
	}
	return false
}

// isNotification: a function that has nothing to say, and is called for what it
// does. Those that print are called from everywhere and call nothing back; nor do
// those that are given bytes and nothing else, which pass them on.
func isNotification(sig *types.Signature) bool {
	return sig.Results().Len() == 0 && !sig.Variadic() && !isSink(sig)
}

func isSink(sig *types.Signature) bool {
	if sig.Params().Len() != 1 {
		return false
	}
	s, ok := sig.Params().At(0).Type().Underlying().(*types.Slice)
	return ok && types.Identical(s.Elem(), types.Typ[types.Byte])
}

func isContextFunc(t types.Type) bool {
	return isNamed(t, "context", "CancelFunc") || isNamed(t, "context", "CancelCauseFunc")
}

// storage is the field that a function value is kept in, itself or as an
// element, and the name of the type that has the field.
func (f *function) storage(v ssa.Value) (*types.Var, string) {
	switch v := v.(type) {
	case *ssa.UnOp:
		if v.Op == token.MUL {
			return f.storage(v.X)
		}
	case *ssa.FieldAddr:
		fv := structOf(v.X.Type()).Field(v.Field).Origin()
		if _, owner := f.storage(v.X); owner != "" {
			return fv, owner // the field of an entry, which belongs to who keeps the entries
		}
		return fv, f.ownerClass(v)
	case *ssa.IndexAddr:
		return f.storage(v.X)
	case *ssa.Lookup:
		return f.storage(v.X)
	case *ssa.ChangeType:
		return f.storage(v.X)
	case *ssa.Extract:
		switch t := v.Tuple.(type) {
		case *ssa.Next:
			if r, ok := t.Iter.(*ssa.Range); ok {
				return f.storage(r.X)
			}
		case *ssa.Lookup:
			return f.storage(t.X)
		}
	}
	return nil, ""
}

// ownerClass names the type at the root of a field's path, "" if it has no name.
func (f *function) ownerClass(v ssa.Value) string {
	class := placeClass(f.place(v))
	i := strings.LastIndexByte(class, '/') + 1
	if parts := strings.SplitN(class[i:], ".", 3); len(parts) == 3 {
		return class[:i] + parts[0] + "." + parts[1] + "."
	}
	return ""
}

// fromUsers reports whether other packages decide what a field holds: an
// exported function puts its parameter there.
func (p *Program) fromUsers(fv *types.Var) bool {
	if !p.forUsers() {
		return false
	}
	for _, s := range p.fields.values(fv) {
		if p.isUsers(s.Parent(), s.Val, 0) {
			return true
		}
	}
	for _, u := range p.fields.updates[fv] {
		if p.isUsers(u.Parent(), u.Value, 0) {
			return true
		}
	}
	return false
}

// leftOpen reports whether only other packages set a field, of a type that they can name.
func (p *Program) leftOpen(fv *types.Var, owner string) bool {
	of := strings.TrimSuffix(owner, ".")
	name := of[strings.LastIndexByte(of, '.')+1:]
	return p.forUsers() && fv.Exported() && fv.Pkg() == p.Pkg && token.IsExported(name) &&
		len(p.fields.values(fv)) == 0 && len(p.fields.updates[fv]) == 0
}

// forUsers reports whether the package is for other modules, too.
func (p *Program) forUsers() bool {
	return p.Pkg.Name() != "main" && !strings.Contains("/"+p.Pkg.Path()+"/", "/internal/")
}

// maxHelpers is how many functions lie at most between an exported one and the one that
// keeps its parameter.
const maxHelpers = 3

// isUsers reports whether v, or what it appends, is a parameter of an exported
// function, or of one that such a function passes it to.
func (p *Program) isUsers(fn *ssa.Function, v ssa.Value, depth int) bool {
	root := outermost(fn)
	f := p.scratch(fn)
	if root.Object() == nil || !root.Object().Exported() {
		return isConverted(fn, f.place(v)) || p.isPassedOn(f.place(v), depth)
	}
	if depth > 0 && (!isOpenToOthers(root) || f.place(v).Path != "") {
		return false // only the package calls it, or keeps what it passes
	}
	if isOpenRoot(f.place(v)) {
		return true
	}
	return slices.ContainsFunc(appended(v), func(v ssa.Value) bool { return isOpenRoot(f.place(v)) })
}

// isPassedOn reports whether pl is a parameter for which users' values are passed.
func (p *Program) isPassedOn(pl Place, depth int) bool {
	param, ok := pl.Root.(*ssa.Parameter)
	if !ok || pl.Path != "" || depth >= maxHelpers {
		return false
	}
	args, _ := p.sites.arguments(param)
	return slices.ContainsFunc(args, func(a passed) bool { return p.isUsers(a.fn, a.v, depth+1) })
}

// isConverted reports whether pl is the receiver of a method of an exported
// function type: users convert their functions to it.
func isConverted(fn *ssa.Function, pl Place) bool {
	if fn.Signature.Recv() == nil || pl != (Place{Root: fn.Params[0]}) {
		return false
	}
	n := namedType(fn.Params[0].Type())
	if n == nil || !n.Obj().Exported() {
		return false
	}
	_, ok := n.Underlying().(*types.Signature)
	return ok
}
