package drivers

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/timeoutlint/timeoutlint/internal/versions"
)

// goplsWith is gopls with the analyzer, built as docs/editors.md says.
var goplsWith = &program{name: "bin/timeoutlint-gopls", build: func(string) error {
	env, err := release()
	if err != nil {
		return err
	}
	blocks, err := snippets("editors.md")
	if err != nil {
		return err
	}
	install := "go install " + self + "/cmd/timeoutlint@latest"
	return try(programs, env, "sh", "-euc", install+"\n"+blocks[0].text)
}}

// ours are the diagnostics of the analyzer.
func ours(all []lspDiagnostic) []lspDiagnostic {
	return slices.DeleteFunc(slices.Clone(all), func(d lspDiagnostic) bool { return d.Source != "timeoutlint" })
}

func has(message string) func([]lspDiagnostic) bool {
	return func(all []lspDiagnostic) bool {
		return slices.ContainsFunc(ours(all), func(d lspDiagnostic) bool { return strings.HasPrefix(d.Message, message) })
	}
}

func hasNot(message string) func([]lspDiagnostic) bool {
	has := has(message)
	return func(all []lspDiagnostic) bool { return !has(all) }
}

func TestGoplsDiagnosticAndFix(t *testing.T) {
	dir := copyOf(t, "examples", "broker")
	e := edit(t, goplsWith.path(t), dir)
	name := "server/server.go"
	text := read(t, dir, name)
	e.open(name, text)
	message := "frame.Read reaches io.ReadFull (frame.go:66), which can wait forever"
	all := ours(e.wait(name, message, has(message)))
	d := all[slices.IndexFunc(all, func(d lspDiagnostic) bool { return strings.HasPrefix(d.Message, message) })]
	if d.Code != "conn-read" || d.CodeDescription == nil || !strings.Contains(d.CodeDescription.Href, "conn-read") {
		t.Errorf("code %q, link %+v", d.Code, d.CodeDescription)
	}
	if line := strings.Split(text, "\n")[d.Range.Start.Line]; !strings.Contains(line, "frame.Read(") {
		t.Errorf("it is at %q", line)
	}
	related := false
	for _, r := range d.RelatedInformation {
		related = related || strings.Contains(r.Message, "io.ReadFull") && strings.Contains(r.Message, "frame.go:66")
	}
	if !related {
		t.Errorf("no witness in %+v", d.RelatedInformation)
	}
	actions := e.actions(name, d)
	i := slices.IndexFunc(actions, func(a lspAction) bool { return strings.Contains(a.Title, "read deadline") })
	if i < 0 {
		t.Fatalf("no fix in %+v", actions)
	}
	fixed := actions[i].apply(t, e.uri(name), text)
	if fixed == text {
		t.Fatal("the fix changes nothing")
	}
	e.change(name, fixed)
	e.wait(name, "end of the finding", hasNot(message))
}

func TestGoplsOffersBothStyles(t *testing.T) {
	dir := copyOf(t, "examples", "broker")
	e := edit(t, goplsWith.path(t), dir)
	name := "wal/segment.go"
	e.open(name, read(t, dir, name))
	d := ours(e.wait(name, "finding", has("s.f.Sync can wait forever")))
	i := slices.IndexFunc(d, func(d lspDiagnostic) bool { return strings.HasPrefix(d.Message, "s.f.Sync") })
	var titles []string
	for _, a := range e.actions(name, d[i]) {
		titles = append(titles, a.Title)
	}
	for _, want := range []string{"Sync with a timeout", "Sync with a timeout, with package bounded"} {
		if !slices.Contains(titles, want) {
			t.Errorf("%q is not in %q", want, titles)
		}
	}
}

const (
	helper = `package lib

import (
	"net"
	"time"
)

// Prepare sets what the connection needs.
func Prepare(c net.Conn) error {
	return c.SetReadDeadline(time.Now().Add(time.Minute))
}
`
	user = `package user

import (
	"net"

	"example.com/facts/lib"
)

// Serve reads from a client.
func Serve(l net.Listener) error {
	c, err := l.Accept()
	if err != nil {
		return err
	}
	if err := lib.Prepare(c); err != nil {
		return err
	}
	_, err = c.Read(make([]byte, 8))
	return err
}
`
)

// TestGoplsFacts edits a helper, and looks at a file of a package that calls it.
func TestGoplsFacts(t *testing.T) {
	dir := realPath(t, t.TempDir())
	write(t, dir, "go.mod", "module example.com/facts\n\ngo 1.25\n")
	write(t, dir, "lib/lib.go", helper)
	write(t, dir, "user/user.go", user)
	e := edit(t, goplsWith.path(t), dir)
	e.open("lib/lib.go", helper)
	e.open("user/user.go", user)
	e.wait("user/user.go", "finding of the Accept", has("l.Accept")) // it is there in any case
	for range 2 {
		e.change("lib/lib.go", strings.Replace(helper, "time.Now().Add(time.Minute)", "time.Time{}", 1))
		e.wait("user/user.go", "finding", has("c.Read can wait forever"))
		e.change("lib/lib.go", helper)
		e.wait("user/user.go", "end of the finding", hasNot("c.Read"))
	}
}

// TestGoplsBrokenCode types a file, a few bytes at a time.
func TestGoplsBrokenCode(t *testing.T) {
	dir := copyOf(t, "examples", "broker")
	e := edit(t, goplsWith.path(t), dir)
	name := "server/server.go"
	text := read(t, dir, name)
	e.open(name, text)
	message := "frame.Read reaches"
	e.wait(name, message, has(message))
	for n := 0; n < len(text); n += 97 {
		e.change(name, text[:n])
		if n%5 == 0 { // let it have a look, now and then
			e.wait(name, "diagnostic", func(all []lspDiagnostic) bool { return len(all) > 0 })
		}
	}
	e.change(name, text)
	e.wait(name, message, has(message))
}

// TestGoplsConfiguration changes .timeoutlint.yaml between two starts that share
// a cache.
func TestGoplsConfiguration(t *testing.T) {
	dir, cache := tiny(t, ""), "GOPLSCACHE="+t.TempDir()
	look := func(message string) {
		t.Helper()
		e := edit(t, goplsWith.path(t), dir, cache)
		e.open("p.go", read(t, dir, "p.go"))
		e.wait("p.go", message, has(message))
		e.stop()
	}
	look("net.Dial can wait forever")
	write(t, dir, "q.go", "package p\n\nimport \"os\"\n\n// Write writes.\nfunc Write(f *os.File) error { return f.Sync() }\n")
	write(t, dir, ".timeoutlint.yaml", "kinds: [disk-sync]\n")
	e := edit(t, goplsWith.path(t), dir, cache)
	e.open("q.go", read(t, dir, "q.go"))
	e.wait("q.go", "finding", has("f.Sync can wait forever"))
	e.open("p.go", read(t, dir, "p.go"))
	if got := ours(e.wait("p.go", "diagnostics", func([]lspDiagnostic) bool { return true })); len(got) > 0 {
		t.Errorf("with dials switched off there are %+v", got)
	}
}

// TestGoplsErrors asks for what cannot be built.
func TestGoplsErrors(t *testing.T) {
	tool := command.path(t)
	output := filepath.Join(t.TempDir(), "gopls")
	for _, c := range []struct {
		name string
		env  []string
		args []string
		code int
		want string
	}{
		{"no source", nil, nil, 2, "-source"},
		{"no network", []string{"GOPROXY=off", "GOMODCACHE=" + t.TempDir()}, []string{"-source", root()}, 3, "downloading gopls " + versions.Gopls},
		{"no such version", nil, []string{"-source", root(), "-version", "v0.0.99"}, 3, "v0.0.99"},
		{"too new", []string{"GOTOOLCHAIN=local"}, []string{"-source", root(), "-version", "v0.24.0"}, 3, "choose an older one, such as -version=" + versions.Gopls},
		{"an argument", nil, []string{"-source", root(), "v0.23.0"}, 2, `unexpected argument "v0.23.0"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := run(t, t.TempDir(), c.env, tool, append([]string{"gopls", "-o", output}, c.args...)...)
			if r.code != c.code || !strings.Contains(r.stderr, c.want) {
				t.Errorf("exit status %d, want %d; it says %s, want %q", r.code, c.code, r.stderr, c.want)
			}
		})
	}
}
