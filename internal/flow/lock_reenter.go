package flow

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Endangers reports whether the callback e may need the mutex of h: one of the type that
// the callback was given to, or one that some function takes which users may call.
func (e *Event) Endangers(h *Hold) bool {
	if e.Callback == "" || h.Try || h.Class == "" {
		return false
	}
	return strings.HasPrefix(h.Class, e.Callback) || e.Fn.prog.takenForUsers()[h.Class]
}

// takenForUsers lists the mutexes that are taken on the way from a function that other
// packages can call, in goroutines, too: what a caller asks for, it may wait for.
func (p *Program) takenForUsers() map[string]bool {
	if p.userLocks != nil {
		return p.userLocks
	}
	p.userLocks = map[string]bool{}
	seen := map[*ssa.Function]bool{}
	var next []*ssa.Function
	add := func(fn *ssa.Function) {
		if fn != nil && len(fn.Blocks) > 0 && !seen[fn] && !p.InTest(fn.Pos()) {
			seen[fn] = true
			next = append(next, fn)
		}
	}
	for _, f := range p.order {
		if f.ssa.Synthetic == "" && isOpenToOthers(f.ssa) {
			add(f.ssa)
		}
	}
	for len(next) > 0 {
		fn := next[len(next)-1]
		next = next[:len(next)-1]
		if f := p.funcs[fn]; f != nil {
			for _, e := range f.events {
				if e.IsLock && e.From == nil && e.Class != "" {
					p.userLocks[e.Class] = true
				}
			}
		}
		for _, b := range fn.Blocks {
			for _, in := range b.Instrs {
				p.mentioned(in, add)
			}
		}
	}
	return p.userLocks
}

// mentioned lists the functions that an instruction calls or makes a value of.
func (p *Program) mentioned(in ssa.Instruction, add func(*ssa.Function)) {
	for _, op := range in.Operands(nil) {
		if fn, ok := (*op).(*ssa.Function); ok {
			if o := fn.Origin(); o != nil {
				fn = o
			}
			add(fn)
		}
	}
	c, ok := in.(ssa.CallInstruction)
	if !ok || !c.Common().IsInvoke() {
		return
	}
	for _, t := range p.implementations(c.Common().Value.Type()) {
		add(p.method(t, c.Common().Method.Name()))
	}
}

// isUsersInterface reports whether t is of those whom users have told: an exported
// interface that nothing is asked of, and of which the package has no implementation.
func (p *Program) isUsersInterface(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || !n.Obj().Exported() || n.Obj().Pkg() != p.Pkg || !p.forUsers() {
		return false
	}
	iface, ok := n.Underlying().(*types.Interface)
	if !ok || len(p.implementations(t)) > 0 {
		return false
	}
	for m := range iface.Methods() {
		if m.Signature().Results().Len() > 0 {
			return false
		}
	}
	return true
}
