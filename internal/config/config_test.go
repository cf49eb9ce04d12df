package config

import (
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/timeoutlint/timeoutlint/internal/kind"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

func known(key string) bool { return key == "strict" || key == "lock" || key == "kinds" }

const full = `
strict: true
lock: waiters
kinds: [lock, disk-sync]
rows:
  blocks:
    - func: (*github.com/x/y.v2.Conn).Send
      kind: conn-write
      on: recv
      ctx: arg0
      timeout: arg1
      field: [Timeout, Deadline]
      option: [WithTimeout]
      under-lock: true
      instead: (*github.com/x/y.v2.Conn).SendContext
    - {func: y.Copy, on: arg0, dir: read}
  wraps:
    - func: (y.Codec).Wrap
      on: arg0
      dir: write
    - {func: y.New, on: arg0, into: recv}
  contexts:
    - {func: y.Context, parent: arg0, timeout: arg1, cancel: true}
  runs:
    - {func: y.Within, fn: arg1, how: bounds, timeout: arg0}
  literals:
    - {type: y.Client, kind: rpc, any-of: [Timeout, Deadline]}
`

func TestParse(t *testing.T) {
	f, err := parse("f", []byte(full), known)
	if err != nil {
		t.Fatal(err)
	}
	settings := []Setting{{"strict", "true", 2}, {"lock", "waiters", 3}, {"kinds", "lock,disk-sync", 4}}
	if !reflect.DeepEqual(f.Settings, settings) {
		t.Errorf("settings are %v, want %v", f.Settings, settings)
	}
	conn := knowledge.Func{Pkg: "github.com/x/y.v2", Recv: "Conn", Name: "Send"}
	want := knowledge.Tables{
		Ops: []knowledge.Op{
			{
				Func: conn, Kind: kind.ConnWrite, On: knowledge.Recv, Dir: knowledge.Write, Ctx: knowledge.Arg0,
				Timeout: knowledge.Arg1, Field: "Timeout,Deadline", Option: "WithTimeout", UnderLock: true,
				Instead: knowledge.Func{Pkg: conn.Pkg, Recv: "Conn", Name: "SendContext"},
			},
			{Func: knowledge.Func{Pkg: "y", Name: "Copy"}, On: knowledge.Arg0, Dir: knowledge.Read},
		},
		Wraps: []knowledge.Wrap{
			{Func: knowledge.Func{Pkg: "y", Recv: "Codec", Name: "Wrap"}, On: knowledge.Arg0, Dir: knowledge.Write},
			{Func: knowledge.Func{Pkg: "y", Name: "New"}, On: knowledge.Arg0, Dir: knowledge.Both, Into: knowledge.Recv},
		},
		Contexts: []knowledge.Context{
			{Func: knowledge.Func{Pkg: "y", Name: "Context"}, Parent: knowledge.Arg0, Timeout: knowledge.Arg1, Cancel: true},
		},
		Runs: []knowledge.Run{
			{Func: knowledge.Func{Pkg: "y", Name: "Within"}, Fn: knowledge.Arg1, How: knowledge.Bounds, Timeout: knowledge.Arg0},
		},
		Literals: []knowledge.Literal{
			{Pkg: "y", Type: "Client", Kind: kind.RPC, AnyOf: []string{"Timeout", "Deadline"}, Instead: "Timeout"},
		},
	}
	if got := f.Tables(); !reflect.DeepEqual(got, want) {
		t.Errorf("tables are\n%+v\nwant\n%+v", got, want)
	}
	if got := strings.Join(f.Packages(), " "); got != "github.com/x/y.v2 y" {
		t.Errorf("packages are %s", got)
	}
}

func TestParseEmpty(t *testing.T) {
	for _, s := range []string{"", "# nothing\n", "---\n", "rows:\n", "rows:\n  blocks:\n", "null\n"} {
		if f, err := parse("f", []byte(s), known); err != nil || len(f.Rows)+len(f.Settings) > 0 {
			t.Errorf("%q: %+v, %v", s, f, err)
		}
	}
}

func TestParseErrors(t *testing.T) {
	tests := []struct{ text, want string }{
		{"strict: true\nstict: true", `f:2: unknown key "stict"`},
		{"strict: true\nstrict: false", `f:2: key "strict" is given twice`},
		{"- strict", "f:1: want a mapping of keys to values"},
		{"strict", "f:1: want a mapping of keys to values"},
		{"strict:\n  a: b", "f:2: want a single value"},
		{"strict:", "f:1: want a single value"},
		{"kinds:\n  - lock\n  - [dial]", "f:3: want a single value"},
		{"a: &a [*a]\nkinds: *a", `f:1: unknown key "a"`},
		{"kinds: &a\n  - lock\n  - *a", "f:1: want a single value"},
		{"rows:\n  calls: []", `f:2: unknown key "calls"; rows are blocks`},
		{"rows:\n  blocks: x", "f:2: want a list"},
		{"rows:\n  blocks:\n    - x", "f:3: want a mapping of keys to values"},
		{"rows:\n  blocks:\n    - kind: rpc", `f:3: the row has no "func"`},
		{"rows:\n  blocks:\n    - func: y.F", `f:3: the row needs "kind", or "on" and "dir"`},
		{"rows:\n  blocks:\n    - func: y.F\n      kind: rcp", `f:4: unknown kind "rcp"; the kinds are [`},
		{"rows:\n  blocks:\n    - func: y.F\n      knd: rpc", `f:4: unknown key "knd"`},
		{"rows:\n  blocks:\n    - func: y.F\n      kind: rpc\n      on: arg9", `f:5: "arg9" is not one of recv, arg0,`},
		{"rows:\n  blocks:\n    - func: y.F\n      kind: rpc\n      bounded: maybe", "f:5: want true or false"},
		{"rows:\n  runs:\n    - {func: y.F, fn: arg0}", `f:3: the row has no "how"`},
		{"rows:\n  literals:\n    - {type: y, kind: rpc, any-of: A}", `f:3: "y" does not name a type; write example.com/p.T`},
		{"strict: [", "f: yaml: "},
	}
	for _, name := range []string{"F", "y.", ".F", "y.F()", "(y.T)", "(y.T.M", "(*y.T).", "(T).M", "example.com/p", "y. F", "''"} {
		tests = append(tests, struct{ text, want string }{
			"rows:\n  blocks:\n    - kind: rpc\n      func: " + name, "f:4: ",
		})
	}
	for _, test := range tests {
		_, err := parse("f", []byte(test.text), known)
		if err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%q:\ngot  %v\nwant %s", test.text, err, test.want)
		}
	}
}

func TestFind(t *testing.T) {
	root := t.TempDir()
	deep := filepath.Join(root, "a", "b")
	if err := os.MkdirAll(deep, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{root, filepath.Join(root, "a")} {
		want := filepath.Join(dir, Name)
		if err := os.WriteFile(want, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := Find(deep); got != want || err != nil {
			t.Errorf("Find = %q, %v, want %q", got, err, want)
		}
	}
}

func TestReadMissing(t *testing.T) {
	if _, err := Read(filepath.Join(t.TempDir(), Name), known); err == nil {
		t.Error("no error for a file that does not exist")
	}
}

func TestResolve(t *testing.T) {
	f, err := parse("f", []byte(`rows:
  blocks:
    - {func: p.F, kind: rpc}
    - {func: p.G, kind: rpc}
  wraps:
    - {func: q.W, on: arg0}
`), known)
	if err != nil {
		t.Fatal(err)
	}
	p := types.NewPackage("p", "p")
	sig := types.NewSignatureType(nil, nil, nil, nil, nil, false)
	p.Scope().Insert(types.NewFunc(token.NoPos, p, "F", sig))
	err = f.Resolve(func(path string) *types.Package {
		return map[string]*types.Package{"p": p}[path]
	})
	if err == nil {
		t.Fatal("no error")
	}
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != 2 || !strings.HasPrefix(lines[0], "f:4: ") || !strings.HasPrefix(lines[1], "f:6: ") {
		t.Errorf("error is %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(full))
	f.Fuzz(func(_ *testing.T, data []byte) {
		if file, err := parse("f", data, known); err == nil {
			file.Packages()
		}
	})
}

func TestBaseline(t *testing.T) {
	path := filepath.Join("dir", Name)
	f, err := parse(path, []byte("baseline: sub/known.txt\n"), func(string) bool { return false })
	if err != nil || f.Baseline != filepath.Join("dir", "sub", "known.txt") {
		t.Errorf("got %+v, %v", f, err)
	}
	for _, text := range []string{"baseline: [a]\n", "baseline:\n"} {
		if _, err := parse(path, []byte(text), func(string) bool { return true }); err == nil {
			t.Errorf("%q is accepted", text)
		}
	}
	if _, err := FromSettings(map[string]any{"baseline": "x"}, func(string) bool { return true }); err == nil {
		t.Error("another program's settings may have a baseline")
	}
}
