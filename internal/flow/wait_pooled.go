package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// isPoolGet reports whether a call takes something from a pool.
func isPoolGet(v ssa.Value) bool {
	c, ok := v.(*ssa.Call)
	return ok && isMethod(&c.Call, "Get") && isNamed(c.Call.Args[0].Type(), "sync", "Pool")
}

// besidesPool is what a value is when it does not come from a pool.
func besidesPool(phi *ssa.Phi) ssa.Value {
	var leaves []ssa.Value
	collectLeaves(phi, map[ssa.Value]bool{}, &leaves)
	rest := slices.DeleteFunc(slices.Clone(leaves), isPoolGet)
	if len(rest) != 1 || len(leaves) == 1 {
		return nil
	}
	return rest[0]
}

// pooledChan is the make of the channels of a type that the pools of the package are
// filled with when they are empty, if there is only one.
func (p *Program) pooledChan(get *ssa.Call, t types.Type, depth int) *ssa.MakeChan {
	var only *ssa.MakeChan
	for _, fn := range p.poolMakers(get) {
		g := p.scratch(fn)
		for _, ret := range g.returns() {
			mk := g.madeChan(ret.Results[0], depth)
			if mk == nil || !types.Identical(mk.Type(), t) {
				continue
			}
			if only != nil && only != mk {
				return nil
			}
			only = mk
		}
	}
	return only
}

// poolMakers are the functions that the package gives its pools to make more with.
func (p *Program) poolMakers(get *ssa.Call) []*ssa.Function {
	var out []*ssa.Function
	for fv := range structOf(get.Call.Args[0].Type()).Fields() {
		if fv.Name() != "New" {
			continue
		}
		for _, s := range p.fields.values(fv) {
			out = append(out, p.scratch(s.Parent()).functionsIn(s.Val, 0)...)
		}
	}
	return out
}
