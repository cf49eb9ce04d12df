package callgraph

import (
	"maps"
	"slices"
	"testing"

	"github.com/timeoutlint/timeoutlint/internal/inventory"
)

// TestTools: what only programs and commands get to that exit.
func TestTools(t *testing.T) {
	fn := func(name string, calls ...string) inventory.Function {
		return inventory.Function{Name: name, Calls: calls}
	}
	root := fn("cmd.main", "cmd.setup")
	root.Entry, root.Stays, root.Offers = "main", true, []string{"cmd.once", "cmd.serve"}
	serve := fn("cmd.serve", "lib.Both")
	serve.Starts = []string{"cmd.loop"}
	loop := fn("cmd.loop")
	loop.Accepts = true
	api := fn("lib.API", "lib.deep")
	api.Entry = "exported"
	method := fn("(lib.T).Do")
	method.Method = "~Do()()"
	pkgs := []*inventory.Package{
		{Path: "m/cmd", Module: "m", Functions: []inventory.Function{root, fn("cmd.setup"), fn("cmd.once", "lib.Once", "lib.Both", "lib.deep", "~Do()()"), serve, loop}},
		{Path: "m/lib", Module: "m", Functions: []inventory.Function{fn("lib.Once"), fn("lib.Both"), api, fn("lib.deep"), method, fn("lib.nobody")}},
	}
	g := New(pkgs)
	got := slices.Sorted(maps.Keys(g.Tools(g.API())))
	if want := []string{"(lib.T).Do", "cmd.once", "lib.Once"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestStartStop: what happens before a program serves, and not again.
func TestStartStop(t *testing.T) {
	fn := func(name string, calls ...string) inventory.Function {
		return inventory.Function{Name: name, Calls: calls}
	}
	root := fn("cmd.main", "cmd.setup", "cmd.serve")
	root.Entry = "main"
	serve := fn("cmd.serve", "lib.Each")
	serve.Accepts, serve.Starts = true, []string{"lib.Loop"}
	handler := fn("cmd.handle", "lib.Request")
	handler.Entry = "handler"
	start := fn("cmd.init")
	start.Entry, start.Calls = "init", []string{"lib.Kept"}
	pkgs := []*inventory.Package{{Path: "m/cmd", Module: "m", Functions: []inventory.Function{
		root, serve, handler, start, fn("cmd.setup", "lib.Once", "lib.Each", "lib.Loop", "lib.Request", "lib.Kept"),
		fn("lib.Once"), fn("lib.Each"), fn("lib.Loop"), fn("lib.Request"), fn("lib.Kept"),
	}}}
	g := New(pkgs)
	got := slices.Sorted(maps.Keys(g.StartStop(g.API())))
	if want := []string{"cmd.main", "cmd.setup", "lib.Once"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
