package flow

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
)

// A program that is asked for one thing by its arguments does that and exits; asked for
// another, it serves. So a main function whose ways part for good has a node for each:
// what only one gets to is no business of the others.

// maxWays caps the ways of a main function: the last is all that is left.
const maxWays = 32

// ways lists the nodes of a main function, of which main has no edges yet. Each way has what is
// done before it parts from others, and gets to main itself, for what waits in it.
func (f *function) ways(main finding.Function, boxed boxes) []finding.Function {
	w := newWays(f, boxed)
	w.split(f.ssa.Blocks[0], nil)
	var out []finding.Function
	for i, blocks := range w.found {
		way := main
		way.Name = fmt.Sprintf("%s%s%d", main.Name, finding.WaySign, i+1)
		in := setOf(blocks)
		f.mark(&way, func(b *ssa.BasicBlock) bool { return in[b] })
		w.gather(&way, blocks)
		way.Calls = append(way.Calls, main.Name)
		out = append(out, sorted(way))
	}
	if len(out) == 1 {
		w.gather(&main, f.ssa.Blocks)
		return []finding.Function{sorted(main)}
	}
	main.Entry, main.Accepts, main.Stays, main.Draws = "", false, false, false
	return append(out, main)
}

type ways struct {
	edges map[*ssa.BasicBlock]*finding.Function // what each block does
	found [][]*ssa.BasicBlock
}

func newWays(f *function, boxed boxes) *ways {
	w := &ways{edges: map[*ssa.BasicBlock]*finding.Function{}}
	for _, b := range f.ssa.Blocks {
		w.edges[b] = &finding.Function{}
		f.edgesOfBlock(w.edges[b], b, boxed)
	}
	return w
}

func (w *ways) does(b *ssa.BasicBlock) bool {
	e := w.edges[b]
	return len(e.Calls)+len(e.Starts)+len(e.Offers) > 0
}

func (w *ways) gather(fn *finding.Function, blocks []*ssa.BasicBlock) {
	for _, b := range blocks {
		e := w.edges[b]
		fn.Calls = append(fn.Calls, e.Calls...)
		fn.Starts = append(fn.Starts, e.Starts...)
		fn.Offers = append(fn.Offers, e.Offers...)
	}
}

// split finds the ways from start, when before was done.
func (w *ways) split(start *ssa.BasicBlock, before []*ssa.BasicBlock) {
	region := after(start)
	for _, b := range region {
		if len(w.found)+1 < maxWays && len(b.Succs) == 2 && w.part(b.Succs[0], b.Succs[1]) {
			before = slices.Clip(before)
			beyond := setOf(after(b.Succs[0]), after(b.Succs[1]))
			for _, r := range region {
				if !beyond[r] {
					before = append(before, r)
				}
			}
			w.split(b.Succs[0], before)
			w.split(b.Succs[1], before)
			return
		}
	}
	w.found = append(w.found, append(slices.Clip(before), region...))
}

// part reports whether two ways have nothing to do in common, and each something.
func (w *ways) part(a, b *ssa.BasicBlock) bool {
	one, other := after(a), after(b)
	in := setOf(other)
	common := func(b *ssa.BasicBlock) bool { return in[b] && w.does(b) }
	return slices.ContainsFunc(one, w.does) && slices.ContainsFunc(other, w.does) && !slices.ContainsFunc(one, common)
}

func setOf(lists ...[]*ssa.BasicBlock) map[*ssa.BasicBlock]bool {
	set := map[*ssa.BasicBlock]bool{}
	for _, list := range lists {
		for _, b := range list {
			set[b] = true
		}
	}
	return set
}

// after lists b and what may run after it, the next first.
func after(b *ssa.BasicBlock) []*ssa.BasicBlock {
	list := []*ssa.BasicBlock{b}
	seen := setOf(list)
	for i := 0; i < len(list); i++ {
		if exits(list[i]) {
			continue
		}
		for _, next := range list[i].Succs {
			if !seen[next] {
				seen[next] = true
				list = append(list, next)
			}
		}
	}
	return list
}

// exits reports whether the program ends in a block.
func exits(b *ssa.BasicBlock) bool {
	return slices.ContainsFunc(b.Instrs, func(in ssa.Instruction) bool {
		c, ok := in.(*ssa.Call)
		if !ok {
			return false
		}
		fn := calleeObj(c.Common())
		return fn != nil && (strings.HasPrefix(fn.Name(), "Fatal") || fn.FullName() == "os.Exit")
	})
}
