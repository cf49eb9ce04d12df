package drivers

import (
	"context"
	"encoding/json"
	"io"
	"net/url"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sourcegraph/jsonrpc2"
)

// The parts of the Language Server Protocol that the tests need.
type (
	lspPosition struct {
		Line      int `json:"line"`      // from 0
		Character int `json:"character"` // UTF-16 code units, from 0
	}
	lspRange struct {
		Start lspPosition `json:"start"`
		End   lspPosition `json:"end"`
	}
	lspDiagnostic struct {
		Range              lspRange        `json:"range"`
		Severity           int             `json:"severity,omitempty"`
		Code               string          `json:"code,omitempty"`
		CodeDescription    *lspLink        `json:"codeDescription,omitempty"`
		Source             string          `json:"source,omitempty"`
		Message            string          `json:"message"`
		RelatedInformation []lspRelated    `json:"relatedInformation,omitempty"`
		Data               json.RawMessage `json:"data,omitempty"`
	}
	lspLink struct {
		Href string `json:"href"`
	}
	lspRelated struct {
		Location struct {
			URI   string   `json:"uri"`
			Range lspRange `json:"range"`
		} `json:"location"`
		Message string `json:"message"`
	}
	lspTextEdit struct {
		Range   lspRange `json:"range"`
		NewText string   `json:"newText"`
	}
	lspAction struct {
		Title string `json:"title"`
		Kind  string `json:"kind"`
		Edit  struct {
			DocumentChanges []struct {
				TextDocument struct {
					URI string `json:"uri"`
				} `json:"textDocument"`
				Edits []lspTextEdit `json:"edits"`
			} `json:"documentChanges"`
		} `json:"edit"`
	}
	object map[string]any
)

// An editor talks to a gopls as editors do, over its standard input and output.
type editor struct {
	t    testing.TB
	conn *jsonrpc2.Conn
	dir  string
	done chan struct{} // closed when gopls has ended

	mu        sync.Mutex
	published map[string]published // by URI
	news      chan struct{}        // closed when something is published
	versions  map[string]int
}

type published struct {
	version     int
	diagnostics []lspDiagnostic
}

// The time that gopls gets for an answer: the first can need the whole standard
// library.
const patience = 3 * time.Minute

// edit starts a gopls in a folder.
func edit(t testing.TB, gopls, dir string, env ...string) *editor {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), gopls)
	cmd.Dir = dir
	cmd.Env = append(append(cmd.Environ(), "GOWORK=off", "GOFLAGS=", "GOPLSCACHE="+t.TempDir()), env...)
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var stderr strings.Builder
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	e := &editor{t: t, dir: dir, done: make(chan struct{}), published: map[string]published{}, news: make(chan struct{}), versions: map[string]int{}}
	stream := struct {
		io.Reader
		io.WriteCloser
	}{stdout, stdin}
	e.conn = jsonrpc2.NewConn(t.Context(), jsonrpc2.NewBufferedStream(stream, jsonrpc2.VSCodeObjectCodec{}), jsonrpc2.HandlerWithError(e.handle))
	go func() {
		_ = cmd.Wait() // its end is what matters
		close(e.done)
	}()
	t.Cleanup(func() {
		e.stop()
		if t.Failed() {
			t.Logf("gopls says: %s", stderr.String())
		}
	})
	e.call("initialize", object{
		"rootUri":               e.uri("."),
		"initializationOptions": object{"diagnosticsDelay": "0s"}, // instead of a second
		"capabilities": object{
			"textDocument": object{
				"publishDiagnostics": object{"relatedInformation": true, "codeDescriptionSupport": true, "versionSupport": true, "dataSupport": true},
				"codeAction":         object{"codeActionLiteralSupport": object{"codeActionKind": object{"valueSet": []string{"quickfix"}}}, "dataSupport": true},
			},
			"workspace": object{"workspaceEdit": object{"documentChanges": true}, "configuration": true},
		},
	}, nil)
	e.notify("initialized", object{})
	return e
}

func (e *editor) stop() {
	// The test's context has ended.
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	_ = e.conn.Call(ctx, "shutdown", nil, nil)
	_ = e.conn.Notify(ctx, "exit", nil)
	select {
	case <-e.done:
	case <-ctx.Done():
	}
	_ = e.conn.Close()
}

// handle answers gopls, and keeps the diagnostics that it publishes.
func (e *editor) handle(_ context.Context, _ *jsonrpc2.Conn, r *jsonrpc2.Request) (any, error) {
	switch r.Method {
	case "workspace/configuration":
		return []any{nil}, nil
	case "textDocument/publishDiagnostics":
		var p struct {
			URI         string
			Version     int
			Diagnostics []lspDiagnostic
		}
		if err := json.Unmarshal(*r.Params, &p); err != nil {
			return nil, err
		}
		e.mu.Lock()
		defer e.mu.Unlock()
		e.published[p.URI] = published{p.Version, p.Diagnostics}
		close(e.news)
		e.news = make(chan struct{})
	}
	return nil, nil
}

func (e *editor) call(method string, params, result any) {
	e.t.Helper()
	ctx, cancel := context.WithTimeout(e.t.Context(), patience)
	defer cancel()
	if err := e.conn.Call(ctx, method, params, result); err != nil {
		e.t.Fatalf("%s: %v", method, err)
	}
}

func (e *editor) notify(method string, params any) {
	e.t.Helper()
	if err := e.conn.Notify(e.t.Context(), method, params); err != nil {
		e.t.Fatalf("%s: %v", method, err)
	}
}

func (e *editor) uri(name string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(e.dir, filepath.FromSlash(name)))}).String()
}

// open opens a file with this text.
func (e *editor) open(name, text string) {
	e.t.Helper()
	e.versions[name] = 1
	e.notify("textDocument/didOpen", object{"textDocument": object{"uri": e.uri(name), "languageId": "go", "version": 1, "text": text}})
}

// change replaces the text of an open file.
func (e *editor) change(name, text string) {
	e.t.Helper()
	e.versions[name]++
	e.notify("textDocument/didChange", object{
		"textDocument":   object{"uri": e.uri(name), "version": e.versions[name]},
		"contentChanges": []object{{"text": text}},
	})
}

// wait waits until the diagnostics of the newest version of a file are as they
// should be, and returns them.
func (e *editor) wait(name, what string, ok func([]lspDiagnostic) bool) []lspDiagnostic {
	e.t.Helper()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	for {
		e.mu.Lock()
		p, news := e.published[e.uri(name)], e.news
		e.mu.Unlock()
		if (p.version == 0 || p.version == e.versions[name]) && ok(p.diagnostics) {
			return p.diagnostics
		}
		select {
		case <-news:
		case <-e.done:
			e.t.Fatalf("%s: gopls has ended; waited for %s", name, what)
		case <-timer.C:
			e.t.Fatalf("%s: no %s; there are %+v", name, what, p.diagnostics)
		}
	}
}

// actions are the code actions for a diagnostic.
func (e *editor) actions(name string, d lspDiagnostic) []lspAction {
	e.t.Helper()
	var out []lspAction
	e.call("textDocument/codeAction", object{
		"textDocument": object{"uri": e.uri(name)},
		"range":        d.Range,
		"context":      object{"diagnostics": []lspDiagnostic{d}, "only": []string{"quickfix"}},
	}, &out)
	return out
}

// apply applies the edits of an action to the text of a file.
func (a lspAction) apply(t testing.TB, uri, text string) string {
	t.Helper()
	for _, c := range a.Edit.DocumentChanges {
		if c.TextDocument.URI != uri {
			t.Fatalf("%q changes %s", a.Title, c.TextDocument.URI)
		}
		for _, e := range slices.Backward(c.Edits) { // sorted
			text = text[:offset(text, e.Range.Start)] + e.NewText + text[offset(text, e.Range.End):]
		}
	}
	return text
}

// offset is that of a position in a text of ASCII.
func offset(text string, p lspPosition) int {
	n := 0
	for range p.Line {
		n += strings.IndexByte(text[n:], '\n') + 1
	}
	return n + p.Character
}
