package check

import (
	"fmt"
	"go/token"
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/flow"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// kept reports locks that a function gives back on one way out and not on another.
// Who locks next waits forever. What other packages can unlock may be left to them, but
// not by who fails.
func (c *checker) kept() {
	byLock := map[token.Pos]int{}
	var out []finding.Finding
	for _, k := range c.Kept() {
		if !k.Fails && !isPrivate(k.Class) && !isOfPrivate(k.Class) {
			continue
		}
		i, ok := byLock[k.Pos]
		if !ok {
			i = len(out)
			byLock[k.Pos] = i
			out = append(out, c.keptLock(k))
		}
		out[i].Kept = append(out[i].Kept, finding.Site{Pos: k.Return, End: k.Return, On: unlockOf(k.Hold)})
		out[i].Witness = append(out[i].Witness, finding.Step{Pos: k.Return, Text: "returns with " + mutexText(k.Hold) + " locked"})
	}
	for _, f := range out {
		c.report(f)
	}
}

func (c *checker) keptLock(k flow.Kept) finding.Finding {
	unlock := unlockOf(k.Hold)
	unlock = unlock[strings.LastIndexByte(unlock, '.')+1:]
	return finding.Finding{
		Kind: kind.Lock, Pos: k.Pos, End: k.End, Verdict: finding.Unbounded,
		Message: fmt.Sprintf("%s, but %s returns without %s, %s: whoever locks next can wait forever; unlock there too, or defer the %s",
			k.What, k.Func, unlock, c.line(k.Return, k.Pos), unlock),
	}
}

// unlockOf is the function that gives a lock back, as source text: s.mu.Unlock for one
// that s.mu.Lock took.
func unlockOf(h *flow.Hold) string {
	i := strings.LastIndex(h.What, "Lock")
	if i < 0 {
		return "Unlock"
	}
	return h.What[:i] + "Unlock"
}

// isOfPrivate reports whether the type that a mutex is a field of is not exported: those
// who embed one in it seldom hand it on.
func isOfPrivate(class string) bool {
	names := strings.Split(class[strings.LastIndexByte(class, '/')+1:], ".") // package, type, field; or package, variable
	return len(names) > 2 && !token.IsExported(names[len(names)-2])
}
