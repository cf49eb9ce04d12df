package flow

import (
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
)

// takesNoContext reports whether a dialer is one that was asked for the method that
// takes a context before, here or around a literal: what has none gets here, and can do
// no better.
func (f *function) takesNoContext(c *ssa.CallCommon) bool {
	if !c.IsInvoke() {
		return false
	}
	dialer := f.place(c.Value)
	if f.asksForContext(dialer) {
		return true
	}
	owner, dialer := f.owner(dialer)
	return owner.asksForContext(dialer)
}

// asksForContext reports whether f asks whether a dialer takes a context, which it may
// have stored in a field.
func (f *function) asksForContext(dialer Place) bool {
	asked, also := map[Place]bool{}, Place{}
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			switch in := in.(type) {
			case *ssa.TypeAssert:
				if in.CommaOk && dialsWithContext(in.AssertedType) {
					asked[f.place(in.X)] = true
				}
			case *ssa.Store:
				if f.place(in.Addr) == dialer {
					also = f.place(in.Val)
				}
			}
		}
	}
	return asked[dialer] || also.known() && asked[also]
}

// dialsWithContext reports whether an interface has a method that takes a context.
func dialsWithContext(t types.Type) bool {
	i, ok := t.Underlying().(*types.Interface)
	if !ok {
		return false
	}
	for m := range i.Methods() {
		if p := m.Signature().Params(); p.Len() > 0 && isContext(p.At(0).Type()) {
			return true
		}
	}
	return false
}

// servesLocally reports whether only clients on the same machine can reach a server:
// by its address, or by that of the listener that it is given.
func (f *function) servesLocally(c *ssa.CallCommon) bool {
	if onLoopback(c) {
		return true
	}
	for _, a := range c.Args {
		if l, _ := callOf(f.place(a).Root); l != nil && isListener(a.Type()) {
			return strings.HasPrefix(f.network(&l.Call), "unix") || onLoopback(&l.Call)
		}
	}
	return false
}

// onLoopback reports whether a call is given an address that only clients on the
// same machine reach.
func onLoopback(c *ssa.CallCommon) bool {
	for _, a := range c.Args {
		v, ok := a.(*ssa.Const)
		if !ok || v.Value == nil || v.Value.Kind() != constant.String {
			continue
		}
		if Loopback(constant.StringVal(v.Value)) {
			return true
		}
	}
	return false
}

// Loopback reports whether only clients on the same machine reach an address with a port.
func Loopback(address string) bool {
	host, port := cutPort(address)
	return port != "" && (host == "localhost" || host == "[::1]" || strings.HasPrefix(host, "127."))
}

// cutPort splits an address as package net does, which is too heavy to link here.
func cutPort(address string) (host, port string) {
	if i := strings.LastIndex(address, ":"); i >= 0 {
		return address[:i], address[i+1:]
	}
	return address, ""
}

// boundDial gives e what ends a dial without a timeout, or makes it harmless. Who holds a lock has no time
// for the minutes that the kernel takes.
func (f *function) boundDial(e *Event, c *ssa.CallCommon, holds bool) {
	if e.Bound.Verdict <= finding.Cancellable {
		return
	}
	switch {
	case f.takesNoContext(c):
		e.Bound = Bound{Verdict: finding.Cancellable, What: "a dialer that takes no context"}
	case e.Op.Pkg == "net" && !holds && f.redials(e.Instr):
		e.Bound = Bound{Verdict: finding.Cancellable, What: "the kernel, after which it tries again"}
	}
}

// redials reports whether f dials until it has a connection: who has time for that has time for
// the minutes after which the kernel gives up on a host that does not answer.
func (f *function) redials(in ssa.Instruction) bool {
	b := in.Block()
	call, bad := failure(b)
	if call == nil || call != in || !reaches(bad, b) {
		return false
	}
	return !slices.ContainsFunc(b.Succs, func(s *ssa.BasicBlock) bool { return s != bad && reaches(s, b) })
}
