package identity

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"
)

// source marks operations: those of a test are between « and ».
const source = `package p

import (
	"io"
	nw "net"
	"net/http"
	"sync"
)

type Log[T any] struct {
	mu   sync.Mutex
	conn nw.Conn
	done chan T
}

func (l *Log[T]) Append(r io.Reader, list []nw.Conn) {
	«l.mu.Lock()»
	«l.conn.Read(nil)»
	«<-l.done»
	«io.ReadFull(l.conn, nil)»
	«list[0].Read(nil)»
	«r.Read(nil)»
	c := l.conn
	func() { «c.Write(nil)» }()
	«select {}»
	for range l.done { }
}

var client = «http.Client{»}

var common nw.Conn

func Use() {
	var wg sync.WaitGroup
	«wg.Wait()»
	«common.Read(nil)»
	errs := make(chan error)
	«errs <- nil»
	«nw.Dial("tcp", "")»
	//timeoutlint:ignore dial because
	_ = http.Client{}
}
`

var want = []string{
	"Log.Append Log.mu.Lock", "Log.Append Log.conn.Read", "Log.Append <-Log.done",
	"Log.Append io.ReadFull(Log.conn)", "Log.Append []net.Conn.Read", "Log.Append io.Reader.Read",
	"Log.Append net.Conn.Write", "Log.Append select", "client http.Client{}",
	"Use sync.WaitGroup.Wait", "Use common.Read", "Use chan error<-", "Use net.Dial",
}

// names checks marked source and returns the identities. A resource is given
// for the call of ReadFull.
func names(t *testing.T, marked string) []string {
	t.Helper()
	src := strings.NewReplacer("«", "", "»", "").Replace(marked)
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}}
	pkg, err := (&types.Config{Importer: importer.Default()}).Check("p", fset, []*ast.File{f}, info)
	if err != nil {
		t.Fatal(err)
	}
	namer := &Namer{Files: []*ast.File{f}, Pkg: pkg, Info: info}
	var out []string
	at := 0
	parts := strings.FieldsFunc(marked, func(r rune) bool { return r == '«' || r == '»' })
	for i, part := range parts {
		if i%2 == 1 {
			resource := ""
			if call, ok := strings.CutPrefix(part, "io.ReadFull("); ok {
				resource, _, _ = strings.Cut(call, ",")
			}
			pos := f.FileStart + token.Pos(at)
			id := namer.Of(pos, pos+token.Pos(len(part)), resource)
			if back, ok := Parse(id.Message()); !ok || back != id {
				t.Errorf("%v is read as %v", id, back)
			}
			out = append(out, id.Function+" "+id.Operation)
		}
		at += len(part)
	}
	comment := f.FileStart + token.Pos(strings.Index(src, "//timeoutlint"))
	if got := namer.Of(comment, comment+1, ""); got != (Identity{"Use", "timeoutlint:ignore dial"}) {
		t.Errorf("a directive is %v", got)
	}
	return out
}

func compare(t *testing.T, got []string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d identities, want %d: %q", len(got), len(want), got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %q, want %q", got[i], want[i])
		}
	}
}

func TestIdentities(t *testing.T) { compare(t, names(t, source)) }

// TestRenames changes what must not count: lines, and names of variables, of
// imports and of type parameters.
func TestRenames(t *testing.T) {
	changed := strings.NewReplacer(
		"package p\n", "package p\n\n// Moved.\n", "l.mu", "log.mu", "l.conn", "log.conn", "l.done", "log.done", "(l *", "(log *", "[T]", "[E]", "chan T", "chan E", "[T any", "[E any",
		"wg", "group", "errs", "failed", "list", "all", "nw.", "net.", "nw \"net\"", "\"net\"", "\tfor range", "\t_ = c\n\tfor range",
	).Replace(source)
	if changed == source {
		t.Fatal("nothing was renamed")
	}
	compare(t, names(t, changed))
}

// TestDistinct changes what has to count.
func TestDistinct(t *testing.T) {
	before := names(t, source)
	for _, edit := range [][2]string{
		{"mu   sync", "lock sync"}, {"Append(", "Add("}, {"l.conn.Read", "l.conn.Write"}, {"common", "other"}, {"nw.Dial(\"tcp", "nw.Listen(\"tcp"},
	} {
		after := names(t, strings.NewReplacer(edit[0], edit[1], "l.mu.", map[bool]string{true: "l.lock.", false: "l.mu."}[edit[0] == "mu   sync"]).Replace(source))
		if strings.Join(before, "\n") == strings.Join(after, "\n") {
			t.Errorf("%q for %q changes no identity", edit[1], edit[0])
		}
	}
}

func TestNoIdentity(t *testing.T) {
	for _, message := range []string{"", "no fix: identity", "identity:", "identity: f"} {
		if id, ok := Parse(message); ok {
			t.Errorf("%q is read as %v", message, id)
		}
	}
}
