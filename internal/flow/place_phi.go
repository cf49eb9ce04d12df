package flow

import (
	"maps"

	"golang.org/x/tools/go/ssa"
)

// phiPlace is the common place of what flows into a phi, through other phis
// too; nil aside.
func (f *function) phiPlace(v *ssa.Phi) Place {
	phis := map[ssa.Value]bool{}
	var leaves []ssa.Value
	collectLeaves(v, phis, &leaves)
	undo := f.reopen()
	defer undo()
	var common Place
	for _, e := range leaves {
		pl := f.place(e)
		switch {
		case phis[pl.Root] && pl.Path == "", pl == common:
		case !common.known():
			common = pl
		default:
			return f.bufferPlace(v, leaves)
		}
	}
	if common.known() {
		return common
	}
	return Place{Root: v}
}

// reopen lets what is being looked up be looked up again, as seen from a phi: a value that
// asked for the phi stands for itself only so that cycles end. The result undoes that.
func (f *function) reopen() (undo func()) {
	var open map[ssa.Value]Place
	for _, v := range f.lookups {
		if _, ok := v.(*ssa.Phi); ok {
			continue
		}
		if open == nil {
			open = map[ssa.Value]Place{}
		}
		open[v] = f.places[v]
		delete(f.places, v)
	}
	return func() { maps.Copy(f.places, open) }
}

// bufferPlace is the connection that a buffer is made of unless the caller has one:
// if br == nil { br = bufio.NewReader(conn) }.
func (f *function) bufferPlace(v *ssa.Phi, leaves []ssa.Value) Place {
	var conn Place
	for _, e := range leaves {
		if _, given := e.(*ssa.Parameter); given && !isConn(e.Type()) {
			continue
		}
		pl := f.place(e)
		if pl.Root == nil || !isConn(pl.Root.Type()) || pl.Path != "" || conn.known() && pl != conn {
			return Place{Root: v}
		}
		conn = pl
	}
	if !conn.known() {
		return Place{Root: v}
	}
	return conn
}

func collectLeaves(v *ssa.Phi, phis map[ssa.Value]bool, leaves *[]ssa.Value) {
	if phis[v] {
		return
	}
	phis[v] = true
	for _, e := range v.Edges {
		if phi, ok := e.(*ssa.Phi); ok {
			collectLeaves(phi, phis, leaves)
		} else if !isNil(e) {
			*leaves = append(*leaves, e)
		}
	}
}

// sameField follows path into a variable that holds one object after the other, all of
// which were made with the same resource.
func (f *function) sameField(a *ssa.Alloc, path string) (common Place, ok bool) {
	if f.visiting[a] { // made of what it held before
		return Place{}, false
	}
	f.visiting[a] = true
	defer delete(f.visiting, a)
	for _, v := range either(a) {
		if isNil(v) {
			continue
		}
		if _, call := v.(*ssa.Call); !call {
			return Place{}, false
		}
		pl, made := f.constructed(v, path)
		if !made || common.known() && pl != common {
			return Place{}, false
		}
		common = pl
	}
	return common, common.known()
}
