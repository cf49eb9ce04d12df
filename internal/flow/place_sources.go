package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// A walk looks for what is behind a value.
type walk struct {
	method string // that is called on it: Read, Write, or "" for any
	kept   bool   // a field has it: those who call the function that stores it say what it is
	seen   map[ssa.Value]bool
	types  []types.Type
}

func (w *walk) found(t types.Type) {
	for _, o := range w.types {
		if types.Identical(o, t) {
			return
		}
	}
	w.types = append(w.types, t)
}

// sourceTypes lists the most concrete types known for the resource behind v:
// what was put into the interface, or wrapped, or stored in the field.
func (f *function) sourceTypes(v ssa.Value, method string) []types.Type {
	w := &walk{method: method, seen: map[ssa.Value]bool{}}
	f.walkSources(v, w)
	return w.types
}

func (f *function) walkSources(v ssa.Value, to *walk) {
	if v == nil || to.seen[v] {
		return
	}
	if len(to.seen) > maxWalk {
		f.prog.budget.capped["sources of a value"]++
		return
	}
	to.seen[v] = true
	if f.prog.isStdio(f.place(v)) {
		return
	}
	switch w := v.(type) {
	case *ssa.MakeInterface, *ssa.ChangeInterface:
		f.walkSources(inside(w), to)
	case *ssa.ChangeType:
		f.walkSources(w.X, to)
	case *ssa.Phi:
		for _, e := range w.Edges {
			if c, ok := e.(*ssa.Const); !ok || c.Value != nil {
				f.walkSources(e, to)
			}
		}
	case *ssa.UnOp:
		if a, ok := w.X.(*ssa.Alloc); !ok || !f.walkVar(a, to) {
			f.walkField(w, to)
		}
	case *ssa.Field:
		f.walkField(w, to)
	case *ssa.FieldAddr:
		f.walkField(w, to)
	case *ssa.Call, *ssa.Extract:
		f.walkCall(v, to)
	case *ssa.Slice:
		f.walkSlice(w, to)
	case *ssa.Const:
		if _, ok := w.Type().Underlying().(*types.Struct); ok { // T{}; others are nil
			to.found(w.Type())
		}
	case *ssa.Parameter:
		if !to.kept || !f.walkArguments(w, to) {
			to.found(heldType(v))
		}
	default:
		to.found(heldType(v))
	}
}

// walkSlice follows what a variadic argument holds.
func (f *function) walkSlice(v *ssa.Slice, to *walk) {
	parts := elements(v)
	if len(parts) == 1 && parts[0] == v {
		to.found(v.Type())
		return
	}
	for _, e := range parts {
		f.walkSources(e, to)
	}
}

// walkCall follows the result of a call.
func (f *function) walkCall(v ssa.Value, to *walk) {
	call, i := callOf(v)
	switch conn := besideConn(v); {
	case call != nil && f.walkResult(call, i, to):
	case conn != nil:
		to.found(conn.Type())
	default:
		to.found(v.Type())
	}
}

// walkVar follows what a variable holds.
func (f *function) walkVar(a *ssa.Alloc, to *walk) bool {
	if s := onlyStore(a); s != nil {
		f.walkSources(s.Val, to)
		return true
	}
	return f.walkStruct(a, to)
}

// walkStruct follows the embedded fields of a struct made here that gives the
// method: struct{ io.Reader; io.Writer }.
func (f *function) walkStruct(a *ssa.Alloc, to *walk) bool {
	st := structOf(a.Type())
	if st == nil || to.method == "" {
		return false
	}
	found := false
	for i := range st.NumFields() {
		if fv := st.Field(i); !fv.Embedded() || !hasMethod(fv.Type(), to.method) {
			continue
		}
		if s := fieldStore(a, i); s != nil && s.Parent() == f.ssa {
			f.walkSources(s.Val, to)
			found = true
		}
	}
	return found
}

// walkResult follows a result that wraps an argument.
func (f *function) walkResult(call *ssa.Call, i int, to *walk) bool {
	found := false
	if fn := calleeObj(&call.Call); fn != nil && i == 0 {
		for _, w := range f.prog.Known.Wraps[knowledge.FuncOf(fn)] {
			if w.Into != knowledge.None {
				continue
			}
			if a := f.operand(&call.Call, w.On); a != nil {
				f.walkSources(a, to)
				found = true
			}
		}
	}
	for _, r := range f.prog.results(&call.Call) {
		if r.Result == i && r.Field == "" && r.Path == "" && isPassThrough(call.Call.Signature().Results().At(i).Type()) {
			if a := argument(&call.Call, r.Param); a != nil {
				f.walkSources(a, to)
				found = true
			}
		}
	}
	return found || f.walkReturns(call, i, to)
}

// walkReturns follows what a function of the package returns as a stream of which its type
// tells no more: open() (io.ReadWriteCloser, error).
func (f *function) walkReturns(call *ssa.Call, i int, to *walk) bool {
	fn, t := call.Call.StaticCallee(), call.Call.Signature().Results().At(i).Type()
	if fn == nil || fn.Pkg != f.prog.ssa || len(fn.Blocks) == 0 || !f.prog.isOpenStream(t, to.method) {
		return false
	}
	in := &walk{method: to.method, seen: to.seen}
	g := f.prog.scratch(fn)
	for _, ret := range g.returns() {
		g.walkSources(handedOut(ret)[i], in)
	}
	return to.adopt(in)
}

// adopt takes over what is behind a stream that may be anything, if all of that are connections:
// one that is at times a buffer in memory, or sets deadlines, is left to who knows which.
func (w *walk) adopt(in *walk) bool {
	if slices.ContainsFunc(in.types, func(t types.Type) bool { return !isConn(t) && !types.IsInterface(t) }) {
		return false
	}
	for _, t := range in.types {
		w.found(t)
	}
	return len(in.types) > 0
}

// walkField follows what the package stores in a field whose own type does
// not tell what it is.
func (f *function) walkField(v ssa.Value, to *walk) {
	t := v.Type()
	if p, ok := t.(*types.Pointer); ok {
		if _, isAddr := v.(*ssa.FieldAddr); isAddr {
			t = p.Elem()
		}
	}
	_, iface := t.Underlying().(*types.Interface)
	fv := fieldOf(v)
	if fv != nil && isForeignPart(fv, f.prog.Pkg) {
		f.walkSources(wholeOf(v), to)
		return
	}
	if fv == nil || !iface && !isPassThrough(t) {
		to.found(t)
		return
	}
	found, outer := false, to.kept
	to.kept = true
	for _, s := range f.prog.fields.values(fv) {
		if c, ok := s.Val.(*ssa.Const); ok && c.Value == nil {
			continue
		}
		found = true
		f.prog.scratch(s.Parent()).walkSources(s.Val, to)
	}
	to.kept = outer
	if !found {
		to.found(t)
	}
}

// walkArguments follows what the package passes as a stream whose own type does not tell what it
// is; it reports whether nobody else passes something. What a caller was passed in turn counts if
// that makes something of it, for others to keep.
func (f *function) walkArguments(param *ssa.Parameter, to *walk) bool {
	if !f.prog.isOpenStream(param.Type(), to.method) {
		return false
	}
	in := &walk{method: to.method, seen: to.seen}
	args, all := f.prog.sites.arguments(param)
	for _, a := range args {
		if !f.prog.InTest(a.fn.Pos()) {
			in.kept = makes(a.fn.Signature)
			f.prog.scratch(a.fn).walkSources(a.v, in)
		}
	}
	return to.adopt(in) && all
}

// isOpenStream reports whether t is an interface with a method of a stream that may be one of
// memory as well, in a package that sets no deadlines: where it does, on one of several, this is
// no way to tell on which.
func (p *Program) isOpenStream(t types.Type, method string) bool {
	dir, ok := streamDirs[method]
	return ok && types.IsInterface(t) && !isConn(t) && hasMethod(t, method) && !p.setsDeadlines(dir)
}

var streamDirs = map[string]knowledge.Dir{"Read": knowledge.Read, "Write": knowledge.Write}

// makes reports whether a function returns more than an error.
func makes(sig *types.Signature) bool {
	res := sig.Results()
	return res.Len() > 1 || res.Len() == 1 && !isError(res.At(0).Type())
}

// wholeOf returns the struct that the field behind v belongs to.
func wholeOf(v ssa.Value) ssa.Value {
	switch v := v.(type) {
	case *ssa.UnOp:
		return wholeOf(v.X)
	case *ssa.FieldAddr:
		return v.X
	case *ssa.Field:
		return v.X
	}
	return nil
}

// besideConn is the connection that another package's function returns together with its
// buffer, as Hijack does.
func besideConn(v ssa.Value) ssa.Value {
	buffer, ok := v.(*ssa.Extract)
	if !ok || !isBuffer(v.Type()) {
		return nil
	}
	for _, r := range *buffer.Tuple.Referrers() {
		if x, ok := r.(*ssa.Extract); ok && isConn(x.Type()) {
			return x
		}
	}
	return nil
}

func isBuffer(t types.Type) bool {
	return isNamed(t, "bufio", "ReadWriter") || isNamed(t, "bufio", "Reader")
}
