package flow

import (
	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/kind"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// bySibling is what bounds an operation in one of several goroutines that have a connection,
// when another one sets its deadline. When that is, and that it is not set anew for ever, is not
// known.
var bySibling = Bound{Verdict: finding.Conditional, What: "a deadline that another goroutine sets"}

// A setting is a deadline of a connection in a goroutine that a function starts, or nil for
// the function itself.
type setting struct {
	by *ssa.Function
	on Place
}

// boundBySiblings gives operations on connections the deadlines that other goroutines of f set.
func (f *function) boundBySiblings() {
	if len(f.launched) == 0 {
		return
	}
	sets := f.settings()
	for _, e := range f.events {
		if e.Kind != kind.ConnRead && e.Kind != kind.ConnWrite || e.Bound.Verdict <= finding.Conditional || !e.On.known() {
			continue
		}
		for s, dirs := range sets {
			if s.on == e.On && dirs&e.Dir != 0 && s.by != f.runner(e.Instr) {
				e.Bound = bySibling
			}
		}
	}
}

// runner is the goroutine that an instruction of f starts, nil if it starts none.
func (f *function) runner(in ssa.Instruction) *ssa.Function {
	for _, l := range f.launched {
		if l.instr == in && len(l.targets) == 1 && l.targets[0].fn != nil {
			return l.targets[0].fn.ssa
		}
	}
	return nil
}

// settings lists the deadlines that f and its goroutines set and do not clear.
func (f *function) settings() map[setting]knowledge.Dir {
	out := map[setting]knowledge.Dir{}
	f.addSettings(f, nil, func(p Place) Place { return p }, out)
	for _, l := range f.launched {
		if len(l.targets) == 1 && l.targets[0].fn != nil {
			t := l.targets[0]
			f.addSettings(t.fn, t.fn.ssa, func(p Place) Place { return f.translate(p, t) }, out)
		}
	}
	return out
}

// addSettings adds those in the blocks of g, and of what it calls.
func (f *function) addSettings(g *function, by *ssa.Function, translate func(Place) Place, out map[setting]knowledge.Dir) {
	cleared := map[setting]knowledge.Dir{}
	note := func(p Place, dir knowledge.Dir, isCleared bool) {
		s := setting{by, translate(p)}
		if isCleared {
			cleared[s] |= dir
		} else if s.on.known() {
			out[s] |= dir
		}
	}
	for _, b := range g.ssa.Blocks {
		for _, in := range b.Instrs {
			c, ok := in.(*ssa.Call)
			if !ok {
				continue
			}
			if fn := calleeObj(&c.Call); fn != nil && isDeadlineSetter(fn) != 0 {
				note(g.place(argument(&c.Call, 0)), isDeadlineSetter(fn), g.instant(argument(&c.Call, 1)).zero)
				continue
			}
			for _, t := range g.targets(&c.Call) {
				for _, set := range t.sum.Sets {
					if p := g.resolveRef(set.On, t); p.known() {
						note(p, set.Dir, set.Verdict == finding.Unbounded)
					}
				}
			}
		}
	}
	for s, dir := range cleared {
		out[s] &^= dir
	}
}
