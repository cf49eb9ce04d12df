package flow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/kind"
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

// forkOp is the row for a handshake of a connection of another module, which forks of
// crypto/tls have; nil if fn is none.
func (f *function) forkOp(c *ssa.CallCommon, fn *types.Func) *knowledge.Op {
	if fn.Signature().Recv() == nil || fn.Pkg() == nil || !hasHost(fn.Pkg().Path()) || f.prog.sameModule(fn.Pkg().Path()) || !isConn(argument(c, 0).Type()) {
		return nil
	}
	params, results := fn.Signature().Params(), fn.Signature().Results()
	if results.Len() != 1 || !isError(results.At(0).Type()) {
		return nil
	}
	op := &knowledge.Op{Func: knowledge.FuncOf(fn), Kind: kind.Handshake, On: knowledge.Recv, Dir: knowledge.Both}
	switch {
	case fn.Name() == "Handshake" && params.Len() == 0:
		return op
	case fn.Name() == "HandshakeContext" && params.Len() == 1 && isContext(params.At(0).Type()):
		op.Ctx = knowledge.Arg0
		return op
	}
	return nil
}

// hasShakenHands reports whether a connection was dialed by package tls, which returns it after
// the handshake: another one does nothing.
func hasShakenHands(p Place) bool {
	call, _ := callOf(p.Root)
	if call == nil || p.Path != "" {
		return false
	}
	fn := calleeObj(&call.Call)
	return fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "crypto/tls" && strings.HasPrefix(fn.Name(), "Dial")
}

// readsAtHand reports whether a connection is of a type of the package that reads from nothing
// that waits: a handshake with what was received before only looks at that.
func (f *function) readsAtHand(on ssa.Value) bool {
	all := f.sourceTypes(on, streamMethod(knowledge.Read))
	return len(all) > 0 && !slices.ContainsFunc(all, func(t types.Type) bool {
		fn := f.prog.method(t, streamMethod(knowledge.Read))
		if fn == nil {
			return true
		}
		g := f.prog.analyzed(fn)
		return g == nil || slices.ContainsFunc(g.sum.Effects, func(eff *Effect) bool { return eff.Dir&knowledge.Read != 0 })
	})
}
