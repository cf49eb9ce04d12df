package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// leftToUsers reports whether e is on a connection that a function of the package's
// interface is given, and nobody here calls that: whoever has the connection sets its
// deadline, as the package does where the connection is its own.
func (p *Program) leftToUsers(e *Event) bool {
	param := p.uncalled(e)
	return param != nil && e.From != nil && e.From.src != nil && param.Parent().Object() != nil && param.Parent().Object().Exported()
}

// forOtherPackages reports whether e is on a connection that a function is given which
// only other packages call, by its name: their calls are judged when they are. A handler
// they may hand on, to whoever accepts.
func (p *Program) forOtherPackages(e *Event) bool {
	param := p.uncalled(e)
	if param == nil || !isConn(param.Type()) {
		return false
	}
	fn := param.Parent()
	if takesConn(fn.Signature) && fn.Signature.Results().Len() == 0 {
		return false
	}
	open := isOpenToOthers(fn)
	if p.sites.given[fn] {
		open = fn.Signature.Recv() != nil && returnsConn(fn.Signature)
	}
	return open && p.Pkg.Name() != "main" && !p.InTest(e.Pos)
}

// returnsConn reports whether a connection comes back: whoever has handed one over goes on
// with it, and is no server that is done with it.
func returnsConn(sig *types.Signature) bool {
	return slices.ContainsFunc(slices.Collect(sig.Results().Variables()), func(v *types.Var) bool { return isConn(v.Type()) })
}

// uncalled is the parameter, but for a receiver, that e leaves to the callers of its
// function to bound, if there are none in the package.
func (p *Program) uncalled(e *Event) *ssa.Parameter {
	param, ok := e.On.Root.(*ssa.Parameter)
	if !ok || e.On.Path != "" || e.Settled != finding.Callers || len(p.callers(e)) > 0 {
		return nil
	}
	if fn := param.Parent(); fn.Signature.Recv() != nil && param == fn.Params[0] {
		return nil
	}
	return param
}

// fromElsewhere reports whether an effect of another package is this
// package's to bound: its own waits are not, nor those reported over there.
func (e *Event) fromElsewhere() bool {
	return e.From.Verdict == finding.Callers && !e.From.Reported && !e.lives()
}

// lives reports whether e is in a goroutine of another module that reads for as long as
// the connection lives, which a deadline would end.
func (e *Event) lives() bool {
	c, ok := e.Instr.(ssa.CallInstruction)
	if !ok || !e.From.Async || !e.From.Loops || e.Dir != knowledge.Read {
		return false
	}
	fn := calleeObj(c.Common())
	return fn != nil && fn.Pkg() != nil && !e.Fn.prog.sameModule(fn.Pkg().Path())
}
