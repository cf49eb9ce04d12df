package flow

import (
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

func (f *function) setRoom(s *state, p Place, v finding.Verdict) {
	if p.known() {
		s.set(p, roomDir, deadline{bound: Bound{Verdict: v}})
	}
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
