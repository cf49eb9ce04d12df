package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A dispatch is where a program that has no framework for commands keeps them: main
// calls the function that it finds in a field, or in a map, for what a person types. If it then
// goes on to call the next one, they are parts of one program.
type dispatch struct {
	fields map[*types.Var]bool
	maps   []types.Type
}

func newDispatch(pkg *ssa.Package) dispatch {
	d := dispatch{fields: map[*types.Var]bool{}}
	if main := pkg.Func("main"); main != nil && pkg.Pkg.Name() == "main" {
		for _, b := range main.Blocks {
			for _, in := range b.Instrs {
				if c, ok := in.(*ssa.Call); ok && !c.Call.IsInvoke() && (!reaches(b, b) || exits(b)) {
					d.add(c.Call.Value)
				}
			}
		}
	}
	return d
}

// add adds where a function that is called was looked up.
func (d *dispatch) add(called ssa.Value) {
	if e, ok := called.(*ssa.Extract); ok {
		called = e.Tuple
	}
	if l, ok := called.(*ssa.Lookup); ok {
		d.maps = append(d.maps, l.X.Type())
	} else if fv := fieldOf(called); fv != nil {
		d.fields[fv] = true
	}
}

// keeps reports whether in puts a function there.
func (d *dispatch) keeps(in ssa.Instruction) bool {
	switch in := in.(type) {
	case *ssa.Store:
		return d.fields[fieldOf(in.Addr)]
	case *ssa.MapUpdate:
		return slices.ContainsFunc(d.maps, func(t types.Type) bool { return types.Identical(t, in.Map.Type()) })
	}
	return false
}

func (d *dispatch) isEmpty() bool { return len(d.fields)+len(d.maps) == 0 }
