package flow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// frameworks are packages that call functions for what a person types.
var frameworks = []string{
	"github.com/alecthomas/kingpin", "github.com/spf13/cobra", "github.com/urfave/cli", "gopkg.in/alecthomas/kingpin.v2",
}

func isFramework(pkg *types.Package) bool {
	return pkg != nil && slices.ContainsFunc(frameworks, func(f string) bool { return pkg.Path() == f || strings.HasPrefix(pkg.Path(), f+"/") })
}

// commands lists the functions that only commands use: what hangs together with
// a command, through calls, values and methods, and does not serve. A command
// may start goroutines to be done sooner: what a service does at length is in a
// package of its own, or it listens here. Where nothing serves, all is for commands.
func (p *Program) commands() map[*ssa.Function]bool {
	if !slices.ContainsFunc(p.Pkg.Imports(), isFramework) {
		return nil
	}
	g := &group{prog: p, of: map[*ssa.Function]*ssa.Function{}, first: map[*types.Named]*ssa.Function{}, run: map[*ssa.Function]bool{}}
	for _, f := range p.order {
		g.add(f.ssa)
	}
	run, serving := map[*ssa.Function]bool{}, map[*ssa.Function]bool{}
	none := true
	for _, f := range p.order {
		run[g.find(f.ssa)] = run[g.find(f.ssa)] || g.run[f.ssa]
		if f.serves() {
			serving[g.find(f.ssa)], none = true, false
		}
	}
	out := map[*ssa.Function]bool{}
	for _, f := range p.order {
		out[f.ssa] = none || run[g.find(f.ssa)] && !serving[g.find(f.ssa)]
	}
	return out
}

// A group is a union-find over functions that hang together.
type group struct {
	prog  *Program
	of    map[*ssa.Function]*ssa.Function
	first map[*types.Named]*ssa.Function // a method of each type
	run   map[*ssa.Function]bool         // given to a framework
}

func (g *group) find(fn *ssa.Function) *ssa.Function {
	for g.of[fn] != nil {
		fn = g.of[fn]
	}
	return fn
}

func (g *group) join(a, b *ssa.Function) {
	if a, b = g.find(a), g.find(b); a != b {
		g.of[a] = b
	}
}

// joinType joins fn with the methods of t.
func (g *group) joinType(fn *ssa.Function, t types.Type) {
	n := namedType(t)
	if n == nil || n.Obj().Pkg() != g.prog.Pkg {
		return
	}
	if first := g.first[n]; first != nil {
		g.join(fn, first)
	}
	g.first[n] = fn
}

// add joins fn with what it mentions, but for what it gives to a framework: the
// root command knows all others, and shares nothing with them.
func (g *group) add(fn *ssa.Function) {
	if recv := fn.Signature.Recv(); recv != nil {
		g.joinType(fn, recv.Type())
	}
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			if m, ok := in.(*ssa.MakeInterface); ok {
				g.joinType(fn, m.X.Type())
			}
			for _, op := range in.Operands(nil) {
				used, ok := (*op).(*ssa.Function)
				if !ok || used.Pkg != g.prog.ssa {
					continue
				}
				if givenToFramework(in) || registers(fn) && !calls(in, used) {
					g.run[used] = true
				} else {
					g.join(fn, used)
				}
			}
		}
	}
}

// givenToFramework: stored in a field of a command, or an argument.
func givenToFramework(in ssa.Instruction) bool {
	switch in := in.(type) {
	case *ssa.MakeClosure:
		refs := *in.Referrers()
		return len(refs) > 0 && !slices.ContainsFunc(refs, func(r ssa.Instruction) bool { return !givenToFramework(r) })
	case *ssa.Store:
		fa, ok := in.Addr.(*ssa.FieldAddr)
		if !ok {
			return false
		}
		n := namedType(fa.X.Type())
		return n != nil && isFramework(n.Obj().Pkg())
	case *ssa.Call:
		fn := calleeObj(&in.Call)
		return fn != nil && isFramework(fn.Pkg())
	}
	return false
}

// registers reports whether fn is an initialiser: the functions that it mentions
// become commands.
func registers(fn *ssa.Function) bool {
	return fn.Signature.Recv() == nil && (fn.Name() == "init" || strings.HasPrefix(fn.Name(), "init#"))
}

func calls(in ssa.Instruction, fn *ssa.Function) bool {
	c, ok := in.(ssa.CallInstruction)
	return ok && c.Common().StaticCallee() == fn
}
