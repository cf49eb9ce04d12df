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
	for _, name := range [...]string{"UDPConn", "IPConn"} {
		if isNamed(t, "net", name) {
			return true
		}
	}
	return f.dialsDatagrams(p) || f.prog.fields.hasDatagrams(v)
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
	if fv == nil || t.lent[fv] || fv.Pkg() != t.prog.Pkg || fv.Exported() && isOpenStruct(v) {
		return false
	}
	stores := t.values(fv)
	return len(stores) > 0 && !slices.ContainsFunc(stores, func(s *ssa.Store) bool {
		f := t.prog.scratch(s.Parent())
		return !f.dialsDatagrams(f.place(s.Val))
	})
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

// network is the name of the network that a function of package net is given,
// "" if there is none or it is not a constant.
func (f *function) network(c *ssa.CallCommon) string {
	fn := calleeObj(c)
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "net" {
		return ""
	}
	for _, arg := range c.Args {
		if c, ok := f.place(arg).Root.(*ssa.Const); ok && c.Value != nil && c.Value.Kind() == constant.String {
			return constant.StringVal(c.Value)
		}
	}
	return ""
}

// dialsAtOnce reports whether a dial waits for no peer: datagrams have no
// handshake, and a Unix socket refuses when its queue is full.
func (f *function) dialsAtOnce(c *ssa.CallCommon) bool {
	n := f.network(c)
	return strings.HasPrefix(n, "unix") || strings.HasPrefix(n, "udp") || strings.HasPrefix(n, "ip")
}
