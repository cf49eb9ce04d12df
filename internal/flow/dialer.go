package flow

import (
	"go/constant"
	"go/types"
	"net"

	"golang.org/x/tools/go/ssa"
)

// takesNoContext reports whether a dialer is one that was asked for the method that
// takes a context before: what has none gets here, and can do no better.
func (f *function) takesNoContext(c *ssa.CallCommon) bool {
	if !c.IsInvoke() {
		return false
	}
	dialer := f.place(c.Value)
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			if t, ok := in.(*ssa.TypeAssert); ok && t.CommaOk && f.place(t.X) == dialer && dialsWithContext(t.AssertedType) {
				return true
			}
		}
	}
	return false
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

// onLoopback reports whether a server is given an address that only clients on the
// same machine reach.
func onLoopback(c *ssa.CallCommon) bool {
	for _, a := range c.Args {
		v, ok := a.(*ssa.Const)
		if !ok || v.Value == nil || v.Value.Kind() != constant.String {
			continue
		}
		host, _, err := net.SplitHostPort(constant.StringVal(v.Value))
		if ip := net.ParseIP(host); err == nil && (host == "localhost" || ip != nil && ip.IsLoopback()) {
			return true
		}
	}
	return false
}
