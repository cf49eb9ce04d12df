package check

import (
	"cmp"
	"slices"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/flow"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// exchanges makes one finding of a request that is written to a connection and its answer
// that the same function reads, and of a call that does both: they wait for the same peer,
// and who bounds one bounds the other. It is at the read, since a send buffer mostly has
// room for a request. A server that reads first is another matter: a client that is slow to
// take answers is not one that is idle. Directives come before, for the same reason.
func (c *checker) exchanges() {
	for _, w := range c.streams {
		i := c.indexOf(w)
		if w.Kind != kind.ConnWrite || i < 0 {
			continue
		}
		if j := slices.IndexFunc(c.streams, func(r *flow.Event) bool { return sameExchange(r, w) && c.indexOf(r) >= 0 }); j >= 0 {
			join(&c.findings[c.indexOf(c.streams[j])], c.findings[i], w.What)
			c.findings = slices.Delete(c.findings, i, i+1)
		}
	}
}

// indexOf is the finding that is left at an operation, -1 for none.
func (c *checker) indexOf(e *flow.Event) int {
	return slices.IndexFunc(c.findings, func(f finding.Finding) bool { return f.Pos == e.Pos && f.Kind == e.Kind })
}

func sameExchange(r, w *flow.Event) bool {
	if r.Kind != kind.ConnRead || r.Report != w.Report || r.Pos < w.Pos {
		return false
	}
	return r.Pos == w.Pos || r.FuncName() == w.FuncName() && r.On.Known() && r.On == w.On
}

// join adds the write to the finding of the read.
func join(read *finding.Finding, write finding.Finding, what string) {
	text := "it writes, too, without a write deadline"
	if read.Pos != write.Pos {
		text = what + " waits for the same peer, without a write deadline"
	}
	read.Witness = append(append(read.Witness, finding.Step{Pos: write.Pos, Text: text}), write.Witness...)
	read.Sites = append(read.Sites, write.Sites...)
	slices.SortStableFunc(read.Sites, func(a, b finding.Site) int { return cmp.Compare(a.Pos, b.Pos) })
}
