// Package flow is the engine: it finds the operations of a package that can
// wait, computes what bounds each of them, and carries what callers have to
// know from function to function and from package to package.
//
// It works on SSA form, one package at a time. Every function is analysed
// once, callees first, by a forward dataflow over its blocks (solve.go) whose
// state is the deadlines set and the locks held (solve_state.go). A second walk
// over the solved blocks emits events (event.go): operations with their
// verdict in that function. Events whose verdict depends on the caller are
// part of the function's summary (summary.go) and are evaluated again at each
// call. Settle (settle.go) then decides which event is at fault.
package flow

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"sync"
	"time"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// Input is what the engine needs of a package: the parts of an analysis.Pass.
type Input struct {
	Fset  *token.FileSet
	Files []*ast.File
	Pkg   *types.Package
	Info  *types.Info
	// Module is the path of the module that Pkg belongs to, "" if not known.
	Module string
	// Known is the index of tables.
	Known *knowledge.Index
	// Declared returns the bound that a comment declares for the operation at
	// a position.
	Declared func(token.Pos) (time.Duration, bool)
	// Facts returns the fact of an imported package, or nil.
	Facts func(*types.Package) *Fact
	// Foreign says that only the fact of the package is wanted, by another module.
	Foreign bool
	// Built, if not nil, is called when the types of expressions are needed no more.
	Built func()
	// Budget is how long the package may take; 0 for any time.
	Budget time.Duration
}

// A Program is one package under analysis.
type Program struct {
	Input
	ssa    *ssa.Package
	Aside  bool // in a folder of tests, benchmarks or examples
	tests  map[*token.File]testCode
	funcs  map[*ssa.Function]*function
	order  []*function // in the order of source, literals after their function
	src    *sources
	fields *fieldTable
	impls  map[types.Type][]types.Type
	// methods has, of each package, the types that have a method of a name; see methodsOf.
	methods     map[*types.Package]map[string][]*types.Named
	owners      func() map[types.Type]*types.Named // of structs
	nonblocking func() bool                        // its system calls do not block
	index       map[*types.Package]map[string]*Summary
	depth       int

	resultMemo map[*ssa.Function][]Result
	scratches  map[*ssa.Function]*function
	constants  map[*types.Named][]constant.Value
	watched    map[string]Bound // what closes a field of a type, by class
	armings    []arming
	adopted    []adoption
	instants   int // depth of looking into helpers that return a deadline
	budget     *budget
	slow       map[string]bool // mutexes whose holders can wait forever
	embeds     bool            // its databases run in the process
	framework  bool            // it imports one for commands
	asks       bool            // a person sits in front of it
	dispatch   dispatch
	takers     *takers
	setters    map[*types.TypeName][]setter
	deadlines  *knowledge.Dir  // see setsDeadlines
	userLocks  map[string]bool // mutexes that users may wait for
	handedOn   map[handed]bool // locks that others give back than those who take them
	fieldCalls fieldCalls
	sites      *callSites
}

// Analyze builds SSA for the package and analyses all of its functions.
func Analyze(in Input) *Program {
	p := &Program{
		Input:  in,
		budget: newBudget(in.Budget),

		Aside:       isAside(in),
		tests:       testsIn(in),
		funcs:       map[*ssa.Function]*function{},
		impls:       map[types.Type][]types.Type{},
		methods:     map[*types.Package]map[string][]*types.Named{},
		owners:      sync.OnceValue(func() map[types.Type]*types.Named { return structOwners(in.Pkg) }),
		nonblocking: sync.OnceValue(func() bool { return isNonblocking(in.Info) }),
		index:       map[*types.Package]map[string]*Summary{},

		resultMemo: map[*ssa.Function][]Result{},
		scratches:  map[*ssa.Function]*function{},
		constants:  map[*types.Named][]constant.Value{},
		watched:    map[string]Bound{},
		handedOn:   map[handed]bool{},
		fieldCalls: fieldCalls{},
		embeds:     embedsDatabases(in.Pkg),
		framework:  slices.ContainsFunc(in.Pkg.Imports(), isFramework),
		asks:       asks(in),
	}
	files := in.Files
	if in.Foreign {
		files = outlined(in, p.isKnown)
	}
	p.ssa = build(in, files)
	if in.Built != nil {
		in.Built()
	}
	p.dispatch = newDispatch(p.ssa)
	p.src = newSources(files)
	declared := p.declared()
	p.sites = p.newCallSites(declared)
	newFieldTable(p, declared)
	for _, fn := range declared {
		p.analyzed(fn)
	}
	p.settle()
	return p
}

// embedded is the bound of a query there.
var embedded = Bound{Verdict: finding.Bounded, What: "a database in the process"}

// embedsDatabases reports whether the drivers that pkg imports are of databases
// that run in the process: a query has no peer to wait for, and its context
// does not end the waits for the disk.
func embedsDatabases(pkg *types.Package) bool {
	found := false
	for _, imp := range pkg.Imports() {
		inProcess, ok := knowledge.Drivers[imp.Path()]
		if ok && !inProcess {
			return false
		}
		found = found || inProcess
	}
	return found
}

// build makes SSA for the package alone; imported packages have no bodies.
// It is what passes/buildssa does. All exported data of a package that is
// created is read, so only those that have to be are: functions of others are
// created where they are called.
func build(in Input, files []*ast.File) *ssa.Package {
	prog := ssa.NewProgram(in.Fset, ssa.BuilderMode(0))
	for _, q := range in.Pkg.Imports() {
		prog.CreatePackage(q, nil, nil, true)
	}
	pkg := prog.CreatePackage(in.Pkg, files, in.Info, false)
	pkg.Build()
	return pkg
}

// declared lists the functions of the package in the order of source, each
// followed by the literals inside it.
func (p *Program) declared() []*ssa.Function {
	var out []*ssa.Function
	var add func(*ssa.Function)
	add = func(fn *ssa.Function) {
		out = append(out, fn)
		for _, lit := range fn.AnonFuncs {
			add(lit)
		}
	}
	if init := p.ssa.Func("init"); init != nil {
		add(init)
	}
	for _, f := range p.Files {
		for _, d := range f.Decls {
			decl, ok := d.(*ast.FuncDecl)
			if !ok || decl.Name.Name == "_" {
				continue
			}
			if obj, ok := p.Info.Defs[decl.Name].(*types.Func); ok {
				if fn := p.ssa.Prog.FuncValue(obj); fn != nil {
					add(fn)
				}
			}
		}
	}
	return out
}

// maxDepth caps the recursion through calls while analysing; deeper callees
// are taken as having no effect.
const maxDepth = 200

// analyzed returns the function of fn, analysing it first if need be; nil if
// fn has no body here. A function that is being analysed already (recursion)
// is returned with the summary it has so far.
func (p *Program) analyzed(fn *ssa.Function) *function {
	if fn == nil {
		return nil
	}
	if o := fn.Origin(); o != nil {
		fn = o
	}
	if f := p.funcs[fn]; f != nil {
		return f
	}
	if len(fn.Blocks) == 0 {
		return nil
	}
	if p.depth > maxDepth {
		p.budget.capped["depth of calls"]++
		return nil
	}
	if p.budget.spent() {
		p.budget.leftOut[fn] = true
		return nil
	}
	f := newFunction(p, fn)
	p.funcs[fn] = f
	p.depth++
	entries := f.solve()
	if p.budget.spent() {
		p.budget.leftOut[fn] = true // what is known of it is not all
	} else {
		f.emit(entries)
		f.summarize()
		f.relock()
	}
	f.done = true
	p.depth--
	p.order = append(p.order, f)
	return f
}
