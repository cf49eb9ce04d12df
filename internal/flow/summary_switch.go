package flow

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// A Switch says that something happens only when a boolean parameter has a
// value: `if needLock { s.mu.Lock() }`, or a role of a parameter. The zero Switch says nothing.
type Switch struct {
	Param int // index of the parameter plus one
	On    bool

	path string // of a role: the field. Only the package knows what objects it makes.
	is   string // of a role: the constant
}

// maxSwitches is how many enclosing conditions are looked at.
const maxSwitches = 16

// onlyIf is the switch that b depends on, the nearest one if there are many, and a role only
// if there is no other.
func (f *function) onlyIf(b *ssa.BasicBlock) (role Switch) {
	for range maxSwitches {
		up := b.Idom()
		if up == nil {
			break
		}
		if entry(b) == up {
			if br, ok := up.Instrs[len(up.Instrs)-1].(*ssa.If); ok && up.Succs[0] != up.Succs[1] {
				if s, ok := f.switchOf(br.Cond, b == up.Succs[0]); ok && s.path == "" {
					return s
				} else if ok && role == (Switch{}) {
					role = s
				}
			}
		}
		b = up
	}
	return role
}

// switchOf recognises a boolean parameter, one that a function literal
// captured, roles, and their negation.
func (f *function) switchOf(v ssa.Value, on bool) (Switch, bool) {
	if u, ok := v.(*ssa.UnOp); ok && u.Op == token.NOT {
		return f.switchOf(u.X, !on)
	}
	if s, ok := f.roleOf(v, on); ok {
		return s, true
	}
	if !types.Identical(v.Type().Underlying(), types.Typ[types.Bool]) {
		return Switch{}, false
	}
	r, ok := f.ref(f.place(v))
	if !ok || r.Param == noParam || r.Path != "" {
		return Switch{}, false
	}
	return Switch{Param: r.Param + 1, On: on}, true
}

// passed evaluates a callee's switch with what this function passes for it:
// ok is false if it is off, and the result is this function's own switch if
// it only hands a parameter on.
func (f *function) passed(s Switch, t target) (own Switch, ok bool) {
	if s == (Switch{}) {
		return s, true
	}
	if s.path != "" {
		return f.passedRole(s, t.arg(s.Param-1))
	}
	arg := f.boolArg(t.arg(s.Param - 1))
	if c, isConst := arg.(*ssa.Const); isConst && c.Value != nil && c.Value.Kind() == constant.Bool {
		return Switch{}, constant.BoolVal(c.Value) == s.On
	}
	if arg != nil {
		own, _ = f.switchOf(arg, s.On)
	}
	return own, true
}

// boolArg looks through the variable that a function literal captured.
func (f *function) boolArg(v ssa.Value) ssa.Value {
	if a, ok := v.(*ssa.Alloc); ok {
		if s := soleStore(a); s != nil {
			return s.Val
		}
		return nil
	}
	return v
}

// passedRole is the same for a role of what this function passes.
func (f *function) passedRole(s Switch, arg ssa.Value) (own Switch, ok bool) {
	if arg == nil {
		return Switch{}, true
	}
	if !f.roleHolds(s, arg) {
		return Switch{}, false
	}
	if r, ok := f.ref(f.place(arg)); ok && r.Param != noParam {
		own = Switch{Param: r.Param + 1, path: r.Path + s.path, is: s.is, On: s.On}
	}
	return own, true
}
