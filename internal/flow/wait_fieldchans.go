package flow

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A use is an instruction that sends to a channel or receives from it.
type use struct {
	f  *function
	in ssa.Instruction
}

// A fieldChan is a channel that lives in a field which only this package can
// see: unless it is shared, all that is done with it is known.
type fieldChan struct {
	key                         chanKey
	receivers, senders, closers []use
	shared                      bool // others may use it by another name
}

type fieldChans map[chanKey]*fieldChan

// fieldChans lists these channels. Tests are not who uses them in production.
func (p *Program) fieldChans() fieldChans {
	out := fieldChans{}
	for _, f := range p.order {
		if p.InTest(f.ssa.Pos()) {
			continue
		}
		for _, b := range f.ssa.Blocks {
			for _, in := range b.Instrs {
				out.add(f, in)
			}
		}
	}
	return out
}

// add notes what in does with these channels.
func (chans fieldChans) add(f *function, in ssa.Instruction) {
	for _, ch := range received(in) {
		if k, ok := f.lentKey(ch); ok {
			chans.at(k).receivers = append(chans.at(k).receivers, use{f, in})
		}
	}
	for _, ch := range sentTo(in) {
		if k, ok := f.lentKey(ch); ok {
			chans.at(k).senders = append(chans.at(k).senders, use{f, in})
		}
	}
	if k, ok := f.lentKey(closes(in)); ok {
		chans.at(k).closers = append(chans.at(k).closers, use{f, in})
	}
	if k, ok := f.shares(in); ok {
		chans.at(k).shared = true
	}
}

func (chans fieldChans) at(k chanKey) *fieldChan {
	if chans[k] == nil {
		chans[k] = &fieldChan{key: k}
	}
	return chans[k]
}

// fieldKey is the key of a channel in an unexported field.
func (f *function) fieldKey(v ssa.Value) (chanKey, bool) {
	if v == nil {
		return chanKey{}, false
	}
	k, ok := f.chanKey(v)
	if k.made != nil {
		k = chanKey{class: fieldName(v)} // whoever reads it from there
	}
	if !ok || !strings.Contains(k.class, ".") || strings.HasSuffix(k.class, "[]") {
		return chanKey{}, false
	}
	return k, !token.IsExported(k.class[strings.LastIndexByte(k.class, '.')+1:])
}

// lentKey is the same for a parameter, too, for which all callers pass the channel of one field.
func (f *function) lentKey(v ssa.Value) (chanKey, bool) {
	param, ok := v.(*ssa.Parameter)
	if !ok {
		return f.fieldKey(v)
	}
	var k chanKey
	args, all := f.prog.sites.arguments(param)
	for i, a := range args {
		got, ok := f.prog.scratch(a.fn).fieldKey(unconverted(a.v))
		if !ok || i > 0 && got != k {
			return chanKey{}, false
		}
		k = got
	}
	return k, all && len(args) > 0
}

// unconverted is the channel that v is a direction of.
func unconverted(v ssa.Value) ssa.Value {
	if c, ok := v.(*ssa.ChangeType); ok {
		return c.X
	}
	return v
}

// lendsChan reports whether in passes the channel v to a function that all callers pass it,
// which does nothing but use it.
func (f *function) lendsChan(in ssa.Instruction, v ssa.Value, depth int) bool {
	if c, ok := in.(*ssa.ChangeType); ok && depth == 0 {
		return !slices.ContainsFunc(*c.Referrers(), func(r ssa.Instruction) bool { return !usesChan(r) && !f.lendsChan(r, c, depth+1) })
	}
	c, ok := in.(ssa.CallInstruction)
	if !ok {
		return false
	}
	fn := c.Common().StaticCallee()
	if fn == nil || fn.Pkg != f.prog.ssa || len(fn.Blocks) == 0 {
		return false
	}
	for i, a := range c.Common().Args {
		if a != v {
			continue
		}
		_, known := f.prog.scratch(fn).lentKey(fn.Params[i])
		if !known || slices.ContainsFunc(*fn.Params[i].Referrers(), func(r ssa.Instruction) bool { return !usesChan(r) }) {
			return false
		}
	}
	return true
}

// shares reports the channel of a field that others may use by another name
// after in: it reads it for something else than to use it, or stores one that
// was not made for it.
func (f *function) shares(in ssa.Instruction) (chanKey, bool) {
	if s, ok := in.(*ssa.Store); ok {
		fv := fieldOf(s.Addr)
		if fv == nil || !isChan(fv.Type()) {
			return chanKey{}, false
		}
		if mk, ok := s.Val.(*ssa.MakeChan); ok && len(*mk.Referrers()) == 1 {
			return chanKey{}, false
		}
		if c, ok := s.Val.(*ssa.Const); ok && c.Value == nil {
			return chanKey{}, false
		}
		return f.fieldKey(s.Addr)
	}
	v, ok := in.(ssa.Value)
	if !ok || fieldOf(v) == nil || !isChan(v.Type()) || v.Referrers() == nil {
		return chanKey{}, false
	}
	for _, r := range *v.Referrers() {
		if !usesChan(r) && !f.lendsChan(r, v, 0) {
			return f.fieldKey(v)
		}
	}
	return chanKey{}, false
}

func isChan(t types.Type) bool {
	_, ok := t.Underlying().(*types.Chan)
	return ok
}

// closes is the channel that in closes.
func closes(in ssa.Instruction) ssa.Value {
	if c, ok := in.(ssa.CallInstruction); ok {
		if b, ok := c.Common().Value.(*ssa.Builtin); ok && b.Name() == "close" {
			return c.Common().Args[0]
		}
	}
	return nil
}

// usesChan: sends, receives, close, len and comparisons.
func usesChan(in ssa.Instruction) bool {
	switch in := in.(type) {
	case *ssa.Send, *ssa.Select, *ssa.UnOp, *ssa.DebugRef, *ssa.BinOp:
		return true
	case ssa.CallInstruction:
		_, ok := in.Common().Value.(*ssa.Builtin)
		return ok
	}
	return false
}
