package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// registrantLeaves reports whether a send is an answer to who may have given up: each
// registers a channel without room in a map, and waits for it and for a clock or context
// at the same time.
func (f *function) registrantLeaves(send *ssa.Send) bool {
	fv := f.registry(send.Chan)
	if fv == nil || fv.Exported() {
		return false
	}
	left := false
	for _, u := range f.prog.fields.updates[fv] {
		makes, ok := f.prog.registered(passed{fn: u.Parent(), v: u.Value}, 0)
		if !ok {
			return false
		}
		left = left || slices.ContainsFunc(makes, func(mk *ssa.MakeChan) bool { return f.prog.givenUpIn(mk.Parent(), mk, 0) })
	}
	return left
}

// registry is the map field whose element a channel is, looked up here or in a function of
// the package.
func (f *function) registry(ch ssa.Value) *types.Var {
	if fv := containerOf(ch); fv != nil {
		return fv
	}
	call, i := callOf(ch)
	if call == nil || call.Call.StaticCallee() == nil || call.Call.StaticCallee().Pkg != f.prog.ssa {
		return nil
	}
	for _, r := range returnsOf(call.Call.StaticCallee()) {
		if fv := containerOf(handedOut(r)[i]); fv != nil {
			return fv
		}
	}
	return nil
}

// registered lists the makes of a channel that is put into such a map, by whoever the
// function is given it.
func (p *Program) registered(ch passed, depth int) ([]*ssa.MakeChan, bool) {
	f := p.scratch(ch.fn)
	if mk := f.madeChan(ch.v, 0); mk != nil {
		return []*ssa.MakeChan{mk}, true
	}
	param, ok := f.place(ch.v).Root.(*ssa.Parameter)
	if !ok || depth > maxHanded {
		return nil, false
	}
	args, all := p.sites.arguments(param)
	var out []*ssa.MakeChan
	for _, a := range args {
		makes, ok := p.registered(a, depth+1)
		if !ok {
			return nil, false
		}
		out = append(out, makes...)
	}
	return out, all
}

// givenUpIn reports whether fn, which makes a channel, gives up waiting for it, or who is
// returned it.
func (p *Program) givenUpIn(fn *ssa.Function, mk *ssa.MakeChan, depth int) bool {
	f := p.scratch(fn)
	if f.givesUp(mk) {
		return true
	}
	isIt := func(v ssa.Value) bool { return isChan(v.Type()) && f.suppliedChan(v, 0) == mk }
	if depth > maxHanded || !slices.ContainsFunc(f.returns(), func(r *ssa.Return) bool { return slices.ContainsFunc(r.Results, isIt) }) {
		return false
	}
	calls, _ := p.sites.callsOf(fn)
	return slices.ContainsFunc(calls, func(c ssa.CallInstruction) bool { return p.givenUpIn(c.Parent(), mk, depth+1) })
}

// givesUp reports whether f, which has a channel without room, waits for it in a select
// that a clock or a context ends, and does not come back.
func (f *function) givesUp(mk *ssa.MakeChan) bool {
	return !hasRoom(mk) && f.waitsFor(mk).leavesBy(func(st *ssa.SelectState) bool {
		w := f.wakeOf(st.Chan)
		return st.Dir == types.RecvOnly && (w.source == done || w.source == timer)
	})
}
