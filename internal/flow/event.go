package flow

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/kind"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// An Event is an operation at an instruction of a function: its own, or one
// that a callee left to it.
type Event struct {
	Kind  kind.Kind     // "" for a stream of unknown nature and for calls of function parameters
	Dir   knowledge.Dir // for streams
	Fn    *function
	Instr ssa.Instruction
	Pos   token.Pos
	End   token.Pos
	What  string // the operation as source text: "w.f.Sync"
	On    Place  // the resource
	Op    *knowledge.Op

	Bound Bound

	// Blocks: the wait counts when a lock is held meanwhile, even if its
	// verdict is better than unbounded (a select with only a quit channel).
	Blocks    bool
	UnderLock bool // counts only while a lock is held
	Declared  bool // bounded by a comment
	Async     bool // runs in another goroutine; the function does not wait for it
	IsCall    bool // call of a function value that the caller provides
	IsLock    bool
	Guessed   bool // through an interface, of which the package has an implementation
	Reader    bool // of a lock: RLock
	Class     string
	Worker    bool        // part of a loop that serves until it is closed
	Inner     bool        // gives up a lock of the caller meanwhile, the last that was taken
	Cases     []token.Pos // of a select: where it waits
	Awaits    *Event      // for waits: the operation in a goroutine that is waited for
	Ended     bool        // for waits: the goroutines that end it are visible and end
	Served    bool        // for sends: a worker receives that nothing blocks
	Unless    string      // what keeps a wait that is Served, Ended or a Worker's from its end after all
	Abandoned bool        // for sends: the receiver may leave, and nobody else receives
	Channel   string      // type and field of the channel that is deserted
	Deserted  string      // why nobody may be there who would end the wait, and what to do
	Drains    bool        // for streams: goes on until the stream ends
	Packets   bool        // for streams: reads from any peer
	Relayed   bool        // for streams: ends when the caller closes it, which goes on with the other direction's end
	Fit       Fit         // for writes: into the send buffer of a fresh connection
	Answers   *Event      // for receives: the deserted send of what they answer
	Reply     *Event      // for receives of what a peer has to send first: the read of that
	fallback  token.Pos   // where what it waits with got a default without a timeout
	Callback  string      // of a function that users provide: the type that has it

	Armed    []SetDeadline // of a call of a function value: the deadlines meanwhile
	Args     []SetDeadline // and those of its arguments
	If       Switch        // happens only when the caller says so
	Held     []*Hold       // locks that may be held
	Sure     []*Hold       // of lock events: those held on all paths
	Released map[Place]bool

	From    *Effect  // the callee's effect that this is an instance of
	Derived []*Event // instances of this event at the calls of Fn

	Settled finding.Verdict // the verdict, callers taken into account
	stage   int8            // of settling
	unsure  bool            // may be called where nothing bounds it, through an interface
	Spared  bool            // waits only for whoever began it
	Silent  bool            // every caller in the package bounds it
	AtCalls bool            // some callers bound it: the others are at fault
	Report  bool            // the place to report
}

// leaveInner: a Cond waits without its own mutex, which is taken to be the
// innermost of those that are held, here or in a caller.
func (e *Event) leaveInner() {
	if last := len(e.Held) - 1; e.Inner && last >= 0 {
		e.Held, e.Inner = e.Held[:last:last], false
	}
}

// Root is the event in this package where the chain of effects begins.
func (e *Event) Root() *Event {
	for e.From != nil && e.From.src != nil {
		e = e.From.src
	}
	return e
}

// Origin is the event of the callee, in this package, that e is an instance
// of; nil if e is an operation.
func (e *Event) Origin() *Event {
	if e.From == nil {
		return nil
	}
	return e.From.src
}

// Repeats reports whether one run of e is many operations: a deadline that is
// set before it would limit all of them together.
func (e *Event) Repeats() bool { return e.Drains || e.From != nil && e.From.Loops }

// repeats is the same, seen from a caller of the function.
func (e *Event) repeats() bool { return e.Repeats() || e.Fn.inLoop(e.Instr.Block()) }

// Steps is the witness: from the event to the operation that blocks.
func (e *Event) Steps() []finding.Step {
	out := e.chain()
	for _, pos := range e.Root().Cases {
		out = append(out, finding.Step{Pos: pos, Text: "one of its cases"})
	}
	return out
}

// Distance is the number of steps of the witness.
func (e *Event) Distance() int {
	n := len(e.Root().Cases)
	for e.From != nil {
		if e.From.src == nil {
			return n + len(e.From.Steps)
		}
		e = e.From.src
		if e.Pos.IsValid() {
			n++
		}
	}
	return n
}

// chain is the calls of the witness.
func (e *Event) chain() []finding.Step {
	var out []finding.Step
	for e.From != nil {
		if e.From.src == nil {
			return append(out, e.From.foreign()...)
		}
		e = e.From.src
		if e.Pos.IsValid() { // not in a wrapper that SSA makes
			out = append(out, finding.Step{Pos: e.Pos, Text: e.stepText()})
		}
	}
	return out
}

// Leaf describes the operation at the end of the chain.
func (e *Event) Leaf() (what string, pos token.Pos, at string) {
	for e.From != nil {
		if e.From.src == nil {
			return e.From.What, token.NoPos, e.From.lastAt()
		}
		e = e.From.src
	}
	return e.What, e.Pos, ""
}

func (e *Event) stepText() string {
	if e.From != nil || e.Callback != "" {
		return "calls " + e.What
	}
	return e.What + " can wait forever"
}

// Events lists the events of the package in a fixed order.
func (p *Program) Events() []*Event {
	var out []*Event
	for _, f := range p.order {
		out = append(out, f.events...)
	}
	return out
}

// FuncName is the declared function that contains the event.
func (e *Event) FuncName() string {
	return e.Fn.declared()
}

// OnText is the resource as source text.
func (e *Event) OnText() string { return e.Fn.placeText(e.On) }

// OnField names the field that has the resource by its type, "" for what is not in a field.
func (e *Event) OnField() string { return placeClass(e.On) }

// OnResponse reports whether e writes the answer of an HTTP handler.
func (e *Event) OnResponse() bool {
	if !e.On.known() {
		return false
	}
	t := e.Fn.prog.typeAt(e.On)
	return t != nil && isResponse(t)
}

func (f *function) placeText(p Place) string {
	if !p.known() {
		return ""
	}
	base := f.prog.src.valueText(p.Root)
	if base == "" {
		return ""
	}
	return base + p.Path
}

// ContextInScope is the name of a context parameter of the function, or of
// one around it; "" if there is none, or it has ended when e begins.
func (e *Event) ContextInScope() string {
	if e.Fn.afterDone(e.Instr) {
		return ""
	}
	if e.Fn.isGoroutine() && (e.Op != nil || e.isSignal()) {
		return "" // it waits for an end to clean up after it, so that the function need not
	}
	for fn := e.Fn.ssa; fn != nil; fn = fn.Parent() {
		if e.Fn.prog.runsLater(fn) {
			return ""
		}
		for _, p := range fn.Params {
			if isContext(p.Type()) && p.Name() != "_" && p.Name() != "" {
				return p.Name()
			}
		}
	}
	return ""
}

// isSignal reports whether e receives no value, or none that anybody looks at.
func (e *Event) isSignal() bool {
	in, ok := e.Instr.(*ssa.UnOp)
	return ok && (wakeOfType(in.X.Type()).source == quit || len(*in.Referrers()) == 0)
}

// SlowLocks lists the classes of mutexes that some holder can keep forever:
// because an operation blocks, or because it waits for another such mutex.
// Export tells the packages that import this one of those whose holder waits for a disk or
// a peer: what ends the wait for a goroutine, this package knows best.
func (p *Program) SlowLocks(blocks func(*Event) bool) map[string]bool {
	p.slow = p.slowBy(func(e *Event) bool { return e.Kind != kind.Wait && blocks(e) })
	return p.slowBy(blocks)
}

func (p *Program) slowBy(blocks func(*Event) bool) map[string]bool {
	slow := map[string]bool{}
	events := p.Events()
	for _, e := range events {
		if e.IsLock && e.From != nil && e.From.src == nil && e.From.Blocks && e.Class != "" {
			slow[e.Class] = true // of another package
		}
	}
	for changed := true; changed; {
		changed = false
		for _, e := range events {
			if !blocks(e) && (!e.IsLock || !slow[e.Class]) {
				continue
			}
			for _, h := range e.Held {
				if h.Class != "" && h.Class != e.Class && !slow[h.Class] {
					slow[h.Class] = true
					changed = true
				}
			}
		}
	}
	return slow
}

// OnArgument reports whether what e waits on was passed to its function, not its receiver.
func (e *Event) OnArgument() bool {
	p, ok := e.On.Root.(*ssa.Parameter)
	return ok && (e.Fn.ssa.Signature.Recv() == nil || p != e.Fn.ssa.Params[0])
}
