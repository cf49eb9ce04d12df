package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// tlsOps are the rows of crypto/tls.Conn for a method that is called through an
// interface which only TLS connections satisfy: one that asks for their state.
// Programs make such an interface to tell them from plain connections.
func (f *function) tlsOps(c *ssa.CallCommon, fn *types.Func) []knowledge.Op {
	if !c.IsInvoke() || !isTLS(c.Value.Type()) {
		return nil
	}
	return f.prog.Known.Ops[knowledge.Func{Pkg: "crypto/tls", Recv: "Conn", Name: fn.Name()}]
}

func isTLS(t types.Type) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "ConnectionState")
	fn, ok := obj.(*types.Func)
	if !ok {
		return false
	}
	res := fn.Signature().Results()
	return res.Len() == 1 && isNamed(res.At(0).Type(), "crypto/tls", "ConnectionState")
}
