package flow

import (
	"go/constant"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// maxPrinted is how many bytes a number or boolean has when it is printed, and a few more.
const maxPrinted = 32

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
		for _, a := range c.Args[1:] {
			if !isNil(a) {
				parts = append(parts, elements(a)...)
			}
		}
		return parts, true
	}
	if isStreamMethod(fn) == knowledge.Write {
		return []ssa.Value{argument(c, 1)}, true
	}
	return nil, false
}
