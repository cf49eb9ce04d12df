package flow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/kind"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// What calls of unknown code are, by their shape.

// acceptOp describes Accept of listener types that the tables do not know.
var acceptOp = knowledge.Op{Kind: kind.Accept, On: knowledge.Recv, Dir: knowledge.Both}

// dialOp describes functions that users provide to dial, and methods of dialers that the
// tables do not know: whatever they do, they have a context to end it.
var dialOp = knowledge.Op{Kind: kind.Dial, Ctx: knowledge.Arg0}

// dials reports whether a call of unknown code makes a connection with a context: of a
// method, or of a function in a field, where users put theirs. The variant of a dialer that
// takes none, and hands on the connection, has none to pass.
func (f *function) dials(c *ssa.CallCommon) bool {
	if !isDialer(c.Signature()) || !c.IsInvoke() && fieldOf(c.Value) == nil {
		return false
	}
	results := f.ssa.Signature.Results()
	return results.Len() == 0 || !isConn(results.At(0).Type()) || f.ssa.Signature.Params().Len() > 0 && isContext(f.ssa.Signature.Params().At(0).Type())
}

// isDialer reports whether a function makes a connection with a context.
func isDialer(sig *types.Signature) bool {
	params, results := sig.Params(), sig.Results()
	return params.Len() > 0 && isContext(params.At(0).Type()) &&
		results.Len() == 2 && isNamed(results.At(0).Type(), "net", "Conn") && isError(results.At(1).Type())
}

// requestOp describes methods of other modules' interfaces that take a context and can
// fail: clients, mostly, which wait for a server. What the module itself hides behind an
// interface may be a map.
var requestOp = knowledge.Op{Kind: kind.RPC, Ctx: knowledge.Arg0}

// endsAnyway begins the names of methods whose context is for how long something runs, which
// look a name up, which ends by itself, or take what comes, for which nobody has asked.
var endsAnyway = []string{"Start", "Run", "Serve", "Listen", "Watch", "Lookup", "Accept", "Receive"}

// requests reports whether a call is one of such a method. Those of the standard library
// are in the tables, or wait for nobody, as handlers of logs do.
func (f *function) requests(c *ssa.CallCommon) bool {
	if !c.IsInvoke() || c.Method.Pkg() == nil {
		return false
	}
	if slices.ContainsFunc(endsAnyway, func(n string) bool { return strings.HasPrefix(c.Method.Name(), n) }) {
		return false
	}
	params, results := c.Signature().Params(), c.Signature().Results()
	return params.Len() > 0 && isContext(params.At(0).Type()) && results.Len() > 0 && isError(results.At(results.Len()-1).Type()) &&
		hasHost(c.Method.Pkg().Path()) && !f.prog.sameModule(c.Method.Pkg().Path()) && !knowledge.HasTimeouts(c.Method.Pkg().Path())
}

// byShape handles calls that nothing in sight answers.
func (f *function) byShape(in ssa.Instruction, c *ssa.CallCommon, s *state) {
	switch {
	case f.dials(c):
		f.operation(in, c, &dialOp, s)
	case f.requests(c):
		f.operation(in, c, &requestOp, s)
	}
}

// unresolved handles calls of which nothing is known: methods by their shape,
// function values by where they come from.
func (f *function) unresolved(in ssa.Instruction, c *ssa.CallCommon, fn *types.Func, s *state) {
	if fn == nil {
		if !c.IsInvoke() {
			f.callValue(in, c.Value, s, mode{})
			f.release(c.Value, s)
		}
		return
	}
	if dir := isStreamMethod(fn); dir != 0 {
		f.stream(in, &knowledge.Op{Dir: dir}, argument(c, 0), s)
		return
	}
	for _, op := range f.tlsOps(c, fn) {
		f.operation(in, c, &op, s)
	}
	if fn.Name() == "Accept" && fn.Signature().Recv() != nil && isListener(argument(c, 0).Type()) && fn.Signature().Params().Len() == 0 {
		f.operation(in, c, &acceptOp, s)
	}
}
