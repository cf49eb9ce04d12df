package flow

import (
	"go/types"
	"iter"
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

// deadlineCalls are the calls of a function that set a deadline, and its directions.
func deadlineCalls(fn *ssa.Function) iter.Seq2[*ssa.CallCommon, knowledge.Dir] {
	return func(yield func(*ssa.CallCommon, knowledge.Dir) bool) {
		for _, b := range fn.Blocks {
			for _, in := range b.Instrs {
				c, ok := in.(ssa.CallInstruction)
				if !ok || calleeObj(c.Common()) == nil {
					continue
				}
				if dir := isDeadlineSetter(calleeObj(c.Common())); dir != 0 && !yield(c.Common(), dir) {
					return
				}
			}
		}
	}
}

// isConn reports whether t is a connection: it has a read deadline and is not
// a file (whose deadlines only work on pipes).
func isConn(t types.Type) bool {
	of := deadlineOwner(t)
	return of != nil && !isNamed(of, "os", "File")
}

// isFile reports whether t is a file, or embeds one.
func isFile(t types.Type) bool {
	of := deadlineOwner(t)
	return of != nil && isNamed(of, "os", "File")
}

// deadlineOwner is the type whose SetReadDeadline t has, nil if it has none.
func deadlineOwner(t types.Type) types.Type {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "SetReadDeadline")
	fn, ok := obj.(*types.Func)
	if !ok {
		return nil
	}
	return fn.Signature().Recv().Type()
}

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
	case isResponse(t):
		return "", false // bounded by the server's timeouts
	case isHash(t):
		return "", false // in memory, wherever it is kept
	case isConn(t):
		if dir == knowledge.Read {
			return kind.ConnRead, false
		}
		return kind.ConnWrite, false
	}
	_, iface := t.Underlying().(*types.Interface)
	return "", iface || isPassThrough(t)
}

// isResponse reports whether t is what an HTTP handler writes its answer to.
func isResponse(t types.Type) bool { return isNamed(t, "net/http", "ResponseWriter") }

// isHash reports whether t is one of the interfaces of package hash.
func isHash(t types.Type) bool {
	n := namedType(t)
	return n != nil && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "hash"
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

// maxWalk caps the values that a walk looks at.
const maxWalk = 64

// typeAt is the type of the field, or of the elements, that a place leads to; nil if it
// cannot be told.
func (p *Program) typeAt(pl Place) types.Type {
	t := pl.rootType()
	for i, name := range strings.Split(pl.Path, ".") {
		name, many := strings.CutSuffix(name, "[]")
		if i > 0 {
			fv := p.fieldNamed(t, name)
			if fv == nil {
				return nil
			}
			t = fv.Type()
		}
		if many {
			if t = elementType(t); t == nil {
				return nil
			}
		}
	}
	return t
}

// elementType is the type of the elements of a container, nil for what is none.
func elementType(t types.Type) types.Type {
	switch t := t.Underlying().(type) {
	case *types.Pointer:
		return elementType(t.Elem())
	case interface{ Elem() types.Type }: // a slice, an array, a map or a channel
		return t.Elem()
	}
	return nil
}
