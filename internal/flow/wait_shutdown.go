package flow

import "golang.org/x/tools/go/ssa"

// nobodyWaits reports whether in is the last that a goroutine does but for a line in a log, and
// holds nothing: whoever serves has returned already, and a server that takes its time to close
// keeps nobody waiting.
func (f *function) nobodyWaits(in ssa.Instruction, held []*Hold) bool {
	return len(held) == 0 && f.isGoroutine() && !f.anyInstruction(everywhere, func(i ssa.Instruction) bool {
		_, deferred := i.(*ssa.Defer)
		return deferred || mayPrecede(in, i) && !f.onlyTells(i)
	})
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
