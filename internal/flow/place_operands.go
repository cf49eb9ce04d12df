package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// callOf returns the call that v is a result of, and which result.
func callOf(v ssa.Value) (*ssa.Call, int) {
	switch v := v.(type) {
	case *ssa.Call:
		return v, 0
	case *ssa.Extract:
		if c, ok := v.Tuple.(*ssa.Call); ok {
			return c, v.Index
		}
	}
	return nil, 0
}

// calleeObj returns the function object that a call names, nil for calls of
// function values, method values and method expressions included.
func calleeObj(c *ssa.CallCommon) *types.Func {
	if c.IsInvoke() {
		return c.Method
	}
	if fn := c.StaticCallee(); fn != nil {
		if o := fn.Origin(); o != nil {
			fn = o
		}
		if obj, ok := fn.Object().(*types.Func); ok && (obj.Signature().Recv() == nil) == (fn.Signature.Recv() == nil) {
			return obj
		}
	}
	return nil
}

// operand returns the operand of a call that a table row chooses.
func (f *function) operand(c *ssa.CallCommon, a knowledge.Arg) ssa.Value {
	if a == knowledge.None {
		return nil
	}
	method := c.IsInvoke()
	if fn := c.StaticCallee(); fn != nil && fn.Signature.Recv() != nil {
		method = true
	}
	if a == knowledge.Recv {
		if !method {
			return nil
		}
		return argument(c, 0)
	}
	i := int(a - knowledge.Arg0)
	if method {
		i++
	}
	return argument(c, i)
}

// argument returns operand i of a call, the receiver first.
func argument(c *ssa.CallCommon, i int) ssa.Value {
	if c.IsInvoke() {
		if i == 0 {
			return c.Value
		}
		i--
	}
	if i < 0 || i >= len(c.Args) {
		return nil
	}
	return c.Args[i]
}
