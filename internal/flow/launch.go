package flow

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
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

// An await is a wait for a channel or a group; bound is nil for a bare one.
type await struct {
	place Place
	bound *Bound
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

// launchAt describes the goroutine that in starts, if it does.
func (f *function) launchAt(in ssa.Instruction) *launch {
	l := &launch{instr: in, signals: map[Place]bool{}, waits: map[Place]bool{}}
	switch in := in.(type) {
	case *ssa.Go:
		l.targets = f.targets(&in.Call)
	case *ssa.Call:
		fn := calleeObj(&in.Call)
		if fn == nil {
			return nil
		}
		row, ok := f.prog.Known.Runs[knowledge.FuncOf(fn)]
		if !ok || row.How != knowledge.Goes {
			return nil
		}
		l.targets = f.valueTargets(f.operand(&in.Call, row.Fn), nil, 0)
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

// awaits lists what f waits for.
func (f *function) awaits() []await {
	var out []await
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			switch in := in.(type) {
			case *ssa.Select:
				out = append(out, f.selectAwaits(in)...)
			case *ssa.UnOp:
				if in.Op == token.ARROW && !f.afterKill(in) {
					out = append(out, await{place: f.place(in.X)})
				}
			case *ssa.Call:
				if isMethod(&in.Call, "Wait") {
					out = append(out, await{place: f.place(argument(&in.Call, 0))})
				}
			}
		}
	}
	return out
}

// afterKill reports whether in follows something in its block that ends what
// it waits for: cmd.Process.Kill(); <-done. It is the tail of a bounded wait.
func (f *function) afterKill(in ssa.Instruction) bool {
	for _, prev := range in.Block().Instrs {
		if prev == in {
			return false
		}
		c, ok := prev.(*ssa.Call)
		if !ok {
			continue
		}
		if fn := calleeObj(&c.Call); fn != nil && closers[fn.Name()] && fn.Signature().Recv() != nil || isNamed(c.Call.Value.Type(), "context", "CancelFunc") {
			return true
		}
	}
	return false
}

func (f *function) selectAwaits(in *ssa.Select) []await {
	var bound *Bound
	if in.Blocking {
		// A ticker ends the select, not the wait: its case goes around again.
		if b, src := f.selectBound(in); b.Verdict < finding.Unbounded && src != ticker {
			bound = &b
		}
	}
	var out []await
	for _, st := range in.States {
		if st.Dir == types.RecvOnly && (bound != nil || in.Blocking) {
			out = append(out, await{f.place(st.Chan), bound})
		}
	}
	return out
}

// raced returns the bound of the waits for signals; nil if one is bare.
func raced(awaits []await, signals map[Place]bool) *Bound {
	var out *Bound
	for _, a := range awaits {
		if !signals[a.place] {
			continue
		}
		if a.bound == nil {
			return nil
		}
		if out == nil || a.bound.Verdict > out.Verdict {
			out = a.bound
		}
	}
	return out
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
	}
	if !f.emitting {
		return
	}
	if len(targets) == 0 {
		f.spawnUnknown(in, s)
		return
	}
	f.apply(in, targets, s, mode{async: true, bound: f.launchBound(in)})
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

// watch arms a watchdog: a goroutine that waits for a clock, a context or a
// channel and then closes something, or sets its deadline.
func (f *function) watch(t target, s *state) {
	if t.fn == nil || len(t.sum.Closes) == 0 {
		return
	}
	b, ok := f.watchBound(t)
	if !ok {
		return
	}
	for _, r := range t.sum.Closes {
		if p := f.resolveRef(r, t); p.known() {
			f.arm(s, p, b, nil)
		}
	}
}

// arm records that something will end the waits on p.
func (f *function) arm(s *state, p Place, b Bound, by ssa.Value) {
	b.What = "a watchdog"
	if old, ok := s.deadlines[slot{p, watchDir}]; !ok || old.bound.Verdict > b.Verdict {
		s.set(p, watchDir, deadline{bound: b, by: by})
	}
	if class := placeClass(p); class != "" && !f.prog.InTest(f.ssa.Pos()) {
		if old, ok := f.prog.watched[class]; !ok || old.Verdict > b.Verdict {
			f.prog.watched[class] = Bound{Verdict: max(b.Verdict, finding.Conditional), What: b.What, Pos: b.Pos}
		}
	}
}

// disarm forgets what the timer v, or the function v, would have ended.
func (s *state) disarm(v ssa.Value) {
	for k, d := range s.deadlines {
		if d.by == v {
			delete(s.deadlines, k)
		}
	}
}

// watchBound is the worst of what a goroutine waits for before it closes.
func (f *function) watchBound(t target) (Bound, bool) {
	var out Bound
	found := false
	for _, w := range t.fn.wakes() {
		b := w.wake.bound
		switch w.wake.source {
		case timer, ticker:
		case done:
			if b.Verdict == finding.Callers {
				if b = f.contextIn(b.On, t); b.Verdict == finding.Callers {
					b.ByCtx = true
				}
			}
		case quit:
			// A channel of this function's own is closed when it is done waiting.
			if mk := t.fn.madeChan(w.channel, 0); mk != nil {
				continue
			}
		default:
			continue
		}
		if b.Verdict < finding.Unbounded && (!found || b.Verdict > out.Verdict) {
			out, found = b, true
		}
	}
	return out, found
}

// contextIn evaluates a context of a target with what f passes for it.
func (f *function) contextIn(p Place, t target) Bound {
	r, ok := t.fn.ref(p)
	if !ok || r.Path != "" || t.arg(r.Param) == nil {
		return Bound{Verdict: finding.Cancellable, What: "a context of unknown origin"}
	}
	return f.context(t.arg(r.Param))
}

// A channelWake is a channel that a function receives from.
type channelWake struct {
	in      ssa.Instruction
	channel ssa.Value
	wake    wake
}

func (f *function) wakes() []channelWake {
	var out []channelWake
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			switch in := in.(type) {
			case *ssa.Select:
				for _, st := range in.States {
					if st.Dir == types.RecvOnly {
						out = append(out, channelWake{in, st.Chan, f.wakeOf(st.Chan)})
					}
				}
			case *ssa.UnOp:
				if in.Op == token.ARROW {
					out = append(out, channelWake{in, in.X, f.wakeOf(in.X)})
				}
			}
		}
	}
	return out
}

// linkAwaits decides, for each bare wait, what the goroutines that end it do:
// they end by themselves, or can wait forever in turn.
func (f *function) linkAwaits() {
	for _, e := range f.events {
		if e.Kind != kind.Wait || e.From != nil {
			continue
		}
		for _, l := range f.launched {
			if signalsAny(l, f.waitedFor(e)) {
				f.linkAwait(e, l)
			}
		}
	}
	for _, e := range f.events {
		e.Ended = e.Ended && e.Awaits == nil
	}
}

// waitedFor lists what a wait receives from.
func (f *function) waitedFor(e *Event) []Place {
	sel, ok := e.Instr.(*ssa.Select)
	if !ok {
		return []Place{e.On}
	}
	var out []Place
	for _, st := range sel.States {
		if st.Dir == types.RecvOnly {
			out = append(out, f.place(st.Chan))
		}
	}
	return out
}

func signalsAny(l *launch, places []Place) bool {
	for _, p := range places {
		if p.known() && l.signals[p] {
			return true
		}
	}
	return false
}

func (f *function) linkAwait(e *Event, l *launch) {
	e.HandsOn = e.HandsOn || l.takesContext()
	e.Ended = len(l.targets) > 0
	for _, g := range f.events {
		if g.Instr != l.instr || g.IsCall || g.IsLock || g.UnderLock {
			continue
		}
		if g.Kind == kind.Wait && g.Bound.Verdict == finding.Unbounded && !g.Root().Ended {
			e.Ended = false
			continue
		}
		if g.Kind != "" && g.Kind != kind.Wait && g.Bound.Verdict >= finding.Callers && !g.Bound.ByCtx && e.Awaits == nil {
			e.Awaits = g
		}
	}
}

// takesContext reports whether the goroutine was given a context, as an
// argument or captured.
func (l *launch) takesContext() bool {
	for _, t := range l.targets {
		for _, a := range t.args {
			if a == nil {
				continue
			}
			typ := a.Type()
			if p, ok := typ.Underlying().(*types.Pointer); ok {
				typ = p.Elem()
			}
			if carriesContext(typ) {
				return true
			}
		}
	}
	return false
}

// placeClass names a field by its type, "" for what is not a field.
func placeClass(p Place) string {
	if p.Path == "" {
		return ""
	}
	if g, ok := p.Root.(*ssa.Global); ok {
		return globalName(g) + p.Path
	}
	t := p.Root.Type()
	if ptr, ok := t.(*types.Pointer); ok && isPointer(ptr.Elem()) {
		t = ptr.Elem() // a captured variable
	}
	n := namedType(t)
	if n == nil || n.Obj().Pkg() == nil {
		return ""
	}
	return n.Obj().Pkg().Path() + "." + n.Obj().Name() + p.Path
}

func isPointer(t types.Type) bool {
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}
