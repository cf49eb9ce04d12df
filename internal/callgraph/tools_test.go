package callgraph

import (
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
	root.Entry, root.Stays, root.Offers = "main", true, []string{"cmd.once", "cmd.serve", "cmd.show"}
	serve := fn("cmd.serve", "lib.Both")
	serve.Starts = []string{"cmd.loop"}
	loop := fn("cmd.loop")
	loop.Accepts = true
	show := fn("cmd.show", "lib.Refresh", "lib.Both")
	show.Starts = []string{"cmd.refresh", "cmd.draw"}
	refresh := fn("cmd.refresh", "lib.Loop")
	refresh.Stays = true
	draw := fn("cmd.draw")
	draw.Draws = true
	api := fn("lib.API", "lib.deep")
	api.Entry = "exported"
	method := fn("(lib.T).Do")
	method.Method = "~Do()()"
	pkgs := []*inventory.Package{
		{Path: "m/cmd", Module: "m", Functions: []inventory.Function{root, fn("cmd.setup"), fn("cmd.once", "lib.Once", "lib.Both", "lib.deep", "~Do()()"), serve, loop, show, refresh, draw}},
		{Path: "m/lib", Module: "m", Functions: []inventory.Function{fn("lib.Once"), fn("lib.Both"), api, fn("lib.deep"), method, fn("lib.nobody"), fn("lib.Refresh"), fn("lib.Loop")}},
	}
	g := New(pkgs)
	got := reached(g, g.Tools(g.API()))
	if want := []string{"(lib.T).Do", "cmd.draw", "cmd.once", "cmd.refresh", "cmd.show", "lib.Loop", "lib.Once", "lib.Refresh"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func reached(g *Graph, w Walk) []string {
	var out []string
	for _, n := range g.Select(func(f *inventory.Function) bool { return w.Has(f.Name) }) {
		out = append(out, g.Name(n))
	}
	return out
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
	got := reached(g, g.StartStop(g.API()))
	if want := []string{"cmd.main", "cmd.setup", "lib.Once"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestIdle: what nothing of a program gets to, if the module is one.
func TestIdle(t *testing.T) {
	fn := func(name string, calls ...string) inventory.Function {
		return inventory.Function{Name: name, Calls: calls}
	}
	root := fn("m.main", "lib.Used")
	root.Entry = "main"
	unused := fn("lib.Unused", "lib.deep")
	unused.Entry = "exported"
	handler := fn("lib.handle", "lib.answer")
	handler.Entry = "handler"
	lib := &inventory.Package{Path: "m/lib", Module: "m", Functions: []inventory.Function{fn("lib.Used"), unused, fn("lib.deep"), handler, fn("lib.answer")}}
	functions := []inventory.Function{root}
	for path, want := range map[string]bool{"m": true, "m/cmd": false} {
		idle := New([]*inventory.Package{{Path: path, Module: "m", Functions: functions}, lib}).Idle()
		for name, is := range map[string]bool{"lib.Unused": want, "lib.deep": want, "lib.Used": false, "lib.answer": false, "other.F": false} {
			if idle(name) != is {
				t.Errorf("with the program in %s, is %s idle? got %v", path, name, !is)
			}
		}
	}
}
