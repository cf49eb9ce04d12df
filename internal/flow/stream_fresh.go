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

// found notes a connection that a call gives back, if it does not fail, and was not given: it is
// new, or idle, most likely, so that there is room for one message.
func (f *function) found(in ssa.Instruction, c *ssa.CallCommon, s *state) {
	res := c.Signature().Results()
	if res.Len() < 2 || !isConn(res.At(0).Type()) || !isError(res.At(res.Len()-1).Type()) {
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
