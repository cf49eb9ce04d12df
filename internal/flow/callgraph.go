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
// program agree on, so that whoever sees them all can put it together.
func (p *Program) Functions() []finding.Function {
	var out []finding.Function
	values := p.connHandlers()
	for _, f := range p.order {
		if p.InTest(f.ssa.Pos()) || nodeName(f.ssa) != f.ssa.String() {
			continue // a test, or the wrapper of a method
		}
		fn := finding.Function{Name: f.ssa.String(), Pos: f.ssa.Pos(), Entry: f.entry(), Accepts: f.accepts(), Signals: f.signalled()}
		if values[fn.Name] {
			fn.Entry = finding.EntryHandler
		}
		if recv := f.ssa.Signature.Recv(); recv != nil {
			fn.Method = methodKey(f.ssa.Name(), f.ssa.Signature)
		}
		for _, b := range f.ssa.Blocks {
			for _, in := range b.Instrs {
				f.edgesOf(&fn, in)
			}
		}
		fn.Calls = sortedNames(fn.Calls)
		fn.Starts = sortedNames(fn.Starts)
		out = append(out, fn)
	}
	return out
}

// Node is the name of the function that contains e in the call graph.
func (e *Event) Node() string { return nodeName(e.Fn.ssa) }

// edgesOf adds the functions that an instruction calls, starts or refers to.
// Whoever has a function as a value may call it: that counts as a call here.
func (f *function) edgesOf(fn *finding.Function, in ssa.Instruction) {
	started := map[ssa.Value]bool{}
	if c, ok := in.(ssa.CallInstruction); ok {
		names := f.calleeNames(c.Common())
		if _, ok := in.(*ssa.Go); ok {
			fn.Starts = append(fn.Starts, names...)
			started[c.Common().Value] = true
		} else {
			fn.Calls = append(fn.Calls, names...)
		}
		for v, names := range f.startedByCallee(c.Common()) {
			fn.Starts = append(fn.Starts, names...)
			started[v] = true
		}
	}
	if l := f.launchOf(in); l != nil {
		for _, t := range l.targets {
			if t.fn != nil {
				fn.Starts = append(fn.Starts, nodeName(t.fn.ssa))
			}
		}
		for _, op := range in.Operands(nil) {
			started[*op] = true
		}
	}
	for _, op := range in.Operands(nil) {
		g, ok := (*op).(*ssa.Function)
		if mc, isClosure := in.(*ssa.MakeClosure); isClosure && f.onlyStarted(mc) {
			continue
		}
		if ok && !started[g] && len(g.Blocks) > 0 {
			fn.Calls = append(fn.Calls, nodeName(g))
		}
	}
}

// startedByCallee are the function values that the callee runs in a goroutine.
func (f *function) startedByCallee(c *ssa.CallCommon) map[ssa.Value][]string {
	out := map[ssa.Value][]string{}
	for _, t := range f.targets(c) {
		for _, eff := range t.sum.Effects {
			arg := t.arg(eff.On.Param)
			if !eff.IsCall || !eff.Async || arg == nil || eff.On.Path != "" {
				continue
			}
			for _, run := range f.valueTargets(arg, nil, 0) {
				if run.fn != nil {
					out[arg] = append(out[arg], nodeName(run.fn.ssa))
				}
			}
		}
	}
	return out
}

// launchOf is the goroutine that in starts.
func (f *function) launchOf(in ssa.Instruction) *launch {
	for _, l := range f.launched {
		if l.instr == in {
			return l
		}
	}
	return nil
}

// onlyStarted reports whether a function literal is only given to go
// statements and to functions that run it in a goroutine.
func (f *function) onlyStarted(mc *ssa.MakeClosure) bool {
	for _, r := range *mc.Referrers() {
		c, isCall := r.(ssa.CallInstruction)
		started := f.launchOf(r) != nil || isCall && f.startedByCallee(c.Common())[mc] != nil
		if _, ok := r.(*ssa.DebugRef); !ok && !started {
			return false
		}
	}
	return true
}

// calleeNames are the functions that a call may reach: those known here, the
// named one, or whatever has the method of an interface of this module.
func (f *function) calleeNames(c *ssa.CallCommon) []string {
	var out []string
	for _, t := range f.targets(c) {
		if t.fn != nil {
			out = append(out, nodeName(t.fn.ssa))
		}
	}
	if len(out) > 0 {
		return out
	}
	if c.IsInvoke() {
		if m := c.Method; m.Pkg() != nil && f.prog.sameModule(m.Pkg().Path()) {
			return []string{methodKey(m.Name(), m.Signature())}
		}
		return nil
	}
	if fn := calleeObj(c); fn != nil && fn.Pkg() != nil && f.prog.sameModule(fn.Pkg().Path()) {
		return []string{fn.FullName()}
	}
	return nil
}

// methodKey matches a method with the interfaces that it may implement.
func methodKey(name string, sig *types.Signature) string {
	b := strings.Builder{}
	b.WriteString("~" + name + "(")
	for _, tuple := range [...]*types.Tuple{sig.Params(), sig.Results()} {
		for v := range tuple.Variables() {
			b.WriteString(types.TypeString(v.Type(), (*types.Package).Path) + ",")
		}
		b.WriteString(")")
	}
	return b.String()
}

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
func (f *function) accepts() bool {
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			if c, ok := in.(ssa.CallInstruction); ok && isServe(calleeObj(c.Common())) {
				return true
			}
		}
	}
	return slices.ContainsFunc(f.events, func(e *Event) bool {
		return e.From == nil && (e.Kind == kind.Accept || e.Kind == kind.HTTPServer)
	})
}

// signalled reports whether the function asks for signals, as programs do that
// run until they are told to stop.
func (f *function) signalled() bool {
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			c, ok := in.(ssa.CallInstruction)
			if !ok {
				continue
			}
			if fn := calleeObj(c.Common()); fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "os/signal" {
				return true
			}
		}
	}
	return false
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
