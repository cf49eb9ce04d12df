package check

import (
	"fmt"
	"go/token"
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// kept reports locks that a function gives back on one way out and not on another.
// Who locks next waits forever. What other packages can unlock may be left to them, but
// not by who fails.
func (c *checker) kept() {
	named := map[token.Pos]bool{}
	for _, k := range c.Kept() {
		if named[k.Pos] || !k.Fails && !isPrivate(k.Class) && !isOfPrivate(k.Class) {
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

// isOfPrivate reports whether the type that a mutex is a field of is not exported: those
// who embed one in it seldom hand it on.
func isOfPrivate(class string) bool {
	names := strings.Split(class[strings.LastIndexByte(class, '/')+1:], ".") // package, type, field; or package, variable
	return len(names) > 2 && !token.IsExported(names[len(names)-2])
}
