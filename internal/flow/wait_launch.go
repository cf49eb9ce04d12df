package flow

import (
	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/kind"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// A launch is a goroutine that a function starts.
type launch struct {
	instr   ssa.Instruction
	targets []target
	signals map[Place]bool // what it sends on, closes or counts down
	waits   map[Place]bool // what it waits for itself
	bound   *Bound         // how long the function waits for it at most
}

// findLaunches finds the goroutines that f starts, and how long it waits for
// each of them: `select` on the channel that the goroutine signals, with a
// timer or a context, bounds whatever the goroutine does.
func (f *function) findLaunches() {
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			if l := f.launchAt(in); l != nil {
				f.launched = append(f.launched, l)
			}
		}
	}
	if len(f.launched) == 0 {
		return
	}
	awaits := f.awaits()
	for i, a := range awaits {
		if b, ok := f.alarms[a.place]; ok && a.bound == nil {
			awaits[i].bound = &b
		}
	}
	for _, l := range f.launched {
		l.bound = raced(awaits, l.signals)
	}
	// A goroutine that waits for a group and signals in turn passes its bound on.
	for range f.launched {
		for _, l := range f.launched {
			if l.bound == nil {
				continue
			}
			for _, o := range f.launched {
				if o.bound == nil && overlap(o.signals, l.waits) {
					o.bound = l.bound
				}
			}
		}
	}
}

func newLaunch(in ssa.Instruction, targets []target) *launch {
	return &launch{instr: in, targets: targets, signals: map[Place]bool{}, waits: map[Place]bool{}}
}

// launchAt describes the goroutine that in starts, if it does.
func (f *function) launchAt(in ssa.Instruction) *launch {
	var l *launch
	switch in := in.(type) {
	case *ssa.Go:
		l = newLaunch(in, f.targets(&in.Call))
	case *ssa.Call:
		fn := calleeObj(&in.Call)
		if fn == nil {
			return nil
		}
		row, ok := f.prog.Known.Runs[knowledge.FuncOf(fn)]
		if !ok || row.How != knowledge.Goes {
			return nil
		}
		l = newLaunch(in, f.valueTargets(f.operand(&in.Call, row.Fn), nil, 0))
		if fn.Signature().Recv() != nil {
			l.signals[f.place(argument(&in.Call, 0))] = true // WaitGroup.Go, errgroup
		}
	default:
		return nil
	}
	for _, t := range l.targets {
		f.describeLaunch(l, t)
	}
	return l
}

func (f *function) describeLaunch(l *launch, t target) {
	if t.fn == nil {
		return
	}
	for p := range t.fn.signals {
		if q := f.translate(p, t); q.known() {
			l.signals[q] = true
		}
	}
	for _, e := range t.fn.events {
		if e.Kind == kind.Wait && e.On.known() {
			if q := f.translate(e.On, t); q.known() {
				l.waits[q] = true
			}
		}
	}
}

// translate expresses a place of a target in terms of f.
func (f *function) translate(p Place, t target) Place {
	r, ok := t.fn.ref(p)
	if !ok {
		return Place{}
	}
	return f.resolveRef(r, t)
}

func overlap(a, b map[Place]bool) bool {
	for p := range a {
		if b[p] {
			return true
		}
	}
	return false
}

// spawn is the transfer function of a go statement.
func (f *function) spawn(in *ssa.Go, s *state) {
	targets := f.targets(&in.Call)
	for _, t := range targets {
		f.watch(t, s)
		f.watchContext(t)
		f.handOver(t, s)
		for _, a := range t.args { // go safely(func() { … })
			for _, given := range f.valueTargets(a, nil, 0) {
				f.handOver(given, s)
			}
		}
	}
	defer f.spend(&in.Call, targets, s) // what the goroutine writes first is seen before
	if !f.emitting {
		return
	}
	if len(targets) == 0 {
		f.spawnUnknown(in, s)
		return
	}
	f.apply(in, targets, s, mode{async: true, bound: f.launchBound(in)})
}

// handOver: a lock that the goroutine unlocks is the goroutine's from here on.
func (f *function) handOver(t target, s *state) {
	for _, r := range t.sum.Frees {
		if p := f.resolveRef(r, t); s.holds(p) != nil {
			s.drop(p)
		}
	}
}

// spawnUnknown: `go f.Sync()` of a tabled function, or of a function value.
func (f *function) spawnUnknown(in *ssa.Go, s *state) {
	if calleeObj(&in.Call) == nil {
		f.callValue(in, in.Call.Value, s, mode{async: true, bound: f.launchBound(in)})
		return
	}
	alone := s.clone()
	alone.held = nil
	n := len(f.events)
	f.call(in, &in.Call, alone)
	for _, e := range f.events[n:] {
		e.Async = true
	}
}

func (f *function) launchBound(in ssa.Instruction) *Bound {
	for _, l := range f.launched {
		if l.instr == in {
			return l.bound
		}
	}
	return nil
}

// isGoroutine reports whether f is a literal that is only started with go.
func (f *function) isGoroutine() bool {
	up := f.ssa.Parent()
	if up == nil {
		return false
	}
	started := false
	for _, b := range up.Blocks {
		for _, in := range b.Instrs {
			c, ok := in.(ssa.CallInstruction)
			if !ok || c.Common().StaticCallee() != f.ssa {
				continue
			}
			if _, ok := in.(*ssa.Go); !ok {
				return false
			}
			started = true
		}
	}
	return started
}
