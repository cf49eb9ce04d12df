package flow

import "golang.org/x/tools/go/ssa"

// maxConversions is how many conversions and calls lie at most between a number
// and its text.
const maxConversions = 8

// isProcessID reports whether v is the number of this process, or a text with
// it: what a PID file holds, which a program writes once, when it starts.
func isProcessID(v ssa.Value, depth int) bool {
	if depth > maxConversions {
		return false
	}
	var from []ssa.Value
	switch v := v.(type) {
	case *ssa.Call:
		if fn := calleeObj(&v.Call); fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "os" && fn.Name() == "Getpid" {
			return true
		}
		from = v.Call.Args
	case *ssa.Convert:
		from = []ssa.Value{v.X}
	case *ssa.ChangeType:
		from = []ssa.Value{v.X}
	case *ssa.MakeInterface:
		from = []ssa.Value{v.X}
	case *ssa.BinOp:
		from = []ssa.Value{v.X, v.Y}
	case *ssa.Slice:
		if from = elements(v); len(from) == 1 && from[0] == v {
			return false
		}
	}
	for _, x := range from {
		if isProcessID(x, depth+1) {
			return true
		}
	}
	return false
}
