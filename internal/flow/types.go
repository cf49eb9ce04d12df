package flow

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/kind"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// deadlineDirs are the methods that set deadlines, recognised by name and
// signature on any type.
var deadlineDirs = map[string]knowledge.Dir{
	"SetDeadline":      knowledge.Both,
	"SetReadDeadline":  knowledge.Read,
	"SetWriteDeadline": knowledge.Write,
}

// isDeadlineSetter reports which directions a method bounds, 0 for others.
func isDeadlineSetter(fn *types.Func) knowledge.Dir {
	dir, ok := deadlineDirs[fn.Name()]
	if !ok {
		return 0
	}
	sig := fn.Signature()
	if sig.Recv() == nil || sig.Params().Len() != 1 || !isNamed(sig.Params().At(0).Type(), "time", "Time") {
		return 0
	}
	return dir
}

// isConn reports whether t is a connection: it has a read deadline and is not
// a file (whose deadlines only work on pipes).
func isConn(t types.Type) bool {
	if isFile(t) {
		return false
	}
	return hasMethod(t, "SetReadDeadline")
}

func isFile(t types.Type) bool { return isNamed(t, "os", "File") }

// isListener reports whether t accepts connections.
func isListener(t types.Type) bool { return hasMethod(t, "Accept") && hasMethod(t, "Close") }

// isResource reports whether values of type t can stand for something that is
// read from or written to.
func isResource(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Interface, *types.Pointer, *types.Struct:
	default:
		return false
	}
	for _, m := range [...]string{"Read", "Write", "Encode", "Decode", "ReadLine", "PrintfLine", "Accept"} {
		if hasMethod(t, m) {
			return true
		}
	}
	return false
}

func hasMethod(t types.Type, name string) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
	_, ok := obj.(*types.Func)
	return ok
}

// isNamed reports whether t, or what it points to, is the type pkg.name.
func isNamed(t types.Type, pkg, name string) bool {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return false
	}
	o := n.Obj()
	return o.Name() == name && o.Pkg() != nil && o.Pkg().Path() == pkg
}

func isContext(t types.Type) bool { return isNamed(t, "context", "Context") }

// isStreamMethod reports whether fn is Read or Write of io.Reader or
// io.Writer, whatever type it belongs to.
func isStreamMethod(fn *types.Func) knowledge.Dir {
	sig := fn.Signature()
	if sig.Recv() == nil || sig.Params().Len() != 1 || sig.Results().Len() != 2 {
		return 0
	}
	s, ok := sig.Params().At(0).Type().Underlying().(*types.Slice)
	if !ok || !types.Identical(s.Elem(), types.Typ[types.Byte]) {
		return 0
	}
	switch fn.Name() {
	case "Read":
		return knowledge.Read
	case "Write":
		return knowledge.Write
	}
	return 0
}

// streamKind is the kind of wait on a stream of type t: "" when it is none,
// and open when t does not tell (an io.Reader, say).
func streamKind(t types.Type, dir knowledge.Dir) (k kind.Kind, open bool) {
	switch {
	case isFile(t):
		if dir == knowledge.Read {
			return kind.DiskRead, false
		}
		return kind.DiskWrite, false
	case isNamed(t, "net/http", "ResponseWriter"):
		return "", false // bounded by the server's timeouts
	case isConn(t):
		if dir == knowledge.Read {
			return kind.ConnRead, false
		}
		return kind.ConnWrite, false
	}
	_, iface := t.Underlying().(*types.Interface)
	return "", iface || isPassThrough(t)
}

// isPassThrough reports whether t is a library type that only passes data on.
func isPassThrough(t types.Type) bool {
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return false
	}
	switch n.Obj().Pkg().Path() {
	case "bufio", "io", "net/textproto", "encoding/json", "encoding/gob", "encoding/xml", "encoding/csv", "compress/gzip", "compress/flate", "compress/zlib":
		return true
	}
	return strings.HasPrefix(n.Obj().Pkg().Path(), "github.com/klauspost/compress/")
}

// A walk looks for what is behind a value.
type walk struct {
	method string // that is called on it: Read, Write, or "" for any
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

// maxWalk caps the values that a walk looks at.
const maxWalk = 64

func (f *function) walkSources(v ssa.Value, to *walk) {
	if v == nil || to.seen[v] {
		return
	}
	if len(to.seen) > maxWalk {
		f.prog.budget.capped["sources of a value"]++
		return
	}
	to.seen[v] = true
	if isStdio(f.place(v)) {
		return
	}
	switch w := v.(type) {
	case *ssa.MakeInterface:
		f.walkSources(w.X, to)
	case *ssa.ChangeInterface:
		f.walkSources(w.X, to)
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
		call, i := callOf(v)
		if call == nil || !f.walkResult(call, i, to) {
			to.found(v.Type())
		}
	case *ssa.Slice:
		if parts := elements(v); len(parts) != 1 || parts[0] != v {
			for _, e := range parts {
				f.walkSources(e, to)
			}
			return
		}
		to.found(v.Type())
	case *ssa.Const:
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
	return found
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
	found := false
	for _, s := range f.prog.fields.values(fv) {
		if c, ok := s.Val.(*ssa.Const); ok && c.Value == nil {
			continue
		}
		found = true
		f.prog.scratch(s.Parent()).walkSources(s.Val, to)
	}
	if !found {
		to.found(t)
	}
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

// typeAt is the type of the field that a place leads to; nil if it cannot be
// told.
func (p *Program) typeAt(pl Place) types.Type {
	t := pl.Root.Type()
	for _, name := range strings.Split(pl.Path, ".")[1:] {
		for {
			ptr, ok := t.Underlying().(*types.Pointer)
			if !ok {
				break
			}
			t = ptr.Elem()
		}
		st, ok := t.Underlying().(*types.Struct)
		if !ok {
			return nil
		}
		t = nil
		for fv := range st.Fields() {
			if p.fields.name(fv) == name {
				t = p.fields.find(fv.Origin()).Type()
				break
			}
		}
		if t == nil {
			return nil
		}
	}
	return t
}
