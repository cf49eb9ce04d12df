package flow

import (
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// isDatagram reports whether a connection is of a network without flow
// control: by its type, or by the name of the network that was dialed.
func (f *function) isDatagram(t types.Type, v ssa.Value, p Place) bool {
	return isDatagramType(t) || f.dialsDatagrams(p) || f.prog.fields.hasDatagrams(v) || f.leadsToDatagrams(p)
}

func isDatagramType(t types.Type) bool {
	return isNamed(t, "net", "UDPConn") || isNamed(t, "net", "IPConn")
}

// dialsDatagrams reports whether what is at p was dialed so.
func (f *function) dialsDatagrams(p Place) bool {
	call, i := callOf(p.Root)
	if call == nil || i != 0 || p.Path != "" {
		return false
	}
	n := f.network(&call.Call)
	return strings.HasPrefix(n, "udp") || strings.HasPrefix(n, "ip") || n == "unixgram"
}

// hasDatagrams reports whether v is read from a field that only ever has such
// connections: others cannot name it, or its type.
func (t *fieldTable) hasDatagrams(v ssa.Value) bool {
	fv := loadedField(v)
	return fv != nil && (!fv.Exported() || !isOpenStruct(v)) && t.keepsDatagrams(fv, 0)
}

// maxKept is how many fields and functions a connection is followed through.
const maxKept = 4

func (t *fieldTable) keepsDatagrams(fv *types.Var, depth int) bool {
	if t.lent[fv] || fv.Pkg() != t.prog.Pkg || depth > maxKept {
		return false
	}
	stores := t.values(fv)
	return len(stores) > 0 && !slices.ContainsFunc(stores, func(s *ssa.Store) bool {
		return !t.prog.scratch(s.Parent()).isDatagramValue(s.Val, depth+1)
	})
}

// isDatagramValue follows a connection through fields, and functions of the package.
func (f *function) isDatagramValue(v ssa.Value, depth int) bool {
	p := f.place(v)
	if f.dialsDatagrams(p) || isDatagramType(p.Root.Type()) && p.Path == "" {
		return true
	}
	if fv := loadedField(v); fv != nil {
		return (!fv.Exported() || !isOpenStruct(v)) && f.prog.fields.keepsDatagrams(fv, depth)
	}
	call, i := callOf(p.Root)
	if call == nil || p.Path != "" || depth > maxKept || call.Call.StaticCallee() == nil {
		return false
	}
	g, found := f.prog.scratch(call.Call.StaticCallee()), false
	for _, r := range g.returns() {
		if out := handedOut(r)[i]; !isNil(out) {
			if !g.isDatagramValue(out, depth+1) {
				return false
			}
			found = true
		}
	}
	return found
}

// leadsToDatagrams reports whether a path of fields that a callee followed ends with one
// that only ever has such connections.
func (f *function) leadsToDatagrams(p Place) bool {
	fv := f.prog.closedField(p)
	return fv != nil && f.prog.fields.keepsDatagrams(fv, 0)
}

// closedField is the field that a path ends with, if others cannot name it, or its type.
func (p *Program) closedField(pl Place) *types.Var {
	parent, ok := pl.parent()
	if !ok || pl.Many() {
		return nil
	}
	t := p.typeAt(parent)
	if t == nil {
		return nil
	}
	fv := p.fieldNamed(t, pl.Path[len(parent.Path)+1:])
	n := namedType(t)
	if fv == nil || n == nil || fv.Exported() && n.Obj().Exported() {
		return nil
	}
	return fv
}

// isOpenStruct reports whether others can name the struct that a field is read from.
func isOpenStruct(field ssa.Value) bool {
	if u, ok := field.(*ssa.UnOp); ok {
		field = u.X
	}
	var n *types.Named
	switch from := field.(type) {
	case *ssa.FieldAddr:
		n = namedType(from.X.Type())
	case *ssa.Field:
		n = namedType(from.X.Type())
	}
	return n == nil || n.Obj().Exported()
}

// network is the name of the network that a function of package net is given, or another
// one that returns a connection, if it is one of datagrams; "" if there is none or it is not a
// constant.
func (f *function) network(c *ssa.CallCommon) string {
	fn := calleeObj(c)
	ofNet := fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "net"
	if res := c.Signature().Results(); !ofNet && (res.Len() == 0 || !isConn(res.At(0).Type())) {
		return ""
	}
	for _, arg := range c.Args {
		if text, ok := f.networkName(arg); ok && (ofNet || isDatagramNetwork(text)) {
			return text
		}
	}
	return ""
}

func isDatagramNetwork(name string) bool {
	switch name {
	case "udp", "udp4", "udp6", "unixgram":
		return true
	}
	return false
}

// networkName is the name of a network that is a constant, or that an address of datagrams has.
func (f *function) networkName(v ssa.Value) (string, bool) {
	if c, ok := v.(*ssa.Call); ok && len(c.Call.Args) == 1 && isMethod(&c.Call, "Network") {
		switch addr := c.Call.Args[0].Type(); {
		case isNamed(addr, "net", "UDPAddr"):
			return "udp", true
		case isNamed(addr, "net", "IPAddr"):
			return "ip", true
		}
	}
	return f.constantText(v)
}

// constantText is the value of a string constant.
func (f *function) constantText(v ssa.Value) (string, bool) {
	c, ok := f.place(v).Root.(*ssa.Const)
	if !ok || c.Value == nil || c.Value.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(c.Value), true
}

// dialsAtOnce reports whether a dial waits for no peer: datagrams have no
// handshake, and a Unix socket refuses when its queue is full. Without a network the
// daemon for logs is dialed over one. A listener of the same function has a queue.
func (f *function) dialsAtOnce(c *ssa.CallCommon) bool {
	if fn := calleeObj(c); fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "log/syslog" {
		n, ok := f.constantText(c.Args[0])
		return ok && (n == "" || strings.HasPrefix(n, "unix") || n == "udp")
	}
	if slices.ContainsFunc(c.Args, f.isOwnListener) {
		return true
	}
	n := f.network(c)
	return strings.HasPrefix(n, "unix") || strings.HasPrefix(n, "udp") || strings.HasPrefix(n, "ip")
}

// isOwnListener reports whether an address is that of a listener which the function has opened.
func (f *function) isOwnListener(addr ssa.Value) bool {
	for range maxKept {
		if a, ok := addr.(*ssa.TypeAssert); ok {
			addr = a.X
		}
		call, _ := callOf(f.place(addr).Root)
		if call == nil {
			return false
		}
		switch {
		case isMethod(&call.Call, "Addr"):
			made, _ := callOf(f.place(argument(&call.Call, 0)).Root)
			return made != nil && strings.HasPrefix(calleeName(&made.Call), "net.Listen")
		case isMethod(&call.Call, "String"):
			addr = argument(&call.Call, 0)
		default:
			return false
		}
	}
	return false
}

// calleeName is the full name of the function that a call names.
func calleeName(c *ssa.CallCommon) string {
	if fn := calleeObj(c); fn != nil {
		return fn.FullName()
	}
	return ""
}
