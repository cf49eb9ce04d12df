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
	for _, ways := range grouped(c.Kept(), func(k flow.Kept) (token.Pos, bool) {
		return k.Pos, k.Fails || isPrivate(k.Class) || isOfPrivate(k.Class)
	}) {
		c.report(c.keptLock(ways))
	}
}

// maxNext is how many Lock calls are shown that would wait.
const maxNext = 5

// nextLocks shows who waits for a lock that is kept: the other Lock calls of its mutex.
func (c *checker) nextLocks(class string, kept token.Pos) []finding.Step {
	var out []finding.Step
	for _, e := range c.events {
		if e.IsLock && e.From == nil && e.Class == class && e.Pos != kept && !c.InTest(e.Pos) && len(out) < maxNext {
			out = append(out, finding.Step{Pos: e.Pos, Text: e.What + " waits for it"})
		}
	}
	return out
}

// keptLock is the finding of a lock that is kept on these ways out.
func (c *checker) keptLock(ways []flow.Kept) finding.Finding {
	first := ways[0]
	unlock := unlockOf(first.Hold)
	unlock = unlock[strings.LastIndexByte(unlock, '.')+1:]
	f := finding.Finding{
		Kind: kind.Lock, Pos: first.Pos, End: first.End, Verdict: finding.Unbounded,
		Message: fmt.Sprintf("%s, but %s returns without %s, %s: whoever locks next can wait forever; unlock there too, or defer the %s",
			first.What, first.Func, unlock, c.line(first.Return, first.Pos), unlock),
	}
	for _, k := range ways {
		f.Kept = append(f.Kept, finding.Site{Pos: k.Return, End: k.Return, On: unlockOf(k.Hold)})
		f.Witness = append(f.Witness, finding.Step{Pos: k.Return, Text: "returns with " + mutexText(k.Hold) + " locked"})
	}
	f.Witness = append(f.Witness, c.nextLocks(first.Class, first.Pos)...)
	return f
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
