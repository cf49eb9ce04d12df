package flow

import (
	"path"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// interactive reports whether a command reads what a person types: it is given the
// program's standard input, as an editor or a pager is, and the person ends it.
func (f *function) interactive(cmd ssa.Value) bool {
	refs := f.place(cmd).Root.Referrers()
	if refs == nil {
		return false
	}
	for _, r := range *refs {
		fa, ok := r.(*ssa.FieldAddr)
		if !ok || structOf(fa.X.Type()).Field(fa.Field).Name() != "Stdin" {
			continue
		}
		for _, u := range *fa.Referrers() {
			if s, ok := u.(*ssa.Store); ok && s.Addr == fa && f.prog.isStdio(f.place(s.Val)) {
				return true
			}
		}
	}
	return false
}

// isInstant reports whether a command is a program that is known to end at once.
func (f *function) isInstant(cmd ssa.Value) bool {
	call, _ := callOf(f.place(cmd).Root)
	if call == nil || calleeObj(&call.Call) == nil || knowledge.FuncOf(calleeObj(&call.Call)) != (knowledge.Func{Pkg: "os/exec", Name: "Command"}) {
		return false
	}
	name, ok := f.constantText(call.Call.Args[0])
	return ok && knowledge.Instant[path.Base(name)]
}
