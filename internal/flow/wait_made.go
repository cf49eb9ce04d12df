package flow

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// madeChan follows a channel to the make of it, through captured variables. One that comes
// from a pool is like those that are made when the pool has none.
func (f *function) madeChan(v ssa.Value, depth int) *ssa.MakeChan {
	p := f.place(v)
	if p.Path != "" || depth > 4 {
		return nil
	}
	switch r := p.Root.(type) {
	case *ssa.MakeChan:
		return r
	case *ssa.FreeVar:
		if b := binding(f.ssa, r); b != nil {
			return f.prog.scratch(f.ssa.Parent()).madeChan(b, depth+1)
		}
	case *ssa.Phi:
		if x := besidesPool(r); x != nil {
			return f.madeChan(x, depth+1)
		}
	case *ssa.Call:
		if isPoolGet(r) {
			return f.prog.pooledChan(r, v.Type(), depth+1)
		}
	}
	return nil
}

// replies reports whether a channel came with a request, in a field that only
// ever holds channels with room for the answer. A channel of the receiver is
// none: it serves more than one answer, unless it is that of one of the requests
// that the receiver keeps.
func (f *function) replies(v ssa.Value) bool {
	fv := fieldOf(v)
	if fv == nil {
		return false
	}
	p, room := f.place(v), hasRoom
	if recv := f.ssa.Signature.Recv(); recv != nil && p.Root == f.ssa.Params[0] {
		if !p.Many() {
			return false
		}
		room = roomForOne
	}
	return f.prog.allMade(fv, room)
}

// addSent notes a send of a channel over a channel; v is nil for a receive.
func (t *fieldTable) addSent(fn *ssa.Function, ch, v ssa.Value) {
	if v == nil || !isChan(v.Type()) || t.prog.InTest(fn.Pos()) {
		return
	}
	for _, name := range carriers(ch) {
		t.sent[name] = append(t.sent[name], passed{fn: fn, v: v})
	}
}

// carriers names a channel of channels: by its field, if it is in one, and by its type.
func carriers(ch ssa.Value) []string {
	byType := types.TypeString(ch.Type().Underlying().(*types.Chan).Elem(), nil)
	if field := fieldName(ch); field != "" {
		return []string{field, byType}
	}
	return []string{byType}
}

// maxAsked is how many steps lie at most between a channel and the one that it came over.
const maxAsked = 8

// asked reports whether a channel is itself a request, wherever it is kept meanwhile: it
// came over a channel, and all that the package sends over that, or over those of its
// type if it is in no field, have room for the answer.
func (f *function) asked(v ssa.Value, depth int) bool {
	if over := cameOver(v); over != nil {
		return f.prog.all(f.prog.fields.sent[carriers(over)[0]], func(g *function, v ssa.Value) bool {
			mk := g.suppliedChan(v, 0)
			return mk != nil && hasRoom(mk) || mk == nil && depth < maxAsked && g.asked(v, depth+1)
		})
	}
	var from []passed
	owner, p := f.owner(f.place(v))
	if p.Path == "" && p.Root != nil && p.Root != v {
		return depth < maxAsked && owner.asked(p.Root, depth+1)
	}
	switch v := v.(type) {
	case *ssa.Phi:
		var leaves []ssa.Value
		collectLeaves(v, map[ssa.Value]bool{}, &leaves)
		for _, l := range leaves {
			from = append(from, passed{fn: f.ssa, v: l})
		}
	case *ssa.Parameter:
		args, all := f.prog.sites.arguments(v)
		if !all {
			return false
		}
		from = args
	default:
		fv := fieldOf(v)
		if fv == nil || fv.Exported() {
			return false
		}
		for _, s := range f.prog.fields.values(fv) {
			from = append(from, passed{fn: s.Parent(), v: s.Val})
		}
	}
	return depth < maxAsked && f.prog.all(from, func(g *function, v ssa.Value) bool { return g.asked(v, depth+1) })
}

// all reports whether there are such values, and something holds for each.
func (p *Program) all(vals []passed, is func(*function, ssa.Value) bool) bool {
	return len(vals) > 0 && !slices.ContainsFunc(vals, func(x passed) bool { return !is(p.scratch(x.fn), x.v) })
}

// cameOver is the channel that a value was received from, nil if it was not.
func cameOver(v ssa.Value) ssa.Value {
	switch v := v.(type) {
	case *ssa.UnOp:
		if v.Op == token.ARROW {
			return v.X
		}
	case *ssa.Extract:
		switch t := v.Tuple.(type) {
		case *ssa.UnOp:
			return cameOver(t)
		case *ssa.Select:
			return receivedAt(t, v.Index-2) // after the index of the case and whether it was closed
		}
	}
	return nil
}

// receivedAt is the channel of the receive that has this place among those of a select.
func receivedAt(sel *ssa.Select, i int) ssa.Value {
	for _, st := range sel.States {
		if st.Dir != types.RecvOnly {
			continue
		}
		if i == 0 {
			return st.Chan
		}
		i--
	}
	return nil
}

// allMade reports whether a field only ever holds channels that are made as
// described.
func (p *Program) allMade(fv *types.Var, as func(*ssa.MakeChan) bool) bool {
	stores := p.fields.values(fv)
	for _, s := range stores {
		if !p.scratch(s.Parent()).isMade(s.Val, as, 0) {
			return false
		}
	}
	return len(stores) > 0
}

// isMade reports whether a channel is made as described, here or by all who pass it. Who
// passes none has no use for it.
func (f *function) isMade(v ssa.Value, as func(*ssa.MakeChan) bool, depth int) bool {
	if mk := f.suppliedChan(v, 0); mk != nil {
		return as(mk)
	}
	p := f.place(v)
	param, ok := p.Root.(*ssa.Parameter)
	if !ok || p.Path != "" || depth > maxHanded {
		return false
	}
	args, all := f.prog.sites.arguments(param)
	return all && f.prog.all(args, func(g *function, v ssa.Value) bool { return isNil(v) || g.isMade(v, as, depth+1) })
}

// allInField reports whether all channels in the field that ch is in are made as described.
func (p *Program) allInField(ch ssa.Value, as func(*ssa.MakeChan) bool) bool {
	fv := fieldOf(ch)
	return fv != nil && p.allMade(fv, as)
}

// roomFor: a channel with room for n values at least, as a constant says.
func roomFor(n int) func(*ssa.MakeChan) bool {
	return func(mk *ssa.MakeChan) bool {
		size, ok := mk.Size.(*ssa.Const)
		return ok && size.Int64() >= int64(n)
	}
}

// tokens reports whether a channel is a field that holds tokens: there is room
// for as many as a computed capacity says, so that giving one back never waits.
func (f *function) tokens(v ssa.Value) bool {
	return isSignal(v) && f.prog.allInField(v, func(mk *ssa.MakeChan) bool {
		_, isConst := mk.Size.(*ssa.Const)
		return !isConst
	})
}

// onlyOne reports whether a send is the only one on its channel, which is closed
// right after it, and which is a field, or an element of one, that only ever
// holds channels with room.
func (f *function) onlyOne(send *ssa.Send) bool {
	instrs := send.Block().Instrs
	if !f.closesIn(instrs[slices.Index(instrs, ssa.Instruction(send)):], send.Chan) {
		return false
	}
	if fv := fieldOf(send.Chan); fv != nil {
		return f.prog.allMade(fv, hasRoom)
	}
	return f.collected(send.Chan, hasRoom)
}

// measured reports whether in, a send to or a receive from ch, happens only after a
// look at how full the channel is.
func (f *function) measured(in ssa.Instruction, ch ssa.Value) bool {
	for b := in.Block().Idom(); b != nil; b = b.Idom() {
		br, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
		if !ok {
			continue
		}
		if cmp, ok := br.Cond.(*ssa.BinOp); ok && (f.isLen(cmp.X, ch) || f.isLen(cmp.Y, ch)) {
			return true
		}
	}
	return false
}

// isLen reports whether v is the length of ch.
func (f *function) isLen(v, ch ssa.Value) bool {
	c, ok := v.(*ssa.Call)
	if !ok {
		return false
	}
	b, ok := c.Call.Value.(*ssa.Builtin)
	return ok && b.Name() == "len" && f.place(c.Call.Args[0]) == f.place(ch)
}

// justClosed reports whether a receive is from a channel that was closed right
// before it.
func (f *function) justClosed(in *ssa.UnOp) bool {
	instrs := in.Block().Instrs
	return f.closesIn(instrs[:slices.Index(instrs, ssa.Instruction(in))], in.X)
}

// closesIn reports whether one of the instructions closes ch.
func (f *function) closesIn(instrs []ssa.Instruction, ch ssa.Value) bool {
	return slices.ContainsFunc(instrs, func(in ssa.Instruction) bool {
		c, ok := in.(*ssa.Call)
		if !ok {
			return false
		}
		b, ok := c.Call.Value.(*ssa.Builtin)
		return ok && b.Name() == "close" && f.place(c.Call.Args[0]) == f.place(ch)
	})
}

// binding returns what a function literal captured as fv.
func binding(fn *ssa.Function, fv *ssa.FreeVar) ssa.Value {
	i := slices.Index(fn.FreeVars, fv)
	if mc := closureOf(fn); mc != nil && i >= 0 {
		return mc.Bindings[i]
	}
	return nil
}

// closureOf is where a function literal is made.
func closureOf(fn *ssa.Function) *ssa.MakeClosure {
	if fn.Parent() == nil {
		return nil
	}
	for _, b := range fn.Parent().Blocks {
		for _, in := range b.Instrs {
			if mc, ok := in.(*ssa.MakeClosure); ok && mc.Fn == fn {
				return mc
			}
		}
	}
	return nil
}

// hasRoom reports whether a channel is buffered for all that is sent to it: a
// capacity that was computed is taken to fit.
func hasRoom(mk *ssa.MakeChan) bool {
	c, ok := mk.Size.(*ssa.Const)
	if !ok {
		return true
	}
	return c.Int64() > 0
}
