package knowledge

import (
	"go/types"
	"strings"
	"testing"

	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// TestResolveRefuses: each of these rows is wrong in one way, and the error
// says in which row and how.
func TestResolveRefuses(t *testing.T) {
	var (
		read    = Func{"net", "Conn", "Read"}
		dial    = Func{"net", "", "Dial"}
		dialer  = Func{"net", "Dialer", "DialContext"}
		timeout = Func{"context", "", "WithTimeout"}
		after   = Func{"time", "", "AfterFunc"}
		notify  = Func{"os/signal", "", "Notify"}
	)
	op := func(o Op) Tables { return Tables{Ops: []Op{o}} }
	wrap := func(w Wrap) Tables { return Tables{Wraps: []Wrap{w}} }
	context := func(c Context) Tables { return Tables{Contexts: []Context{c}} }
	run := func(r Run) Tables { return Tables{Runs: []Run{r}} }
	literal := func(l Literal) Tables { return Tables{Literals: []Literal{l}} }
	tests := []struct {
		rows Tables
		want string
	}{
		{op(Op{Kind: kind.Dial}), "operation row .: Pkg is missing"},
		{op(Op{Func: Func{"no/such", "", "F"}, Kind: kind.Dial}), `operation row no/such.F: there is no package "no/such"`},
		{op(Op{Func: Func{"net", "", "Dail"}, Kind: kind.Dial}), `operation row net.Dail: package net has no function "Dail"`},
		{op(Op{Func: Func{"net", "", "IPv4zero"}, Kind: kind.Dial}), `no function "IPv4zero"`},
		{op(Op{Func: Func{"net", "Con", "Read"}, Kind: kind.Dial}), `net has no type "Con"`},
		{op(Op{Func: Func{"net", "Conn", "Reed"}, Kind: kind.Dial}), `net.Conn has no method "Reed"`},
		{op(Op{Func: Func{"net", "Dialer", "Timeout"}, Kind: kind.Dial}), `net.Dialer has no method "Timeout"`},
		{op(Op{Func: Func{"net", "TCPConn", "Read"}, On: Recv, Dir: Read}), "declared as net.conn.Read"},
		{op(Op{Func: Func{"io", "ReadWriter", "Read"}, On: Recv, Dir: Read}), "declared as io.Reader.Read"},
		{op(Op{Func: read, On: Recv}), "needs On and Dir"},
		{op(Op{Func: read, Dir: Read}), "needs On and Dir"},
		{op(Op{Func: read, On: Recv, Dir: 4}), "Dir 4"},
		{op(Op{Func: read, Kind: "conn-raed", On: Recv}), `unknown Kind "conn-raed"`},
		{op(Op{Func: read, Kind: kind.Directive, On: Recv}), "unknown Kind"},
		{op(Op{Func: dial, Kind: kind.Dial, On: Recv}), "On: a function has no receiver"},
		{op(Op{Func: dial, Kind: kind.Dial, On: Arg0}), "On: string is not a stream"},
		{op(Op{Func: dial, Kind: kind.Dial, Ctx: Arg2}), "Ctx: there is no argument 2: the function takes 2"},
		{op(Op{Func: dial, Kind: kind.Dial, Ctx: 200}), "there is no argument"},
		{op(Op{Func: dialer, Kind: kind.Dial, Ctx: Arg1}), "Ctx: string is not a context"},
		{op(Op{Func: dialer, Kind: kind.Dial, Timeout: Arg0}), "Timeout: context.Context is not a time.Duration"},
		{op(Op{Func: dialer, Kind: kind.Dial, On: Recv, Field: "Timeout,Dedline"}), `no field "Dedline"`},
		{op(Op{Func: dialer, Kind: kind.Dial, Field: "Timeout"}), "Field needs the operand On"},
		{op(Op{Func: read, Kind: kind.ConnRead, On: Recv, Field: "Timeout"}), "is not a struct"},
		{op(Op{Func: dial, Kind: kind.Dial, Option: "Timeout"}), "Option needs a function that takes options"},
		{op(Op{Func: after, Kind: kind.Wait, Option: "AfterFunc"}), "Option needs a function that takes options"},
		{op(Op{Func: notify, Kind: kind.Wait, Option: "Notfy"}), `Option: package os/signal has no function "Notfy"`},
		{op(Op{Func: dial, Kind: kind.Dial, Instead: Func{"net", "", "DialContext"}}), `Instead: package net has no function "DialContext"`},

		{wrap(Wrap{Func: Func{"bufio", "", "NewReader"}, Dir: Read}), "wrap row bufio.NewReader: On is missing"},
		{wrap(Wrap{Func: Func{"bufio", "", "NewReader"}, On: Arg0}), "Dir 0"},
		{wrap(Wrap{Func: Func{"bufio", "", "NewReaderSize"}, On: Arg2, Dir: Read}), "no argument 2"},
		{wrap(Wrap{Func: Func{"bufio", "Reader", "Reset"}, On: Arg0, Dir: Read}), "no result"},
		{wrap(Wrap{Func: Func{"bufio", "Reader", "Reset"}, On: Arg0, Dir: Read, Into: Arg0}), "Into is either None"},

		{context(Context{Func: dial, Parent: Arg0}), "context row net.Dial: no result is a context"},
		{context(Context{Func: timeout, Parent: Arg1}), "Parent: time.Duration is not a context"},
		{context(Context{Func: timeout, Timeout: Arg0}), "Timeout: context.Context is not"},

		{run(Run{Func: after, How: Calls}), "run row time.AfterFunc: Fn is missing"},
		{run(Run{Func: after, Fn: Arg0, How: Calls}), "Fn: time.Duration is not a function"},
		{run(Run{Func: after, Fn: Arg1, How: AfterTime}), "AfterTime needs Timeout"},
		{run(Run{Func: after, Fn: Arg1, How: AfterCtx}), "AfterCtx needs Ctx"},
		{run(Run{Func: after, Fn: Arg1, How: Bounds}), "Bounds needs Timeout, Ctx or Bounded"},
		{run(Run{Func: after, Fn: Arg1, How: 99}), "unknown How 99"},
		{run(Run{Func: Func{"sync", "Once", "Do"}, Fn: Arg0, How: Returned}), "Returned needs"},

		{literal(Literal{Pkg: "net", Type: "Dialer", Kind: kind.Dial}), "literal row net.Dialer: AnyOf is empty"},
		{literal(Literal{Pkg: "net", Type: "Dialer", Kind: kind.Dial, AnyOf: []string{"Dedline"}, Instead: "Timeout"}), `no field "Dedline"`},
		{literal(Literal{Pkg: "net", Type: "Dialer", Kind: kind.Dial, AnyOf: []string{"Timeout"}}), `no field ""`},
		{literal(Literal{Pkg: "net", Type: "Conn", Kind: kind.Dial, AnyOf: []string{"Timeout"}, Instead: "Timeout"}), "not a struct"},
		{literal(Literal{Pkg: "net", Type: "Dialer", AnyOf: []string{"Timeout"}, Instead: "Timeout"}), "unknown Kind"},
	}
	loaded := load(t, "", []string{"bufio", "context", "io", "net", "os/signal", "sync", "time"})
	lookup := func(path string) *types.Package { return loaded[path] }
	for _, test := range tests {
		errs := Resolve(test.rows, lookup)
		if len(errs) != 1 || !strings.Contains(errs[0].Error(), test.want) {
			t.Errorf("got %v, want one error with %q", errs, test.want)
		}
	}
}

// TestResolveNamesAll: one wrong row does not hide another.
func TestResolveNamesAll(t *testing.T) {
	rows := Tables{
		Ops:   []Op{{Func: Func{"a", "", "F"}, Kind: kind.Dial}},
		Wraps: []Wrap{{Func: Func{"b", "", "F"}, On: Arg0, Dir: Read}},
		Runs:  []Run{{Func: Func{"c", "", "F"}, Fn: Arg0}},
	}
	if errs := Resolve(rows, func(string) *types.Package { return nil }); len(errs) != 3 {
		t.Errorf("got %v, want three errors", errs)
	}
}
