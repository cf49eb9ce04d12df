package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// drained reports whether a channel to send on is an argument of an exported method:
// whoever calls it, as Prometheus does a Collector, receives until it returns. So is one
// that all get from such a method who call the function by its name.
func (f *function) drained(ch ssa.Value, depth int) bool {
	pl := f.place(ch)
	if pl.Path != "" || depth > maxCallers {
		return false
	}
	switch root := pl.Root.(type) {
	case *ssa.Parameter:
		return isSendOnly(root.Type()) && (isUsersMethod(root.Parent()) || f.prog.passesDrained(root, depth+1))
	case *ssa.FreeVar:
		b := binding(f.ssa, root)
		return b != nil && f.outer().drained(b, depth+1)
	}
	return false
}

func (p *Program) passesDrained(param *ssa.Parameter, depth int) bool {
	args, all := p.sites.arguments(param)
	return all && len(args) > 0 && !slices.ContainsFunc(args, func(a passed) bool {
		return !p.scratch(a.fn).drained(a.v, depth)
	})
}

func isSendOnly(t types.Type) bool {
	c, ok := t.Underlying().(*types.Chan)
	return ok && c.Dir() == types.SendOnly
}

func isUsersMethod(fn *ssa.Function) bool {
	return fn.Signature.Recv() != nil && fn.Object() != nil && fn.Object().Exported()
}
