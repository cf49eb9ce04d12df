package flow

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
)

// fileBound is what bounds a write to a file: nothing, unless a program makes it once,
// when it starts. Whoever starts it sees that it does not come up.
func (f *function) fileBound(in ssa.Instruction) Bound {
	c, ok := in.(ssa.CallInstruction)
	if ok && (slices.ContainsFunc(c.Common().Args, func(v ssa.Value) bool { return isProcessID(v, 0) }) || f.creates(in, c.Common())) {
		return Bound{Verdict: finding.Cancellable, What: "whoever starts the program"}
	}
	return Bound{Verdict: finding.Unbounded}
}

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

// creates reports whether a write makes a file that was missing: it comes where
// something else that was done with the same path failed, or found nothing. That
// happens once in the life of an installation.
func (f *function) creates(in ssa.Instruction, c *ssa.CallCommon) bool {
	path := f.pathOf(c)
	if !path.known() {
		return false
	}
	for b := in.Block(); b.Idom() != nil; b = b.Idom() {
		br, ok := b.Idom().Instrs[len(b.Idom().Instrs)-1].(*ssa.If)
		if !ok || len(b.Preds) != 1 {
			continue
		}
		if f.isMissing(br.Cond, b.Idom().Succs[0] == b, path) {
			return true
		}
	}
	return false
}

// pathOf is the path of the file that an operation writes.
func (f *function) pathOf(c *ssa.CallCommon) Place {
	if len(c.Args) == 0 {
		return Place{}
	}
	on := f.place(c.Args[0])
	if opened, _ := callOf(on.Root); opened != nil && isNamed(c.Args[0].Type(), "os", "File") && len(opened.Call.Args) > 0 {
		return f.place(opened.Call.Args[0])
	}
	return on
}

// isMissing reports whether a condition says, when it is holds, that something with
// a path failed, or gave nothing.
func (f *function) isMissing(cond ssa.Value, holds bool, path Place) bool {
	switch cond := cond.(type) {
	case *ssa.Call: // errors.Is(err, fs.ErrNotExist), os.IsNotExist(err)
		return holds && slices.ContainsFunc(cond.Call.Args, func(a ssa.Value) bool { return f.comesOf(a, path, 0) })
	case *ssa.UnOp:
		return cond.Op == token.NOT && f.isMissing(cond.X, !holds, path)
	case *ssa.BinOp:
		x, y := cond.X, cond.Y
		if size, ok := x.(*ssa.Call); ok && isZero(y) && isLen(size) {
			return holds == (cond.Op == token.EQL) && f.comesOf(size.Call.Args[0], path, 0)
		}
		return isNil(y) && isError(x.Type()) && holds == (cond.Op == token.NEQ) && f.comesOf(x, path, 0)
	}
	return false
}

func isLen(c *ssa.Call) bool {
	b, ok := c.Call.Value.(*ssa.Builtin)
	return ok && b.Name() == "len"
}

// comesOf reports whether v is, on one of the ways to it, a result of a call that
// was given a path to find out about: an error alone is that of a change.
func (f *function) comesOf(v ssa.Value, path Place, depth int) bool {
	if phi, ok := v.(*ssa.Phi); ok && depth < maxConversions {
		return slices.ContainsFunc(phi.Edges, func(e ssa.Value) bool { return f.comesOf(e, path, depth+1) })
	}
	c, _ := callOf(v)
	return c != nil && c.Call.Signature().Results().Len() > 1 && slices.ContainsFunc(c.Call.Args, func(a ssa.Value) bool { return f.place(a) == path })
}

// fillsEmpty reports whether in only runs when a file was found empty.
func fillsEmpty(in ssa.Instruction) bool {
	for b := in.Block(); b.Idom() != nil; b = b.Idom() {
		br, ok := b.Idom().Instrs[len(b.Idom().Instrs)-1].(*ssa.If)
		if !ok || len(b.Preds) != 1 {
			continue
		}
		cmp, ok := br.Cond.(*ssa.BinOp)
		if !ok || !isZero(cmp.Y) || !isFileSize(cmp.X) {
			continue
		}
		if empty := b.Idom().Succs[0] == b; cmp.Op == token.EQL && empty || (cmp.Op == token.NEQ || cmp.Op == token.GTR) && !empty {
			return true
		}
	}
	return false
}

func isFileSize(v ssa.Value) bool {
	c, ok := v.(*ssa.Call)
	return ok && c.Call.IsInvoke() && c.Call.Method.Name() == "Size" && isNamed(c.Call.Value.Type(), "io/fs", "FileInfo")
}
