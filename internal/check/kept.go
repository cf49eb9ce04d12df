package check

import (
	"fmt"
	"go/token"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// kept reports locks that a function gives back on one way out and not on another.
// Who locks next waits forever. What other packages can unlock may be left to them, but
// not by who fails.
func (c *checker) kept() {
	named := map[token.Pos]bool{}
	for _, k := range c.Kept() {
		if named[k.Pos] || !k.Fails && !isPrivate(k.Class) {
			continue // one return is enough
		}
		named[k.Pos] = true
		unlock := "Unlock"
		if k.Reader {
			unlock = "RUnlock"
		}
		c.report(finding.Finding{
			Kind: kind.Lock, Pos: k.Pos, End: k.End, Verdict: finding.Unbounded,
			Message: fmt.Sprintf("%s, but %s returns without %s, %s: whoever locks next can wait forever; unlock there too, or defer the %s",
				k.What, k.Func, unlock, c.line(k.Return, k.Pos), unlock),
			Witness: []finding.Step{{Pos: k.Return, Text: "returns with " + mutexText(k.Hold) + " locked"}},
		})
	}
}
