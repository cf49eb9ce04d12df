package flow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/kind"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// The send buffer of a connection that is fresh has room: a few bytes as the first
// that are written wait for nobody, unless they wait for a handshake. So the state has
// a slot for the room of a connection, which goes with it as its deadlines do:
//
//	Bounded      nothing was written, and there is no handshake to wait for
//	Conditional  a function made it or chose it, of which that is not known
//	Cancellable  nothing was written, but the first operation may shake hands
//	Callers      the function has read from its caller's connection, not written to it
//	Unbounded    it was written to, or handed to who may do so
const roomDir knowledge.Dir = 1 << 6

// maxFirst is how many bytes are few. Send buffers have some thousand, at least.
const maxFirst = 1024

// inBuffer is the bound of such a write.
var inBuffer = Bound{Verdict: finding.Bounded, What: "room in the send buffer of a fresh connection"}

// perhapsInBuffer is the bound of one of a message of which it is not known how long it is:
// the first one seldom is long, and it is the wait for the answer that can hang.
var perhapsInBuffer = Bound{Verdict: finding.Conditional, What: "room in the send buffer of a fresh connection, if the message is short"}

// FitsPerhaps reports whether e is such a write.
func (e *Event) FitsPerhaps() bool {
	return e.Kind == kind.ConnWrite && e.Bound.What == perhapsInBuffer.What && e.Settled == finding.Conditional
}

// A Fit says how a write fits into the send buffer of a connection that callers make.
type Fit struct {
	Few   bool  // few bytes, before which nothing was written
	Guess bool  // how many is not known
	After bool  // there was a read before: the handshake is over
	Args  []int // as long as these parameters have few bytes
}

// meet is what holds for both of two writes that callers see as one.
func (a Fit) meet(b Fit) Fit {
	if !a.Few || !b.Few {
		return Fit{}
	}
	return Fit{true, a.Guess || b.Guess, a.After && b.After, slices.Compact(slices.Sorted(slices.Values(slices.Concat(a.Args, b.Args))))}
}

func (f *function) setRoom(s *state, p Place, v finding.Verdict) {
	if p.known() {
		s.set(p, roomDir, deadline{bound: Bound{Verdict: v}})
	}
}

// freshen notes connections that a call makes, and handshakes that are to come: what is
// made into a TLS connection is not fresh, since its first write waits for that.
func (f *function) freshen(in ssa.Instruction, c *ssa.CallCommon, fn *types.Func, s *state) {
	if fn.Pkg() == nil {
		return
	}
	name := knowledge.FuncOf(fn)
	verdict := finding.Bounded
	switch fn.Pkg().Path() {
	case "net":
		if fn.Name() == "Accept" && name.Recv == "Listener" {
			verdict = finding.Cancellable // it may be one of package tls
		}
	case "net/http":
		if fn.Name() != "Hijack" { // after a request was read
			return
		}
	case "crypto/tls":
		if fn.Name() == "Client" || fn.Name() == "Server" {
			f.setRoom(s, f.place(argument(c, 0)), finding.Unbounded)
			f.setRoom(s, f.resultOfCall(in, 0), finding.Unbounded)
		}
		if fn.Name() != "Dial" && fn.Name() != "DialWithDialer" {
			return
		}
	default:
		if !slices.ContainsFunc(f.prog.Known.Ops[name], func(op knowledge.Op) bool { return op.Kind == kind.Dial }) {
			return
		}
	}
	f.setFresh(in, c, s, verdict)
}

// setFresh notes that a call made its first result, if that is a connection.
func (f *function) setFresh(in ssa.Instruction, c *ssa.CallCommon, s *state, v finding.Verdict) {
	if res := c.Signature().Results(); res.Len() > 1 && isConn(res.At(0).Type()) && !isConn(res.At(1).Type()) { // not a pipe
		f.setRoom(s, f.resultOfCall(in, 0), v)
	}
}

// found notes a connection that a call gives back and was not given: it is new, or idle, most
// likely, so that there is room for one message.
func (f *function) found(in ssa.Instruction, c *ssa.CallCommon, s *state) {
	res := c.Signature().Results()
	if res.Len() == 0 || !isConn(res.At(0).Type()) {
		return
	}
	for i := 0; argument(c, i) != nil; i++ {
		if isConn(argument(c, i).Type()) {
			return
		}
	}
	p := f.resultOfCall(in, 0)
	if _, known := f.roomOf(s, p, 0); !known && isResult(p.Root) {
		f.setRoom(s, p, finding.Conditional)
	}
}

func isResult(v ssa.Value) bool {
	call, _ := callOf(v)
	return call != nil
}

// dialsByName reports whether a call of unknown code dials or connects, to go by the name of
// the method, or of the variable or field that the function is in.
func dialsByName(c *ssa.CallCommon, fn *types.Func) bool {
	name := ""
	switch v := c.Value.(type) {
	case *ssa.Parameter:
		name = v.Name()
	case *ssa.UnOp:
		if fv := fieldOf(v.X); fv != nil {
			name = fv.Name()
		}
	}
	if fn != nil {
		name = fn.Name()
	}
	name = strings.ToLower(name)
	return strings.HasPrefix(name, "dial") || strings.HasPrefix(name, "connect")
}

// firstRead: whoever reads from a connection has shaken hands.
func (f *function) firstRead(p Place, s *state) {
	d, ok := s.deadlines.get(slot{p, roomDir})
	switch {
	case !ok && isOpenRoot(p):
		f.setRoom(s, p, finding.Callers)
	case ok && d.bound.Verdict == finding.Cancellable:
		f.setRoom(s, p, finding.Bounded)
	}
}

// readBy does so for what a callee reads from.
func (f *function) readBy(targets []target, s *state) {
	for _, t := range targets {
		for _, eff := range t.sum.Effects {
			if eff.Dir&knowledge.Read != 0 && !eff.Async && !eff.IsLock && !eff.IsCall {
				if p := f.resolveRef(eff.On, t); p.known() {
					f.firstRead(p, s)
				}
			}
		}
	}
}

// fitOf is how a write to p of these parts fits, when nothing else may have been
// written before.
func (f *function) fitOf(in ssa.Instruction, p Place, parts []ssa.Value, s *state) Fit {
	fit := Fit{Few: !f.repeated(in, p)}
	if n := f.phraseSize(parts, 0); n < 0 || n > maxFirst {
		for _, v := range parts {
			n, param := f.sizeOf(v, 0)
			switch {
			case param >= 0:
				fit.Args = append(fit.Args, param)
			case n < 0:
				fit.Guess = true
			case n > maxFirst:
				fit.Few = false
			}
		}
	}
	if !fit.Few {
		return Fit{}
	}
	return f.after(fit, p, s)
}

// after adds what the state knows of the connection.
func (f *function) after(fit Fit, p Place, s *state) Fit {
	switch v, ok := f.roomOf(s, p, 0); {
	case !ok:
	case v == finding.Unbounded:
		return Fit{}
	case v == finding.Callers:
		fit.After = true
	}
	return fit
}

// roomOf is the room of p; of a variable that is one of several, the least.
func (f *function) roomOf(s *state, p Place, depth int) (finding.Verdict, bool) {
	if d, ok := s.deadlines.get(slot{p, roomDir}); ok {
		return d.bound.Verdict, true
	}
	phi, ok := p.Root.(*ssa.Phi)
	if !ok || p.Path != "" || depth > maxEither {
		return 0, false
	}
	worst := finding.Bounded
	for _, e := range phi.Edges {
		if isNil(e) {
			continue
		}
		v, ok := f.roomOf(s, f.place(e), depth+1)
		if !ok {
			return 0, false
		}
		worst = max(worst, v)
	}
	return worst, true
}

// fits is the bound of a write that fits like this, if the state has room for it.
func (f *function) fits(fit Fit, p Place, s *state) (b Bound, ok bool) {
	if !fit.Few || len(fit.Args) > 0 {
		return b, false
	}
	v, known := f.roomOf(s, p, 0)
	if v == finding.Conditional || fit.Guess {
		b = perhapsInBuffer
	} else {
		b = inBuffer
	}
	return b, known && (v <= finding.Conditional || v == finding.Cancellable && fit.After)
}

// repeated reports whether in can run again for the same connection.
func (f *function) repeated(in ssa.Instruction, p Place) bool {
	if !f.inLoop(in.Block()) {
		return false
	}
	root, ok := p.Root.(ssa.Instruction)
	if !ok || root.Parent() != in.Parent() {
		return true
	}
	return root.Block() == in.Block() || reachesAround(in.Block(), in.Block(), root.Block())
}

// room is the transfer function of a read from or write to p, and how the write fits.
func (f *function) room(in ssa.Instruction, p Place, dir knowledge.Dir, s *state) Fit {
	if dir == knowledge.Read {
		f.firstRead(p, s)
		return Fit{}
	}
	var fit Fit
	if c, ok := in.(ssa.CallInstruction); ok {
		if fn := calleeObj(c.Common()); fn != nil {
			if parts, ok := written(c.Common(), fn); ok {
				fit = f.fitOf(in, p, parts, s)
			}
		}
	}
	if !fit.Few || len(fit.Args) > 0 {
		f.setRoom(s, p, finding.Unbounded)
	}
	return fit
}

// streamBound is what bounds a read or write: a deadline, or the room for it.
func (f *function) streamBound(e *Event, s *state) Bound {
	b := f.deadlineOf(s, e.On, e.Dir)
	if b.Verdict >= finding.Callers {
		if room, ok := f.fits(e.Fit, e.On, s); ok {
			return room
		}
	}
	return b
}

// fitAtCall is how the write of a callee fits at its call.
func (f *function) fitAtCall(e *Event, eff *Effect, t target, s *state) Fit {
	if !eff.Fit.Few || !e.On.known() || f.repeated(e.Instr, e.On) {
		return Fit{}
	}
	fit := Fit{Few: true, Guess: eff.Fit.Guess, After: eff.Fit.After}
	for _, i := range eff.Fit.Args {
		arg := t.arg(i)
		if arg == nil {
			return Fit{}
		}
		n, param := f.sizeOf(arg, 0)
		switch {
		case param >= 0:
			fit.Args = append(fit.Args, param)
		case n < 0:
			fit.Guess = true
		case n > maxFirst:
			return Fit{}
		}
	}
	return f.after(fit, e.On, s)
}

// alone reports whether a write fits of which nobody in the package says what was
// before: the first one of a method that others call with a connection, as servers do
// with each that they accept, after it has read; or of a literal that is made for others
// to call.
func (e *Event) alone() bool {
	p, ok := e.On.Root.(*ssa.Parameter)
	if !ok || e.On.Path != "" || !e.Fit.Few || e.Fit.Guess || len(e.Fit.Args) > 0 || !isConn(p.Type()) {
		return false
	}
	fn := p.Parent()
	if fn.Parent() != nil {
		return true
	}
	return e.Fit.After && fn.Signature.Recv() != nil && p != fn.Params[0] && fn.Object().Exported()
}

// spend takes the room of the connections that are handed to a function which may
// write to them: all of which that is not known.
func (f *function) spend(c *ssa.CallCommon, targets []target, s *state) {
	if !f.anyRoom(s) {
		return
	}
	for _, t := range targets {
		for i, a := range t.args {
			if a != nil && t.mayWrite(i) {
				f.spendOn(a, s)
			}
		}
	}
	if len(targets) > 0 {
		return
	}
	fn := calleeObj(c)
	if fn != nil && len(f.prog.Known.Wraps[knowledge.FuncOf(fn)]) > 0 {
		return
	}
	for i := 0; argument(c, i) != nil; i++ {
		if a := argument(c, i); i > 0 || fn == nil || fn.Signature().Recv() == nil || !isConn(a.Type()) && !isBuffer(a.Type()) {
			f.spendOn(a, s) // a method of the connection itself, or of its buffer, would be a stream operation
		}
	}
}

// passTime takes the room of all connections: while the function waits for others, who has one
// may write to it.
func (f *function) passTime(s *state) {
	if !f.anyRoom(s) {
		return
	}
	for k := range s.deadlines.all {
		if k.dir == roomDir {
			f.setRoom(s, k.place, finding.Unbounded)
		}
	}
}

func (f *function) anyRoom(s *state) bool {
	for k, d := range s.deadlines.all {
		if k.dir == roomDir && d.bound.Verdict != finding.Unbounded {
			return true
		}
	}
	return false
}

func (f *function) spendOn(v ssa.Value, s *state) {
	whole := f.place(v)
	for k := range s.deadlines.all {
		if k.dir == roomDir && len(f.pathsTo(k.place, whole)) > 0 {
			f.setRoom(s, k.place, finding.Unbounded)
		}
	}
}

// mayWrite reports whether a target writes more than a few bytes to its argument.
func (t target) mayWrite(arg int) bool {
	if t.fn == nil {
		return true
	}
	for _, e := range t.fn.events {
		r, ok := t.fn.ref(e.On)
		if ok && r.Param == arg && e.Dir&knowledge.Write != 0 && (!e.Fit.Few || len(e.Fit.Args) > 0) {
			return true
		}
	}
	return false
}
