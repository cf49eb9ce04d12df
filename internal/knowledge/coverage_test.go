package knowledge

import "testing"

// TestCovers pins the calls of the standard library that linters for missing
// contexts and timeouts (noctx, gosec G112 and G114) report, each with what to
// call instead. Left out on purpose, because they do not wait: net.Listen,
// net.ListenPacket, httptest.NewRequest and the functions of log/slog.
func TestCovers(t *testing.T) {
	ops := map[Func]Func{
		{"crypto/tls", "", "Dial"}:           {"crypto/tls", "Dialer", "DialContext"},
		{"crypto/tls", "", "DialWithDialer"}: {"crypto/tls", "Dialer", "DialContext"},
		{"crypto/tls", "Conn", "Handshake"}:  {"crypto/tls", "Conn", "HandshakeContext"},

		{"database/sql", "DB", "Begin"}:      {"database/sql", "DB", "BeginTx"},
		{"database/sql", "DB", "Exec"}:       {"database/sql", "DB", "ExecContext"},
		{"database/sql", "DB", "Ping"}:       {"database/sql", "DB", "PingContext"},
		{"database/sql", "DB", "Prepare"}:    {"database/sql", "DB", "PrepareContext"},
		{"database/sql", "DB", "Query"}:      {"database/sql", "DB", "QueryContext"},
		{"database/sql", "DB", "QueryRow"}:   {"database/sql", "DB", "QueryRowContext"},
		{"database/sql", "Stmt", "Exec"}:     {"database/sql", "Stmt", "ExecContext"},
		{"database/sql", "Stmt", "Query"}:    {"database/sql", "Stmt", "QueryContext"},
		{"database/sql", "Stmt", "QueryRow"}: {"database/sql", "Stmt", "QueryRowContext"},
		{"database/sql", "Tx", "Exec"}:       {"database/sql", "Tx", "ExecContext"},
		{"database/sql", "Tx", "Prepare"}:    {"database/sql", "Tx", "PrepareContext"},
		{"database/sql", "Tx", "Query"}:      {"database/sql", "Tx", "QueryContext"},
		{"database/sql", "Tx", "QueryRow"}:   {"database/sql", "Tx", "QueryRowContext"},
		{"database/sql", "Tx", "Stmt"}:       {"database/sql", "Tx", "StmtContext"},

		{"net", "", "Dial"}:        {"net", "", "DialTimeout"},
		{"net", "", "DialTimeout"}: {}, // bounded by its argument
		{"net", "", "LookupAddr"}:  {"net", "Resolver", "LookupAddr"},
		{"net", "", "LookupCNAME"}: {"net", "Resolver", "LookupCNAME"},
		{"net", "", "LookupHost"}:  {"net", "Resolver", "LookupHost"},
		{"net", "", "LookupIP"}:    {"net", "Resolver", "LookupIP"},
		{"net", "", "LookupMX"}:    {"net", "Resolver", "LookupMX"},
		{"net", "", "LookupNS"}:    {"net", "Resolver", "LookupNS"},
		{"net", "", "LookupPort"}:  {"net", "Resolver", "LookupPort"},
		{"net", "", "LookupSRV"}:   {"net", "Resolver", "LookupSRV"},
		{"net", "", "LookupTXT"}:   {"net", "Resolver", "LookupTXT"},
		{"net", "Dialer", "Dial"}:  {"net", "Dialer", "DialContext"},

		{"net/http", "", "Get"}:               {"net/http", "Client", "Do"},
		{"net/http", "", "Head"}:              {"net/http", "Client", "Do"},
		{"net/http", "", "ListenAndServe"}:    {"net/http", "Server", "ListenAndServe"},
		{"net/http", "", "ListenAndServeTLS"}: {"net/http", "Server", "ListenAndServeTLS"},
		{"net/http", "", "Post"}:              {"net/http", "Client", "Do"},
		{"net/http", "", "PostForm"}:          {"net/http", "Client", "Do"},
		{"net/http", "", "Serve"}:             {"net/http", "Server", "Serve"},
		{"net/http", "", "ServeTLS"}:          {"net/http", "Server", "ServeTLS"},
		{"net/http", "Client", "Get"}:         {"net/http", "Client", "Do"},
		{"net/http", "Client", "Head"}:        {"net/http", "Client", "Do"},
		{"net/http", "Client", "Post"}:        {"net/http", "Client", "Do"},
		{"net/http", "Client", "PostForm"}:    {"net/http", "Client", "Do"},
	}
	ix := NewIndex(Builtin())
	for f, instead := range ops {
		rows := ix.Ops[f]
		if len(rows) != 1 || rows[0].Instead != instead {
			t.Errorf("%s: got rows %+v, want one with Instead %s", f, rows, instead)
		}
	}
	// These do not wait themselves: what they make carries no deadline.
	for _, f := range []Func{{"net/http", "", "NewRequest"}, {"os/exec", "", "Command"}} {
		if row, ok := ix.Contexts[f]; !ok || row != (Context{Func: f}) {
			t.Errorf("%s: got %+v, want a context row without a bound", f, row)
		}
	}
	if _, ok := ix.Literals[[2]string{"net/http", "Server"}]; !ok {
		t.Error("no literal row for net/http.Server")
	}
}

// TestIndexReplaces: rows of a user replace all of ours for that function.
func TestIndexReplaces(t *testing.T) {
	copyRows := Func{"io", "", "Copy"}
	tee := Func{"io", "", "TeeReader"}
	user := Tables{
		Ops:   []Op{{Func: copyRows, On: Arg1, Dir: Read}},
		Wraps: []Wrap{{Func: tee, On: Arg0, Dir: Read}},
	}
	ix := NewIndex(Builtin(), user)
	if n := len(ix.Ops[copyRows]); n != 1 {
		t.Errorf("%d operation rows for io.Copy, want the user's", n)
	}
	if n := len(ix.Wraps[tee]); n != 1 {
		t.Errorf("%d wrap rows for io.TeeReader, want the user's", n)
	}
	if n := len(NewIndex(Builtin()).Ops[copyRows]); n != 2 {
		t.Errorf("%d operation rows for io.Copy, want one per direction", n)
	}
}

// TestWithout: a package is not described to itself.
func TestWithout(t *testing.T) {
	const path = "github.com/valyala/fasthttp"
	if !NewIndex(Builtin()).About(path) {
		t.Fatalf("no row is about %s", path)
	}
	ix := NewIndex(Builtin().Without(path))
	for key := range ix.Literals {
		if key[0] == path {
			t.Errorf("a row is about %s.%s", path, key[1])
		}
	}
	if ix.About(path) || !ix.About("io") {
		t.Errorf("operations of %s are left, or those of io are not", path)
	}
}
