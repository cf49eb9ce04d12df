package check

import (
	"fmt"
	"go/token"
	"path/filepath"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/flow"
	"github.com/timeoutlint/timeoutlint/internal/kind"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// advice says for each kind why nothing ends the wait and what to do. %s is
// the resource.
var advice = map[kind.Kind]struct{ why, do string }{
	kind.DiskWrite:  {"a write to a file takes no deadline", "write in a goroutine and wait for it with a timer"},
	kind.DiskSync:   {"an fsync takes no deadline", "sync in a goroutine and wait for it with a timer"},
	kind.DiskRead:   {"a read from a file takes no deadline", "read in a goroutine and wait for it with a timer"},
	kind.ConnRead:   {"no read deadline is set on %s", "call SetReadDeadline before it"},
	kind.ConnWrite:  {"no write deadline is set on %s", "call SetWriteDeadline before it"},
	kind.Accept:     {"the listener has no deadline", "call SetDeadline before it, or accept in a loop that Close ends"},
	kind.Dial:       {"it has no timeout", "set a timeout or pass a context that has a deadline"},
	kind.Handshake:  {"neither a deadline nor a context bounds it", "call SetDeadline before it, or HandshakeContext"},
	kind.HTTPClient: {"neither the client nor the request has a timeout", "use an http.Client with Timeout, or a request whose context has a deadline"},
	kind.HTTPServer: {"it reads request headers without a timeout", "use an http.Server with ReadHeaderTimeout"},
	kind.Lock:       {"it waits for a lock without a timeout", "set a timeout"},
	kind.Exec:       {"nothing ends the process", "use exec.CommandContext with a context that has a deadline"},
	kind.SQL:        {"the query has no deadline", "pass a context that has a deadline"},
	kind.Wait:       {"nothing bounds it", "pass a context that has a deadline"},
	kind.RPC:        {"the call has no deadline", "pass a context or timeout that has a deadline"},
}

// explain is the message for an operation: what blocks, on what, why nothing
// ends the wait, what to do.
func (c *checker) explain(e *flow.Event) string {
	subject := e.What
	if what, pos, at := e.Leaf(); e.From != nil && what != "" && (pos.IsValid() || at != "") {
		subject = fmt.Sprintf("%s reaches %s (%s), which", e.What, what, c.where(pos, at, e.Pos))
	}
	why := c.why(e)
	switch e.Settled {
	case finding.Conditional:
		return fmt.Sprintf("%s is bounded only when configured: %s", subject, why)
	case finding.Cancellable:
		return fmt.Sprintf("%s has no timeout: it ends only with %s", subject, why)
	case finding.Callers:
		if !e.Report {
			return fmt.Sprintf("%s waits as long as its caller lets it: %s", subject, why)
		}
	}
	return fmt.Sprintf("%s can wait forever: %s; %s", subject, why, c.instead(e))
}

// why says what is missing, or what is there and not enough.
func (c *checker) why(e *flow.Event) string {
	a := advice[e.Kind]
	on := e.OnText()
	switch {
	case e.Settled == finding.Cancellable || e.Settled == finding.Conditional:
		if e.Bound.What == "" || e.Bound.Verdict > e.Settled {
			return "what those who call it have"
		}
		return e.Bound.What
	case e.Bound.ByCtx:
		return "the context is the caller's"
	case e.Bound.What != "":
		if e.Bound.FromContext {
			return e.Bound.What + " has no deadline"
		}
		return e.Bound.What
	}
	if on == "" {
		on = "the connection"
	}
	if e.Kind == kind.ConnRead || e.Kind == kind.ConnWrite {
		return fmt.Sprintf(a.why, on)
	}
	return a.why
}

// instead names the function of the tables to call instead, or what to do: a
// context that has no deadline has none in another function, either. What goes on as long as a
// connection lives would end with one: each read or write needs its own.
func (c *checker) instead(e *flow.Event) string {
	if e.Op != nil && e.Op.Instead != (knowledge.Func{}) && !e.Bound.FromContext && e.Kind != kind.HTTPClient && e.Kind != kind.HTTPServer {
		return "use " + c.qualified(e.Op.Instead)
	}
	if e.Bound.FromContext && (e.Kind == kind.ConnRead || e.Kind == kind.ConnWrite) && !e.Repeats() {
		return advice[kind.SQL].do
	}
	if e.Kind == kind.ConnWrite && e.OnResponse() {
		return "call SetWriteDeadline of an http.ResponseController before it"
	}
	return advice[e.Kind].do
}

// qualified is a function's name as people write it: net.Dialer.DialContext.
func (c *checker) qualified(f knowledge.Func) string {
	pkg := filepath.Base(f.Pkg)
	for _, p := range c.Pkg.Imports() {
		if p.Path() == f.Pkg {
			pkg = p.Name()
		}
	}
	return knowledge.Func{Pkg: pkg, Recv: f.Recv, Name: f.Name}.String()
}

// where is a position as a message gives it: file and line.
func (c *checker) where(pos token.Pos, at string, from token.Pos) string {
	if pos.IsValid() {
		return c.line(pos, from)
	}
	if at == "" {
		return "in another package"
	}
	return finding.ShortAt(at)
}

// lineText is "line 12" or "wal.go:12".
func lineText(p, from token.Position) string {
	if p.Filename == from.Filename {
		return fmt.Sprintf("line %d", p.Line)
	}
	return fmt.Sprintf("%s:%d", filepath.Base(p.Filename), p.Line)
}
