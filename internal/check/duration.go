package check

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"time"

	"github.com/timeoutlint/timeoutlint/internal/enclosing"
	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/flow"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// durations reports timeouts that cannot do what they are for, and lists all.
func (c *checker) durations() []finding.Timeout {
	var out []finding.Timeout
	for _, t := range c.Timeouts() {
		if !t.Pos.IsValid() || !c.covers(t.Pos) {
			continue
		}
		out = append(out, t.Timeout)
		if msg := c.durationFault(t); msg != "" {
			pos, end := c.extent(t)
			c.report(finding.Finding{Kind: kind.Duration, Pos: pos, End: end, Message: msg, Witness: c.outerStep(t)})
		}
	}
	return out
}

func (c *checker) durationFault(t flow.Timeout) string {
	outer, longer := t.Longer()
	switch d := t.Duration; {
	case isOver(t):
		return fmt.Sprintf("%s with %v is over at once; use a duration above zero", t.What, d)
	case d <= 0:
		return ""
	case longer:
		return fmt.Sprintf("%s with %v has no effect: the context that it is made from ends after %v; shorten it, or derive it from another context", t.What, d, outer)
	case d < maxBare && c.isBare(t):
		return fmt.Sprintf("%s with %v: a number without a unit counts nanoseconds; multiply it by time.Second or another unit", t.What, d)
	case c.opts.MaxDuration > 0 && d > c.opts.MaxDuration:
		return fmt.Sprintf("%s with %v is longer than the maximum of %v", t.What, d, c.opts.MaxDuration)
	}
	return ""
}

// isOver: a context that has ended when it is made, and a negative timeout. Who gives zero to one
// that nothing ends wants it to be over: Shutdown has to close all at once. A
// zero elsewhere means no timeout, which is the operation's finding; a deadline
// in the past is how one ends a wait, and a timer of zero how one begins.
func isOver(t flow.Timeout) bool {
	switch t.Use {
	case flow.ToContext:
		return t.Zero && t.Name == "" && (t.Duration < 0 || t.Outer.Verdict != finding.Unbounded)
	case flow.ToField:
		return t.Duration < 0 && t.What != "http.Server.ReadTimeout" && t.What != "http.Server.ReadHeaderTimeout"
	}
	return t.Use == flow.ToCall && t.Duration < 0
}

// maxBare bounds what can be a number of seconds or milliseconds by mistake.
const maxBare = time.Millisecond

// isBare reports whether a constant is written as a number without a unit,
// where that is. A timer of 1 says "as soon as possible".
func (c *checker) isBare(t flow.Timeout) bool {
	if t.Use == flow.ToTimer && t.Duration == 1 {
		return false
	}
	bare := false
	if n := c.nodeAt(t); n != nil {
		ast.Inspect(n, func(n ast.Node) bool {
			if e, ok := n.(ast.Expr); ok && !bare {
				bare = c.bareNumber(e, t.Duration)
			}
			return !bare
		})
	}
	return bare
}

// bareNumber reports whether e is the duration d as a mere number: a literal,
// or an untyped or integer constant.
func (c *checker) bareNumber(e ast.Expr, d time.Duration) bool {
	v := c.Info.Types[e].Value
	if v == nil || v.Kind() != constant.Int {
		return false
	}
	if n, ok := constant.Int64Val(v); !ok || n != int64(d) {
		return false
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.BasicLit:
		return true
	case *ast.Ident:
		k, ok := c.Info.Uses[e].(*types.Const)
		return ok && !isDuration(k.Type())
	}
	return false
}

// nodeAt is the call or the assignment that t is part of.
func (c *checker) nodeAt(t flow.Timeout) ast.Node {
	for _, f := range c.Files {
		if t.Pos < f.FileStart || f.FileEnd <= t.Pos {
			continue
		}
		path := enclosing.Path(f, t.Pos, t.Pos)
		for _, n := range path {
			switch n := n.(type) {
			case *ast.CallExpr:
				if n.Lparen == t.Pos {
					return n
				}
			case *ast.KeyValueExpr, *ast.AssignStmt:
				return n
			}
		}
	}
	return nil
}

// extent is where a finding about t is.
func (c *checker) extent(t flow.Timeout) (pos, end token.Pos) {
	if n := c.nodeAt(t); n != nil {
		return n.Pos(), n.End()
	}
	return t.Pos, t.Pos
}

// outerStep leads to the context around a timeout that is longer.
func (c *checker) outerStep(t flow.Timeout) []finding.Step {
	outer, longer := t.Longer()
	if !longer || !t.Outer.Pos.IsValid() {
		return nil
	}
	return []finding.Step{{Pos: t.Outer.Pos, Text: fmt.Sprintf("the context that ends after %v", outer)}}
}
