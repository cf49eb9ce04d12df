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

// A setting is a deadline of a connection that a function, or a goroutine of it, sets.
type setting struct {
	by *function
	on Place
}

// boundBySiblings gives operations on connections the deadlines that other goroutines of f set.
func (f *function) boundBySiblings() {
	if len(f.launched) == 0 {
		return
	}
	var sets map[setting]knowledge.Dir // looked for when there is need
	for _, e := range f.events {
		if e.Kind != kind.ConnRead && e.Kind != kind.ConnWrite || e.Bound.Verdict <= finding.Conditional || !e.On.known() {
			continue
		}
		if sets == nil {
			sets = f.settings()
		}
		runner := f.runner(e.Instr)
		for s, dirs := range sets {
			if s.on == e.On && dirs&e.Dir != 0 && s.by != runner {
				e.Bound = bySibling
			}
		}
	}
}

// runner is the goroutine that an instruction of f starts, or f.
func (f *function) runner(in ssa.Instruction) *function {
	if l := f.launchOf(in); l != nil {
		if t, ok := l.only(); ok {
			return t.fn
		}
	}
	return f
}

// only is what a goroutine runs, if that is one function of the package.
func (l *launch) only() (t target, ok bool) {
	if len(l.targets) != 1 || l.targets[0].fn == nil {
		return target{}, false
	}
	return l.targets[0], true
}

// settings lists the deadlines that f and its goroutines set and do not clear.
func (f *function) settings() map[setting]knowledge.Dir {
	out := map[setting]knowledge.Dir{}
	f.addSettings(func(p Place) Place { return p }, out)
	for _, l := range f.launched {
		if t, ok := l.only(); ok {
			t.fn.addSettings(func(p Place) Place { return f.translate(p, t) }, out)
		}
	}
	return out
}

// addSettings adds those in the blocks of f, and of what it calls, at the places of who
// starts it.
func (f *function) addSettings(translate func(Place) Place, out map[setting]knowledge.Dir) {
	cleared := map[setting]knowledge.Dir{}
	note := func(p Place, dir knowledge.Dir, isCleared bool) {
		s := setting{f, translate(p)}
		if isCleared {
			cleared[s] |= dir
		} else if s.on.known() {
			out[s] |= dir
		}
	}
	for _, b := range f.ssa.Blocks {
		for _, in := range b.Instrs {
			c, ok := in.(*ssa.Call)
			if !ok {
				continue
			}
			if fn := calleeObj(&c.Call); fn != nil && isDeadlineSetter(fn) != 0 {
				note(f.place(argument(&c.Call, 0)), isDeadlineSetter(fn), f.instant(argument(&c.Call, 1)).zero)
				continue
			}
			for _, t := range f.targets(&c.Call) {
				for _, set := range t.sum.Sets {
					if p := f.resolveRef(set.On, t); p.known() {
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
