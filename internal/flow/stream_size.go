package flow

import (
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// maxPrinted is how many bytes a number or boolean has when it is printed, and a few more.
const maxPrinted = 32

// What strings have that are put into a phrase are names and words: maxWord bytes each,
// if the phrase itself has minPhrase.
const (
	maxWord   = 256
	minPhrase = 8
)

// sizeOf is how many bytes v has at most, -1 if that is not known; or the parameter
// whose size it is, else -1.
func (f *function) sizeOf(v ssa.Value, depth int) (n int64, param int) {
	if depth > maxEither {
		return -1, -1
	}
	switch v := v.(type) {
	case *ssa.Const:
		return constSize(v), -1
	case *ssa.Convert:
		return f.sizeOf(v.X, depth+1)
	case *ssa.MakeInterface:
		if b, ok := v.X.Type().Underlying().(*types.Basic); ok && b.Info()&(types.IsNumeric|types.IsBoolean) != 0 {
			return maxPrinted, -1
		}
		return f.sizeOf(v.X, depth+1)
	case *ssa.ChangeType:
		return f.sizeOf(v.X, depth+1)
	case *ssa.Slice:
		return f.sizeOf(v.X, depth+1)
	case *ssa.BinOp:
		return f.phraseSize(joined(v), depth+1), -1
	case *ssa.Call:
		if fn := calleeObj(&v.Call); fn != nil && knowledge.FuncOf(fn) == (knowledge.Func{Pkg: "fmt", Name: "Sprintf"}) {
			return f.phraseSize(printed(&v.Call, 0), depth+1), -1
		}
	case *ssa.Parameter:
		if isBytes(v.Type()) {
			return -1, slices.Index(f.ssa.Params, v)
		}
	}
	if ptr, ok := v.Type().Underlying().(*types.Pointer); ok {
		if a, ok := ptr.Elem().Underlying().(*types.Array); ok {
			return a.Len(), -1
		}
	}
	return -1, -1
}

// joined lists the operands of a concatenation.
func joined(v ssa.Value) []ssa.Value {
	if b, ok := v.(*ssa.BinOp); ok {
		return append(joined(b.X), joined(b.Y)...)
	}
	return []ssa.Value{v}
}

// phraseSize is how many bytes parts have together that are one text, -1 if that is not
// known.
func (f *function) phraseSize(parts []ssa.Value, depth int) int64 {
	size, phrase := int64(0), int64(0)
	words := false
	for _, v := range parts {
		n, _ := f.sizeOf(v, depth)
		switch {
		case n < 0 && isText(v):
			size, words = size+maxWord, true
		case n < 0:
			return -1
		default:
			size += n
		}
		if _, ok := v.(*ssa.Const); ok {
			phrase += n
		}
	}
	if words && (phrase < minPhrase || size > maxFirst) {
		return -1
	}
	return size
}

// isText reports whether v is a string, also as an argument of any type.
func isText(v ssa.Value) bool {
	if m, ok := v.(*ssa.MakeInterface); ok {
		v = m.X
	}
	b, ok := v.Type().Underlying().(*types.Basic)
	return ok && b.Kind() == types.String
}

// printed lists what a function of package fmt prints, from an argument on.
func printed(c *ssa.CallCommon, from int) (parts []ssa.Value) {
	for _, a := range c.Args[from:] {
		if !isNil(a) {
			parts = append(parts, elements(a)...)
		}
	}
	return parts
}

func constSize(c *ssa.Const) int64 {
	switch {
	case c.Value == nil:
		return 0
	case c.Value.Kind() == constant.String:
		return int64(len(constant.StringVal(c.Value)))
	}
	return -1
}

// isBytes reports whether t is a string or a slice of bytes.
func isBytes(t types.Type) bool {
	switch t := t.Underlying().(type) {
	case *types.Basic:
		return t.Kind() == types.String
	case *types.Slice:
		return types.Identical(t.Elem(), types.Typ[types.Byte])
	}
	return false
}

// written lists what a call of a stream operation writes, if its arguments tell. What
// is flushed was written before.
func written(c *ssa.CallCommon, fn *types.Func) (parts []ssa.Value, ok bool) {
	switch knowledge.FuncOf(fn) {
	case knowledge.Func{Pkg: "io", Name: "WriteString"}:
		return c.Args[1:2], true
	case knowledge.Func{Pkg: "encoding/binary", Name: "Write"}:
		return c.Args[2:], true
	case knowledge.Func{Pkg: "bufio", Recv: "Writer", Name: "Flush"}:
		return nil, true
	case knowledge.Func{Pkg: "fmt", Name: "Fprint"}, knowledge.Func{Pkg: "fmt", Name: "Fprintln"}, knowledge.Func{Pkg: "fmt", Name: "Fprintf"}:
		return printed(c, 1), true
	case knowledge.Func{Pkg: "io", Name: "Copy"}:
		return c.Args[1:], isInMemory(inside(c.Args[1]).Type())
	case knowledge.Func{Pkg: "net/http", Recv: "Request", Name: "Write"}:
		return nil, isBare(argument(c, 0)) // a line and the headers of a CONNECT
	}
	if isStreamMethod(fn) == knowledge.Write {
		return []ssa.Value{argument(c, 1)}, true
	}
	return message(c, fn)
}

// isInMemory reports whether a stream is of what is at hand.
func isInMemory(t types.Type) bool {
	return isNamed(t, "bytes", "Buffer") || isNamed(t, "bytes", "Reader") || isNamed(t, "strings", "Reader")
}

// message lists what a method of a connection sends as one: conn.WriteMessage(kind, data).
func message(c *ssa.CallCommon, fn *types.Func) (parts []ssa.Value, ok bool) {
	recv := fn.Signature().Recv()
	if recv == nil || !isConn(recv.Type()) || !strings.HasPrefix(fn.Name(), "Write") {
		return nil, false
	}
	for i := 1; argument(c, i) != nil; i++ {
		if t := argument(c, i).Type(); isBytes(t) || types.IsInterface(t) {
			parts = append(parts, argument(c, i))
		}
	}
	return parts, len(parts) > 0
}

// isBare reports whether v is a request that its function makes, without a body.
func isBare(v ssa.Value) bool {
	a, ok := v.(*ssa.Alloc)
	if !ok || structOf(a.Type()) == nil {
		return false
	}
	st := structOf(a.Type())
	for i := range st.NumFields() {
		if st.Field(i).Name() == "Body" && len(fieldStores(a, i)) > 0 {
			return false
		}
	}
	return true
}
