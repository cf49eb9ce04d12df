package flow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// isStdio: the standard streams are waited for by design, and what is discarded is not
// waited for at all.
func (p *Program) isStdio(pl Place) bool {
	if g, ok := pl.Root.(*ssa.Global); ok && pl.Path == "" {
		return isStdStream(g) || p.fields.onlyStdio()[g.Object()]
	}
	if pl.Path == "" || len(p.fields.onlyStdio()) == 0 {
		return false
	}
	fv := p.closedField(pl)
	return fv != nil && p.fields.onlyStdio()[fv]
}

func isStdStream(g *ssa.Global) bool {
	if g.Pkg == nil {
		return false
	}
	switch g.Pkg.Pkg.Path() {
	case "os":
		return strings.HasPrefix(g.Name(), "Std")
	case "io":
		return g.Name() == "Discard"
	}
	return false
}

// onlyStdio has the variables and fields that the package stores nothing in but standard streams.
func (t *fieldTable) onlyStdio() map[types.Object]bool {
	if t.stdio == nil {
		t.stdio = map[types.Object]bool{}
		for fv, stores := range t.stores {
			t.noteStdio(fv, stores)
		}
		for g, stores := range t.globals {
			t.noteStdio(g.Object(), stores)
		}
	}
	return t.stdio
}

func (t *fieldTable) noteStdio(v types.Object, stores []*ssa.Store) {
	for _, s := range stores {
		val := s.Val
		if m, ok := val.(*ssa.MakeInterface); ok {
			val = m.X
		}
		load, ok := val.(*ssa.UnOp)
		if !ok {
			return
		}
		if g, ok := load.X.(*ssa.Global); !ok || !isStdStream(g) {
			return
		}
	}
	if v != nil && len(stores) > 0 {
		t.stdio[v] = true
	}
}

// isEndOfPipe reports whether another package made a file together with a second one: the ends of a
// pipe, or of a terminal.
func isEndOfPipe(pl Place) bool {
	call, _ := callOf(pl.Root)
	if call == nil || pl.Path != "" || call.Call.StaticCallee() == nil || len(call.Call.StaticCallee().Blocks) > 0 {
		return false
	}
	files := 0
	for r := range call.Call.Signature().Results().Variables() {
		if isFile(r.Type()) {
			files++
		}
	}
	return files > 1
}

// isPipeKept reports whether the package keeps nothing but ends of pipes at a place.
func (f *function) isPipeKept(pl Place) bool {
	if pl.Path == "" {
		return false
	}
	all := f.keptIn(pl, pl.depth())
	return len(all) > 0 && !slices.ContainsFunc(all, func(k kept) bool { return !isEndOfPipe(k.in.place(k.v)) })
}

// isOfKernel reports whether a file was opened by a name that has no disk behind it.
func (f *function) isOfKernel(pl Place) bool {
	call, _ := callOf(pl.Root)
	return call != nil && pl.Path == "" && f.namesKernel(&call.Call)
}

// namesKernel reports whether a function of package os is given such a name: of a device, or
// of what the kernel tells of itself.
func (f *function) namesKernel(c *ssa.CallCommon) bool {
	fn := calleeObj(c)
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "os" || len(c.Args) == 0 {
		return false
	}
	name, ok := f.constantText(c.Args[0])
	return ok && (strings.HasPrefix(name, "/dev/") || strings.HasPrefix(name, "/proc/") || strings.HasPrefix(name, "/sys/"))
}
