package flow

import (
	"sort"
	"time"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/kind"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// A Ref is a Place in the terms of a function's caller.
type Ref struct {
	Param  int    // index of the parameter, receiver first; Global or -1 for none
	Global string // name of a package variable
	Path   string
}

const noParam = -1

// A Summary is what callers have to know of a function. It travels between
// packages as part of a Fact, so it is plain data.
type Summary struct {
	Name    string
	Effects []*Effect     `json:",omitempty"`
	Sets    []SetDeadline `json:",omitempty"`
	Results []Result      `json:",omitempty"`
	Ctx     []CtxResult   `json:",omitempty"`
	Holds   []HeldLock    `json:",omitempty"`
	Frees   []Ref         `json:",omitempty"`
	Retakes []Ref         `json:",omitempty"` // locks of the caller, given up meanwhile
	Closes  []Ref         `json:",omitempty"`
	Watches []CtxWatch    `json:",omitempty"`
}

// An Effect is an operation that a call of the function performs.
type Effect struct {
	Kind      kind.Kind
	Dir       knowledge.Dir
	What      string
	On        Ref
	Verdict   finding.Verdict
	Dur       time.Duration
	BoundWhat string
	BoundName string // the configuration that Dur comes from
	Blocks    bool
	UnderLock bool
	Async     bool
	IsCall    bool
	IsLock    bool
	Reader    bool
	Worker    bool
	Inner     bool // without the innermost lock of the caller
	Loops     bool // goes around, or on until the stream ends
	Relayed   bool // ends when the caller closes the stream
	Packets   bool // reads the next packet from any peer
	Shape     bool // of unknown code, by its shape
	ByCtx     bool
	Ctx       Ref  // of a call that a context bounds: the context
	Reported  bool // in its own package
	Class     string
	Callback  string
	Released  []Ref
	If        Switch
	Armed     []SetDeadline // of a call of a function value: the deadlines meanwhile
	Args      []SetDeadline // and those of its arguments
	Fit       Fit
	Steps     []FactStep // witness; filled when the effect leaves its package

	open *Effect // of a layer of another package: what its maker still can bound
	src  *Event
	also []*Event // other events of the function that callers see as the same
}

// A FactStep is a step of a witness in another package.
type FactStep struct{ At, Text string }

// A SetDeadline says that after the call the deadline of On is as described.
type SetDeadline struct {
	On      Ref
	Result  int // or of a result, when On.Param is noParam: index
	Dir     knowledge.Dir
	Verdict finding.Verdict
	Guarded bool
	Dur     time.Duration
	Name    string // the configuration that Dur comes from
	What    string
	Ctx     Ref // when Verdict is Callers: the context that decides
}

// A Result says that result i, or a field of it, is parameter Param (or part of it).
type Result struct {
	Result int
	Field  string
	Param  int
	Path   string
}

// A CtxResult says that result i is a context with this bound.
type CtxResult struct {
	Result  int
	Verdict finding.Verdict
	Dur     time.Duration
	Name    string
	Param   int
}

// A HeldLock is a lock that the function takes and does not give back.
type HeldLock struct {
	On     Ref
	Class  string
	Reader bool
}

// Caps on the size of summaries. What is cut is counted, not silently lost.
const (
	maxEffects = 24
	maxPerKind = 4
)

func (e *Effect) foreign() []finding.Step {
	var out []finding.Step
	for _, s := range e.Steps {
		out = append(out, finding.Step{At: s.At, Text: s.Text})
	}
	return out
}

func (e *Effect) lastAt() string {
	if len(e.Steps) == 0 {
		return ""
	}
	return e.Steps[len(e.Steps)-1].At
}

// ref expresses a place in the terms of callers; ok is false for locals.
func (f *function) ref(p Place) (Ref, bool) {
	switch r := p.Root.(type) {
	case *ssa.Parameter:
		for i, q := range f.ssa.Params {
			if q == r {
				return Ref{Param: i, Path: p.Path}, true
			}
		}
	case *ssa.FreeVar:
		for i, q := range f.ssa.FreeVars {
			if q == r {
				return Ref{Param: len(f.ssa.Params) + i, Path: p.Path}, true
			}
		}
	case *ssa.Global:
		return Ref{Param: noParam, Global: globalName(r), Path: p.Path}, true
	}
	return Ref{Param: noParam}, false
}

func globalName(g *ssa.Global) string {
	if g.Pkg == nil {
		return g.Name()
	}
	return g.Pkg.Pkg.Path() + "." + g.Name()
}

// summarize makes the summary from the events and the state at return.
func (f *function) summarize() {
	s := &f.sum
	s.Name = f.ssa.RelString(f.prog.Pkg)
	f.summarizeEffects(s)
	f.summarizeExit(s)
	s.Results = f.prog.ownResults(f.ssa)
	s.Ctx = f.contextsReturned()
	s.Watches = f.ctxWatches
}

func (f *function) summarizeEffects(s *Summary) {
	type key struct {
		kind  kind.Kind
		dir   knowledge.Dir
		on    Ref
		async bool
		flags [9]bool
		class string
		cond  Switch
	}
	seen := map[key]*Effect{}
	perKind := map[kind.Kind]int{}
	for _, e := range f.events {
		if !e.exported() {
			continue
		}
		on, _ := f.ref(e.On)
		if e.Bound.Verdict == finding.Callers && !e.IsCall {
			on, _ = f.ref(e.Bound.On)
		}
		k := key{e.Kind, e.Dir, on, e.Async, [9]bool{e.Bound.Verdict == finding.Callers, e.Bound.Verdict == finding.Unbounded, e.UnderLock, e.IsCall, e.Bound.ByCtx, len(e.Released) > 0, e.Inner, e.Relayed, e.Packets}, e.Class, e.If}
		if same := seen[k]; same != nil {
			same.also = append(same.also, e)
			same.Loops = same.Loops || e.repeats()
			same.Fit = same.Fit.meet(e.Fit)
			continue
		}
		if perKind[e.Kind] >= maxPerKind && e.Bound.Verdict != finding.Callers || len(s.Effects) >= maxEffects {
			f.prog.budget.capped["effects of a function"]++
			continue
		}
		perKind[e.Kind]++
		seen[k] = f.effect(e, on)
		s.Effects = append(s.Effects, seen[k])
	}
}

// exported reports whether callers have to know of e.
func (e *Event) exported() bool {
	if e.IsCall || e.IsLock {
		return !e.Async || e.IsCall
	}
	if e.Async && e.Bound.Verdict != finding.Callers {
		return false
	}
	return e.Blocks || e.Bound.Verdict >= finding.Callers
}

func (f *function) effect(e *Event, on Ref) *Effect {
	eff := &Effect{
		Kind: e.Kind, Dir: e.Dir, What: e.What, On: on, Verdict: e.Bound.Verdict,
		Dur: e.Bound.Dur, BoundWhat: e.Bound.What, BoundName: e.Bound.Name, Blocks: e.Blocks, UnderLock: e.UnderLock,
		Async: e.Async, IsCall: e.IsCall, IsLock: e.IsLock, Reader: e.Reader, ByCtx: e.Bound.ByCtx,
		Class: e.Class, Callback: e.Callback, Worker: e.Worker, Inner: e.Inner, If: e.If, Armed: e.Armed, Args: e.Args, Fit: e.Fit, Loops: e.repeats(), Relayed: e.Relayed, Packets: e.Packets, src: e,
	}
	eff.Shape = e.Op == &dialOp || e.Op == &requestOp
	if e.From != nil {
		eff.What, eff.Shape = e.From.What, e.From.Shape
	}
	if e.IsCall && e.Bound.Verdict == finding.Callers && e.Bound.ByCtx {
		// The wrapper's context bounds the function that it is given.
		if r, ok := f.ref(e.Bound.On); ok && r.Path == "" {
			eff.Ctx = r
		} else {
			eff.Verdict, eff.ByCtx = finding.Cancellable, false
		}
	}
	for p := range e.Released {
		if r, ok := f.ref(p); ok {
			eff.Released = append(eff.Released, r)
		}
	}
	sortRefs(eff.Released)
	return eff
}

func (a SetDeadline) less(b SetDeadline) bool {
	if a.On != b.On {
		return a.On.less(b.On)
	}
	if a.Result != b.Result {
		return a.Result < b.Result
	}
	return a.Dir < b.Dir
}

func (a Ref) less(b Ref) bool {
	if a.Param != b.Param {
		return a.Param < b.Param
	}
	if a.Global != b.Global {
		return a.Global < b.Global
	}
	return a.Path < b.Path
}

func sortRefs(r []Ref) { sort.Slice(r, func(i, j int) bool { return r[i].less(r[j]) }) }
