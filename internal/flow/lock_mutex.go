package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/kind"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// A mutexOp is a call of a method of a mutex.
type mutexOp struct {
	addr                ssa.Value // of the mutex
	unlock, reader, try bool
	timed               bool // takes the mutex, or returns an error
}

// mutexMethods are the methods of sync.Mutex, sync.RWMutex and sync.Locker.
var mutexMethods = map[string]mutexOp{
	"Lock":     {},
	"RLock":    {reader: true},
	"Unlock":   {unlock: true},
	"RUnlock":  {unlock: true, reader: true},
	"TryLock":  {try: true},
	"TryRLock": {try: true, reader: true},
}

// mutexCall recognises calls of the methods of a mutex.
func (f *function) mutexCall(c *ssa.CallCommon) (mutexOp, bool) {
	fn := calleeObj(c)
	if fn == nil || fn.Pkg() == nil {
		return mutexOp{}, false
	}
	for _, op := range f.prog.Known.Ops[knowledge.FuncOf(fn)] {
		if op.Takes {
			return mutexOp{addr: f.operand(c, op.On), reader: op.Reader, timed: true}, true
		}
	}
	if fn.Signature().Recv() == nil {
		return mutexOp{}, false
	}
	m, ok := mutexMethods[fn.Name()]
	if !ok || !isMutex(fn.Signature().Recv().Type()) {
		return mutexOp{}, false
	}
	m.addr = argument(c, 0)
	return m, true
}

// isMutex: the mutexes of package sync and the well-known one that checks
// the order of locks at run time.
func isMutex(t types.Type) bool {
	for _, pkg := range [...]string{"sync", "github.com/sasha-s/go-deadlock"} {
		for _, name := range [...]string{"Mutex", "RWMutex", "Locker"} {
			if isNamed(t, pkg, name) {
				return true
			}
		}
	}
	return false
}

// isLockable reports whether t is, or points to, a struct that has a mutex.
func isLockable(t types.Type) bool {
	st := structOf(t)
	if st == nil {
		return false
	}
	for fv := range st.Fields() {
		if isMutex(fv.Type()) {
			return true
		}
	}
	return false
}

// mutex is the transfer function of such a call; TryLock is left to assume.
func (f *function) mutex(in ssa.Instruction, m mutexOp, s *state) {
	place := f.place(m.addr)
	switch {
	case m.try:
	case m.timed:
		s.lock(f.hold(m, in))
	case m.unlock:
		if f.emitting && s.holds(place) == nil {
			f.handOn(m)
		}
		s.unlock(place)
	default:
		if f.emitting && !f.prog.isFreshIn(place.Root, in, 0) {
			f.add(&Event{
				Kind: kind.Lock, Instr: in, On: place, IsLock: true, Reader: m.reader,
				Class: f.mutexClass(m.addr, 0), Held: s.held, Sure: s.surely(), Released: s.givenUp(), Bound: Bound{Verdict: finding.Bounded},
			})
		}
		s.lock(f.hold(m, in))
	}
}

// applyLocks applies the locks that a callee takes or gives up.
func (f *function) applyLocks(in ssa.Instruction, t target, s *state) {
	for _, r := range t.sum.Frees {
		if p := f.resolveRef(r, t); p.known() {
			f.free(p, s)
		}
	}
	for _, r := range t.sum.Retakes {
		if p := f.resolveRef(r, t); p.known() && s.holds(p) == nil {
			s.release(p, false) // of the caller of this function, too
		}
	}
	for _, h := range t.sum.Holds {
		p := f.resolveRef(h.On, t)
		if !p.known() || slices.Contains(t.sum.Retakes, h.On) || s.holds(p) != nil && !s.maybe.has(p) {
			continue // given up meanwhile, perhaps
		}
		s.lock(f.heldBy(in, p, h))
	}
}

// free gives up the mutex at p: by another way to the same object, if it is not held as p
// and one of its class is.
func (f *function) free(p Place, s *state) {
	if len(s.held) > 0 && s.holds(p) == nil {
		class := f.classAlong(p)
		if i := slices.IndexFunc(s.held, func(h *Hold) bool { return class != "" && h.Class == class }); i >= 0 {
			p = s.held[i].Place
		}
	}
	s.unlock(p)
}

func (f *function) hold(m mutexOp, in ssa.Instruction) *Hold {
	k := holdKey{in, f.place(m.addr)}
	h := f.holds[k]
	if h == nil {
		pos, end, text := f.prog.src.describe(in)
		h = &Hold{
			Place: k.place, Class: f.mutexClass(m.addr, 0), Reader: m.reader, Instr: in,
			Pos: pos, End: end, What: text, Text: f.prog.src.valueText(m.addr), Try: m.try || m.timed, conds: f.edgesTo(in.Block()),
		}
		f.holds[k] = h
	}
	return h
}

type holdKey struct {
	in    ssa.Instruction
	place Place
}
