package flow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// commanders are packages that call functions for what a person types.
var commanders = []string{
	"github.com/alecthomas/kingpin", "github.com/alecthomas/kong", "github.com/canonical/go-flags", "github.com/desertbit/grumble",
	"github.com/google/subcommands", "github.com/hashicorp/cli", "github.com/jawher/mow.cli", "github.com/jessevdk/go-flags",
	"github.com/juju/cmd", "github.com/mitchellh/cli", "github.com/peterbourgon/ff", "github.com/spf13/cobra", "github.com/urfave/cli",
	"gopkg.in/alecthomas/kingpin.v2",
}

// askers are packages that ask a person.
var askers = []string{
	"github.com/AlecAivazis/survey", "github.com/charmbracelet/bubbletea", "github.com/charmbracelet/huh",
	"github.com/chzyer/readline", "github.com/manifoldco/promptui", "github.com/peterh/liner",
}

// screens are packages that have the terminal, or a window, to themselves.
var screens = []string{
	"fyne.io/fyne", "gioui.org", "github.com/awesome-gocui/gocui", "github.com/charmbracelet/bubbletea", "github.com/gdamore/tcell",
	"github.com/gizak/termui", "github.com/jroimartin/gocui", "github.com/nsf/termbox-go", "github.com/rivo/tview",
}

func isScreen(pkg *types.Package) bool {
	return pkg != nil && knowledge.Within(pkg.Path(), screens...)
}

func isFramework(pkg *types.Package) bool {
	return pkg != nil && knowledge.Within(pkg.Path(), commanders...) || isAsker(pkg)
}

func isAsker(pkg *types.Package) bool {
	return pkg != nil && knowledge.Within(pkg.Path(), askers...)
}

// asks reports whether in is a program that a person sits in front of.
func asks(in Input) bool {
	return in.Pkg.Name() == "main" && slices.ContainsFunc(in.Pkg.Imports(), isAsker)
}

// commands lists the functions that only commands use: what a command gets to,
// through calls, values and methods, unless what serves gets there, too, or others
// may call it. A command may start goroutines to be done sooner: what a service
// does at length is in a package of its own, or it listens here. Where nothing
// serves, all is for commands.
func (p *Program) commands() map[*ssa.Function]bool {
	if !p.framework && p.dispatch.isEmpty() {
		return nil
	}
	u := newUses(p)
	run, served := map[*ssa.Function]bool{}, map[*ssa.Function]bool{}
	for _, f := range p.order {
		for _, command := range u.commands[f.ssa] {
			u.reach(command, run)
		}
		if f.listens(everywhere) || !p.asks && f.serves(everywhere) {
			u.reach(f.ssa, served)
		}
	}
	none := len(served) == 0 && (p.framework || !p.serves())
	for _, f := range p.order {
		for _, fn := range u.open[f.ssa] {
			u.reach(fn, served)
		}
	}
	out := map[*ssa.Function]bool{}
	for _, f := range p.order {
		out[f.ssa] = none || (p.asks || run[f.ssa]) && !served[f.ssa]
	}
	return out
}

// offers reports whether in makes a command of a function that it mentions.
func (p *Program) offers(in ssa.Instruction, fn *ssa.Function) bool {
	return !calls(in, fn) && (p.keptAsCommand(in) || p.framework && registers(in.Parent()))
}

// Uses are the functions of the package that each of them mentions.
type uses struct {
	mentions map[*ssa.Function][]*ssa.Function // calls, takes the value of, or puts in an interface
	commands map[*ssa.Function][]*ssa.Function // gives to a framework: the root command knows all others, and shares nothing with them
	open     map[*ssa.Function][]*ssa.Function // gives to others
}

func newUses(p *Program) *uses {
	u := &uses{map[*ssa.Function][]*ssa.Function{}, map[*ssa.Function][]*ssa.Function{}, map[*ssa.Function][]*ssa.Function{}}
	methods := map[*types.Named][]*ssa.Function{}
	for _, f := range p.order {
		if recv := f.ssa.Signature.Recv(); recv != nil {
			n := genericType(recv.Type())
			methods[n] = append(methods[n], f.ssa)
		}
	}
	for _, f := range p.order {
		for _, b := range f.ssa.Blocks {
			for _, in := range b.Instrs {
				if m, ok := in.(*ssa.MakeInterface); ok {
					u.mentions[f.ssa] = append(u.mentions[f.ssa], p.through(m.Type(), methods[genericType(m.X.Type())])...)
				}
				u.add(p, f.ssa, in)
			}
		}
	}
	return u
}

// genericType is the type as it was declared.
func genericType(t types.Type) *types.Named {
	if n := namedType(t); n != nil {
		return n.Origin()
	}
	return nil
}

// through is which of the methods an interface gives access to: all of them, if it
// may be asked for another one first.
func (p *Program) through(t types.Type, methods []*ssa.Function) []*ssa.Function {
	i := t.Underlying().(*types.Interface)
	if i.NumMethods() == 0 {
		return methods
	}
	var out []*ssa.Function
	for _, m := range methods {
		if obj, _, _ := types.LookupFieldOrMethod(t, false, p.Pkg, m.Name()); obj != nil {
			out = append(out, m)
		}
	}
	return out
}

// add adds what an instruction of fn mentions.
func (u *uses) add(p *Program, fn *ssa.Function, in ssa.Instruction) {
	for _, op := range in.Operands(nil) {
		used, ok := (*op).(*ssa.Function)
		switch {
		case !ok || used.Pkg != p.ssa:
		case p.offers(in, used):
			u.commands[fn] = append(u.commands[fn], used)
		default:
			u.mentions[fn] = append(u.mentions[fn], used)
		}
	}
	if !p.keptAsCommand(in) && !registers(fn) {
		u.open[fn] = append(u.open[fn], p.givenAway(in)...)
	}
}

// reach adds fn to a set, and what it mentions.
func (u *uses) reach(fn *ssa.Function, to map[*ssa.Function]bool) {
	if to[fn] {
		return
	}
	to[fn] = true
	for _, m := range u.mentions[fn] {
		u.reach(m, to)
	}
}

// keptAsCommand: given to a framework, stored in a field of a command or of a dispatch, or
// what is made of it is.
func (p *Program) keptAsCommand(in ssa.Instruction) bool {
	if p.dispatch.keeps(in) {
		return true
	}
	switch in := in.(type) {
	case *ssa.MakeClosure, *ssa.ChangeType:
		return p.resultKept(in.(ssa.Value))
	case *ssa.Store:
		fa, ok := in.Addr.(*ssa.FieldAddr)
		if !ok {
			return false
		}
		n := namedType(fa.X.Type())
		return n != nil && isFramework(n.Obj().Pkg())
	case *ssa.Call:
		fn := calleeObj(&in.Call)
		return fn != nil && isFramework(fn.Pkg()) || p.resultKept(in)
	}
	return false
}

func (p *Program) resultKept(v ssa.Value) bool {
	refs := *v.Referrers()
	return len(refs) > 0 && !slices.ContainsFunc(refs, func(r ssa.Instruction) bool { return !p.keptAsCommand(r) })
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
