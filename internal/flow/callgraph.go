package flow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// Functions is the call graph of the package, by names that all packages of a
// program agree on, so that whoever sees them all can put it together. Those of tests and
// examples are left out: what they do, nobody does in production.
func (p *Program) Functions() []finding.Function {
	if p.Aside {
		return nil
	}
	var out []finding.Function
	values, boxed := p.connHandlers(), boxes{}
	for _, f := range p.order {
		if p.InTest(f.ssa.Pos()) || nodeName(f.ssa) != f.ssa.String() {
			continue // a test, or the wrapper of a method
		}
		fn := finding.Function{Name: f.ssa.String(), Pos: f.ssa.Pos(), Entry: f.entry()}
		f.mark(&fn, everywhere)
		if values[fn.Name] {
			fn.Entry = finding.EntryHandler
		}
		if recv := f.ssa.Signature.Recv(); recv != nil {
			fn.Method = methodKey(f.ssa.Name(), f.ssa.Signature)
		}
		if fn.Entry == finding.EntryMain {
			out = append(out, f.ways(fn, boxed)...)
			continue
		}
		for _, b := range f.ssa.Blocks {
			f.edgesOfBlock(&fn, b, boxed)
		}
		out = append(out, sorted(fn))
	}
	return out
}

// mark says what a part of f, which is a node, does at length.
func (f *function) mark(fn *finding.Function, in part) {
	fn.Accepts, fn.Stays, fn.Draws = f.accepts(in), f.signalled(in) || f.serves(in), f.draws(in)
}

// draws reports whether the function calls a library that has the terminal or a window to itself.
func (f *function) draws(in part) bool {
	return slices.ContainsFunc(f.prog.Pkg.Imports(), isScreen) && f.anyInstruction(in, func(i ssa.Instruction) bool {
		c, ok := i.(ssa.CallInstruction)
		if !ok {
			return false
		}
		fn := calleeObj(c.Common())
		return fn != nil && isScreen(fn.Pkg())
	})
}

func sorted(fn finding.Function) finding.Function {
	fn.Calls, fn.Starts, fn.Offers = sortedNames(fn.Calls), sortedNames(fn.Starts), sortedNames(fn.Offers)
	return fn
}

// Node is the name of the function that contains e in the call graph.
func (e *Event) Node() string { return nodeName(e.Fn.ssa) }

// entry says how the function is entered from outside of the program's own code.
func (f *function) entry() string {
	switch {
	case f.runsOnce() && f.ssa.Parent() == nil:
		if f.ssa.Name() == "main" {
			return finding.EntryMain
		}
		return finding.EntryInit
	case isHandler(f.ssa.Signature):
		return finding.EntryHandler
	}
	obj := f.ssa.Object()
	if obj != nil && obj.Exported() && f.prog.Pkg.Name() != "main" && !strings.Contains("/"+f.prog.Pkg.Path()+"/", "/internal/") {
		return finding.EntryExported
	}
	return ""
}

// isHandler recognises what a server calls for each request: an HTTP handler,
// and the method that gRPC generates for each of its methods.
func isHandler(sig *types.Signature) bool {
	p := sig.Params()
	if p.Len() < 2 {
		return false
	}
	if isNamed(p.At(0).Type(), "net/http", "ResponseWriter") {
		ptr, ok := p.At(1).Type().(*types.Pointer)
		return ok && isNamed(ptr.Elem(), "net/http", "Request")
	}
	last := p.At(p.Len() - 1).Type()
	return isNamed(last, "google.golang.org/grpc", "UnaryServerInterceptor") ||
		p.Len() == 2 && isNamed(last, "google.golang.org/grpc", "ServerStream")
}

// accepts reports whether the function waits for requests: it accepts
// connections, or serves them.
func (f *function) accepts(in part) bool {
	serves := func(i ssa.Instruction) bool {
		c, ok := i.(ssa.CallInstruction)
		return ok && isServe(calleeObj(c.Common()))
	}
	return f.anyInstruction(in, serves) || f.anyEvent(in, func(e *Event) bool {
		return e.From == nil && (e.Kind == kind.Accept || e.Kind == kind.HTTPServer)
	})
}

// A part of a function is some of its blocks.
type part func(*ssa.BasicBlock) bool

// everywhere is all of a function.
func everywhere(*ssa.BasicBlock) bool { return true }

func (f *function) anyEvent(in part, is func(*Event) bool) bool {
	return slices.ContainsFunc(f.events, func(e *Event) bool { return is(e) && in(e.Instr.Block()) })
}

func (f *function) anyInstruction(in part, is func(ssa.Instruction) bool) bool {
	return slices.ContainsFunc(f.ssa.Blocks, func(b *ssa.BasicBlock) bool { return in(b) && slices.ContainsFunc(b.Instrs, is) })
}

// signalled reports whether the function asks for the signals that tell a service to end
// or to read its configuration again. Others tell how far a program is, and an interrupt
// comes from a person.
func (f *function) signalled(in part) bool {
	return f.anyInstruction(in, func(i ssa.Instruction) bool {
		c, ok := i.(ssa.CallInstruction)
		if !ok {
			return false
		}
		fn := calleeObj(c.Common())
		if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "os/signal" || !strings.HasPrefix(fn.Name(), "Notify") {
			return false
		}
		_, listed := c.Common().Args[1].(*ssa.Slice)
		return !listed || f.names(serviceSignals)
	})
}

// serviceSignals are SIGHUP and SIGTERM, which have these numbers wherever Go runs.
var serviceSignals = []int64{1, 15}

// names reports whether the function has one of some signals as a value.
func (f *function) names(signals []int64) bool {
	return f.anyInstruction(everywhere, func(i ssa.Instruction) bool {
		m, ok := i.(*ssa.MakeInterface)
		if !ok || !isNamed(m.X.Type(), "syscall", "Signal") {
			return false
		}
		c, ok := m.X.(*ssa.Const)
		return ok && slices.Contains(signals, c.Int64())
	})
}

// isServe recognises the methods of servers that accept connections.
func isServe(fn *types.Func) bool {
	if fn == nil || fn.Signature().Recv() == nil {
		return false
	}
	recv := fn.Signature().Recv().Type()
	serves := strings.HasPrefix(fn.Name(), "Serve") || strings.HasPrefix(fn.Name(), "ListenAndServe")
	return serves && fn.Name() != "ServeHTTP" && (isNamed(recv, "net/http", "Server") || isNamed(recv, "google.golang.org/grpc", "Server"))
}

// connHandlers are the functions of a connection that are used as values: what
// an accept loop is given to call for each connection.
func (p *Program) connHandlers() map[string]bool {
	out := map[string]bool{}
	for _, f := range p.order {
		for _, b := range f.ssa.Blocks {
			for _, in := range b.Instrs {
				call, _ := in.(ssa.CallInstruction)
				for _, op := range in.Operands(nil) {
					g, ok := (*op).(*ssa.Function)
					if ok && takesConn(g.Signature) && (call == nil || call.Common().Value != ssa.Value(g)) {
						out[nodeName(g)] = true
					}
				}
			}
		}
	}
	return out
}

// outermost is the declared function that fn is, or is a part of.
func outermost(fn *ssa.Function) *ssa.Function {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	return fn
}

// nodeName is the name of a function in the call graph; the wrapper that SSA
// makes of a method value stands for the method.
func nodeName(fn *ssa.Function) string {
	if obj, ok := fn.Object().(*types.Func); ok && fn.Synthetic != "" {
		return obj.FullName()
	}
	return fn.String()
}

func takesConn(sig *types.Signature) bool {
	return sig.Params().Len() == 1 && isNamed(sig.Params().At(0).Type(), "net", "Conn")
}

func sortedNames(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}
