package audit

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/timeoutlint/timeoutlint/internal/inventory"
)

// at is a line of the file that all operations are in.
func at(line int) inventory.Position { return inventory.Position{File: "/m/a.go", Line: line} }

// op is an operation without a bound in a function of the call graph.
func op(line int, node string, change ...func(*inventory.Operation)) inventory.Operation {
	o := inventory.Operation{Position: at(line), Kind: "disk-sync", Func: node, Node: node, What: "f.Sync", Verdict: unbounded, Finding: "can wait forever"}
	for _, c := range change {
		c(&o)
	}
	return o
}

func held(mutex string) func(*inventory.Operation) {
	return func(o *inventory.Operation) {
		o.Held = append(o.Held, inventory.Held{Position: at(1), Mutex: mutex, Text: "l.mu"})
	}
}

func lock(line int, mutex string) inventory.Operation {
	return inventory.Operation{Position: at(line), Kind: lockKind, Node: "lib.Locker", What: "mu.Lock", Verdict: bounded, Mutex: mutex}
}

func fn(name, entry string, calls, starts []string) inventory.Function {
	return inventory.Function{Name: name, Entry: entry, Calls: calls, Starts: starts}
}

func relative(file string) string { return strings.TrimPrefix(file, "/m/") }

// program is a server, a tool and a library.
func program(ops ...inventory.Operation) []*inventory.Package {
	accept := fn("srv.accept", "", []string{"srv.loop"}, []string{"srv.handle"})
	accept.Accepts = true
	daemon := fn("daemon.main", "main", []string{"daemon.run"}, []string{"daemon.work"})
	daemon.Stays = true
	method := fn("(*lib.T).Do", "exported", nil, nil)
	method.Method = "~Do()()"
	return []*inventory.Package{
		{Path: "srv", Functions: []inventory.Function{
			fn("srv.main", "main", []string{"srv.open", "srv.accept"}, []string{"srv.background"}), accept,
			fn("srv.handle", "", []string{"~Do()()"}, nil), fn("srv.open", "", nil, nil), fn("srv.loop", "", nil, nil),
			fn("srv.background", "", nil, nil), fn("srv.http", "handler", nil, nil),
		}},
		{Path: "tool", Functions: []inventory.Function{
			fn("tool.main", "main", []string{"tool.read"}, []string{"tool.work"}), fn("tool.read", "", nil, nil), fn("tool.work", "", nil, nil),
		}},
		{Path: "daemon", Functions: []inventory.Function{daemon, fn("daemon.run", "", nil, nil), fn("daemon.work", "", nil, nil)}},
		{Path: "lib", Operations: ops, Functions: []inventory.Function{method, fn("lib.API", "exported", nil, nil)}},
	}
}

// TestRisk has a line for each rule of docs/audit.md.
func TestRisk(t *testing.T) {
	kind := func(k string) func(*inventory.Operation) { return func(o *inventory.Operation) { o.Kind = k } }
	silent := func(o *inventory.Operation) { o.Finding = "" }
	tests := []struct {
		name  string
		op    inventory.Operation
		risk  Risk
		class Class
	}{
		{"http handler", op(10, "srv.http"), High, Request},
		{"connection", op(10, "srv.handle"), High, Request},
		{"through an interface", op(10, "(*lib.T).Do"), High, Request},
		{"start", op(10, "srv.open"), Low, StartStop},
		{"start under a lock", op(10, "srv.open", held("lib.T.mu")), Low, StartStop},
		{"goroutine", op(10, "srv.background"), Medium, Background},
		{"accept loop", op(10, "srv.loop"), Medium, Background},
		{"tool", op(10, "tool.read"), Low, Tool},
		{"goroutine of a tool", op(10, "tool.work"), Low, Tool},
		{"daemon", op(10, "daemon.work"), Medium, Background},
		{"start of a daemon", op(10, "daemon.run"), Low, StartStop},
		{"library", op(10, "lib.API"), Medium, API},
		{"nothing in sight", op(10, "lib.lost"), Medium, Unknown},
		{"a lock that others take", op(10, "srv.background", held("lib.T.mu")), Critical, Background},
		{"a lock of its own", op(10, "srv.background", held("lib.T.own")), Medium, Background},
		{"a lock without a name", op(10, "srv.background", held("")), Medium, Background},
		{"accepted", op(10, "srv.http", func(o *inventory.Operation) { o.Accepted = "because" }), Accepted, Request},
		{"wait", op(10, "srv.http", kind("wait")), High, Request},
		{"mere wait", op(10, "srv.http", kind("wait"), silent), Medium, Request},
		{"mere wait in the background", op(10, "srv.background", kind("wait"), silent), Low, Background},
		{"mere wait in a tool", op(10, "tool.read", kind("wait"), silent), Low, Tool},
		{"wait under a lock", op(10, "srv.background", kind("wait"), silent, held("lib.T.mu")), Critical, Background},
		{"bounded", op(10, "srv.http", func(o *inventory.Operation) { o.Verdict = bounded }), "", Request},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := New(program(test.op, lock(20, "lib.T.mu"), lock(21, "lib.T.mu"), lock(22, "lib.T.own")), relative)
			got := r.Operations[0]
			if got.Risk != test.risk || got.Reached != test.class {
				t.Errorf("got %q, reached %q %q; want %q, %q", got.Risk, got.Reached, got.Why, test.risk, test.class)
			}
		})
	}
}

// TestFold: an operation that several packages see is counted once.
func TestFold(t *testing.T) {
	call := func(leaf int, verdict string, h ...string) inventory.Operation {
		o := op(50, "srv.handle")
		o.File, o.Verdict, o.Finding = "/m/srv.go", verdict, ""
		p := at(leaf)
		o.Leaf, o.Witness = &p, []inventory.Step{{Position: p, Text: "waits"}}
		for _, m := range h {
			held(m)(&o)
		}
		return o
	}
	verdict := func(v string) func(*inventory.Operation) { return func(o *inventory.Operation) { o.Verdict = v } }
	tests := []struct {
		name string
		leaf inventory.Operation
		call inventory.Operation
		want string // places with verdicts
	}{
		{"counted where it is", op(10, "lib.API"), call(10, unbounded), "a.go:10 unbounded"},
		{"counted at the call", op(10, "lib.API", verdict(callers)), call(10, bounded), "srv.go:50 bounded"},
		{"of another module", op(10, "lib.API"), call(11, unbounded), "a.go:10 unbounded, srv.go:50 unbounded"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			pkgs := program(test.leaf)
			pkgs[0].Operations = []inventory.Operation{test.call}
			var got []string
			for _, o := range New(pkgs, relative).Operations {
				got = append(got, o.Place.String()+" "+o.Verdict)
			}
			if s := strings.Join(got, ", "); s != test.want {
				t.Errorf("got %s; want %s", s, test.want)
			}
		})
	}
	t.Run("locks of callers", func(t *testing.T) {
		pkgs := program(op(10, "lib.API"), lock(20, "srv.S.mu"), lock(21, "srv.S.mu"))
		pkgs[0].Operations = []inventory.Operation{call(10, unbounded, "srv.S.mu")}
		got := New(pkgs, relative).Operations[0]
		if len(got.Held) != 1 || got.Held[0].Waiters != 1 || got.Risk != Critical {
			t.Errorf("got %+v, risk %s", got.Held, got.Risk)
		}
	})
}

// TestVariants: a package and its test variant tell the same.
func TestVariants(t *testing.T) {
	pkgs := program(op(10, "lib.API"))
	r := New(append(pkgs, program(op(10, "lib.API"))...), relative)
	if len(r.Operations) != 1 || r.Coverage.Operations != 1 {
		t.Errorf("%d operations", len(r.Operations))
	}
}

func TestCoverage(t *testing.T) {
	verdict := func(line int, v string) inventory.Operation {
		return op(line, "lib.API", func(o *inventory.Operation) { o.Verdict = v })
	}
	declared := verdict(7, bounded)
	declared.Declared = true
	r := New(program(verdict(1, bounded), verdict(2, conditional), verdict(3, cancellable), verdict(4, callers), verdict(5, unbounded), lock(6, "m"), declared), relative)
	want := Coverage{Operations: 7, Bounded: 2, Declared: 1, Conditional: 1, Cancellable: 1, Callers: 1, Unbounded: 1, Percent: 42.85}
	if r.Coverage != want {
		t.Errorf("got  %+v\nwant %+v", r.Coverage, want)
	}
	if r.NoLocks.Operations != 6 || r.NoLocks.Bounded != 1 {
		t.Errorf("without locks: %+v", r.NoLocks)
	}
	if none := New(nil, relative).Coverage; none.Percent != 100 {
		t.Errorf("of nothing: %+v", none)
	}
	almost := Coverage{Operations: 100000, Bounded: 99999}
	if almost.finish(); almost.Percent >= 100 || almost.PercentText() == "100.0 %" {
		t.Errorf("almost all is %s", almost.PercentText())
	}
}

// TestRoundTrip: what JSON writes is what Compare reads.
func TestRoundTrip(t *testing.T) {
	o := op(10, "lib.API", held("m"), func(o *inventory.Operation) { o.Duration, o.Verdict = int64(90*time.Second), bounded })
	r := New(program(o, lock(20, "m")), relative)
	var b bytes.Buffer
	if err := JSON(&b, r); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), `"duration": "1m30s"`) {
		t.Errorf("durations are not as people write them:\n%s", &b)
	}
	back, err := Read(&b)
	if err != nil {
		t.Fatal(err)
	}
	if d := diff(r, back); !d.empty() {
		t.Errorf("%+v", d)
	}
	for _, bad := range []string{"", "{}", "[]", `{"version": 2}`, `{"version": 1, "operations": [{"duration": "x"}]}`} {
		if _, err := Read(strings.NewReader(bad)); err == nil {
			t.Errorf("Read(%q) succeeds", bad)
		}
	}
}

func TestParsePlace(t *testing.T) {
	for in, want := range map[string]Place{
		"a.go:12":        {File: "a.go", Line: 12},
		"a/b.go:12:3":    {File: "a/b.go", Line: 12},
		`C:\src\a.go:7`:  {File: `C:\src\a.go`, Line: 7},
		"odd:name.go:12": {File: "odd:name.go", Line: 12},
	} {
		file, line, err := ParsePlace(in)
		if got := (Place{File: file, Line: line}); err != nil || got != want {
			t.Errorf("ParsePlace(%q) = %v, %v", in, got, err)
		}
	}
	for _, in := range []string{"", "a.go", ":3", "a.go:0", "a.go:x", "a.go:-1"} {
		if file, line, err := ParsePlace(in); err == nil {
			t.Errorf("ParsePlace(%q) = %q, %d", in, file, line)
		}
	}
}

func TestWords(t *testing.T) {
	for in, want := range map[string]string{
		"(*example.com/a/b.T).M$1$2": "(*b.T).M.func1.2",
		"example.com/a/v3.F":         "a.F",
		"main.main":                  "main.main",
	} {
		if got := shortFunc(in); got != want {
			t.Errorf("shortFunc(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[time.Duration]string{time.Minute: "1m", time.Hour: "1h", 90 * time.Second: "1m30s", 10 * time.Second: "10s", 0: "0s"} {
		if got := short(in); got != want {
			t.Errorf("short(%v) = %q, want %q", in, got, want)
		}
	}
}

// TestHistogram: what is far from the rest is marked.
func TestHistogram(t *testing.T) {
	var d pageData
	d.Report = &Report{}
	if d.Histogram() != nil {
		t.Error("a histogram of nothing")
	}
	for _, v := range []time.Duration{30 * time.Nanosecond, time.Second, 3 * time.Second, 5 * time.Second, 5 * time.Second, 20 * time.Minute} {
		d.Timeouts = append(d.Timeouts, Timeout{Duration: Duration(v)})
	}
	var marked []string
	for _, b := range d.Histogram() {
		if b.Outlier {
			marked = append(marked, b.Label)
		}
	}
	if want := []string{"≤ 1ms", "≤ 1h"}; !slices.Equal(marked, want) {
		t.Errorf("marked are %q, want %q", marked, want)
	}
}

// TestEscaping: what code is called is no markup.
func TestEscaping(t *testing.T) {
	r := New(program(op(10, "lib.API", func(o *inventory.Operation) { o.What = `<script>alert("x|y")</script>` })), relative)
	var page, doc bytes.Buffer
	if err := HTML(&page, r); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(page.String(), "<script>alert") {
		t.Error("the page runs it")
	}
	if err := Markdown(&doc, r); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(doc.String(), `x\|y`) {
		t.Error("a cell of the table ends in it")
	}
}
