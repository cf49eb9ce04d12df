package flow

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// nobodyWaits reports whether in is the last that a goroutine does but for a line in a log, and
// holds nothing: whoever serves has returned already, and a server that takes its time to close
// keeps nobody waiting.
func (f *function) nobodyWaits(in ssa.Instruction, held []*Hold) bool {
	if f.ssa.Parent() == nil || len(held) > 0 {
		return false
	}
	if !slices.ContainsFunc(f.ssa.Parent().Blocks, func(b *ssa.BasicBlock) bool {
		return slices.ContainsFunc(b.Instrs, func(in ssa.Instruction) bool {
			g, ok := in.(*ssa.Go)
			return ok && g.Call.StaticCallee() == f.ssa
		})
	}) {
		return false
	}
	for _, b := range f.ssa.Blocks {
		for i, next := range b.Instrs {
			after := b == in.Block() && i > slices.Index(b.Instrs, in) || reachesFrom(in.Block(), b)
			if _, deferred := next.(*ssa.Defer); deferred || after && !f.onlyTells(next) {
				return false
			}
		}
	}
	return true
}

// reachesFrom reports whether control gets to b after it has left a.
func reachesFrom(a, b *ssa.BasicBlock) bool {
	return slices.ContainsFunc(a.Succs, func(s *ssa.BasicBlock) bool { return s == b || reaches(s, b) })
}

// onlyTells reports whether an instruction lets nobody go on who may wait for the goroutine.
func (f *function) onlyTells(in ssa.Instruction) bool {
	switch in := in.(type) {
	case *ssa.Send, *ssa.Select, *ssa.Go, *ssa.Defer:
		return false
	case *ssa.Store:
		_, captured := in.Addr.(*ssa.FreeVar)
		return !captured
	case *ssa.Call:
		fn := calleeObj(&in.Call)
		if fn == nil || fn.Pkg() == nil || f.prog.sameModule(fn.Pkg().Path()) {
			return false
		}
		switch fn.Pkg().Path() {
		case "os", "sync", "sync/atomic", "syscall", "context", "net", "net/http":
			return false
		}
	}
	return true
}
