package check

import (
	"cmp"
	"go/token"
	"slices"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/flow"
	"github.com/timeoutlint/timeoutlint/internal/kind"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// A join is a finding that is told of at another one, whose repair ends both waits. It is
// made when directives have had their say: who accepts one of the two has not accepted the
// other.
type join struct {
	from, into spot
	text       string
	both       bool // the repair has to change both
}

// A spot identifies a finding.
type spot struct {
	pos  token.Pos
	kind kind.Kind
}

// exchanges joins a request that is written to a connection with its answer that the same
// function reads, and the two halves of a call that does both: they wait for the same peer.
// The finding is at the read, since a send buffer mostly has room for a request. A server
// that reads first is another matter: a client that is slow to take answers is not one that
// is idle.
func (c *checker) exchanges(operations []*flow.Event) {
	for _, w := range operations {
		if w.Kind != kind.ConnWrite {
			continue
		}
		i := slices.IndexFunc(operations, func(r *flow.Event) bool { return r.Report == w.Report && isAnswer(r, w) })
		if i < 0 {
			continue
		}
		r := operations[i]
		text := "it writes, too, without a write deadline"
		if w.Pos != r.Pos {
			text = w.What + " waits for the same peer, without a write deadline"
		}
		c.joins = append(c.joins, join{spot{w.Pos, w.Kind}, spot{r.Pos, r.Kind}, text, true})
	}
	c.requests(operations)
}

// requests tells at a read of an answer of the request, which has a send buffer to itself, if
// it is not too long for that: who mends the one mends the other.
func (c *checker) requests(operations []*flow.Event) {
	for _, w := range c.events {
		if !w.FitsPerhaps() || !c.opts.Kinds(w.Kind) || c.at(spot{w.Pos, w.Kind}) >= 0 {
			continue
		}
		i := slices.IndexFunc(operations, func(r *flow.Event) bool { return r.Report && isAnswer(r, w) })
		if i < 0 {
			continue
		}
		if at := c.at(spot{operations[i].Pos, operations[i].Kind}); at >= 0 {
			f := &c.findings[at]
			f.Witness = append(f.Witness, finding.Step{Pos: w.Pos, Text: w.What + " waits for the same peer, if it is long"})
			f.Sites = append(f.Sites, sites(w)...)
			slices.SortStableFunc(f.Sites, func(a, b finding.Site) int { return cmp.Compare(a.Pos, b.Pos) })
		}
	}
}

func isAnswer(r, w *flow.Event) bool {
	if r.Kind != kind.ConnRead {
		return false
	}
	return r.Pos == w.Pos || r.Pos > w.Pos && r.FuncName() == w.FuncName() && r.On.Known() && r.On == w.On
}

// maxAlike is how many findings there may be of one field.
const maxAlike = 4

// alike joins reads of one connection, as many functions of a client have them, and writes, and
// calls that only what is below the client can bound.
func (c *checker) alike(operations []*flow.Event) {
	type field struct {
		kind  kind.Kind
		class string
	}
	for _, group := range grouped(operations, func(e *flow.Event) (field, bool) {
		k := field{e.Kind, e.OnField()}
		return k, k.class != "" && (k.kind == kind.ConnRead || k.kind == kind.ConnWrite || k.kind == kind.RPC && isBare(e.Root()))
	}) {
		if len(group) <= maxAlike {
			continue
		}
		slices.SortFunc(group, func(a, b *flow.Event) int { return cmp.Compare(a.Pos, b.Pos) })
		for _, e := range slices.Backward(group[1:]) {
			c.joins = append(c.joins, join{spot{e.Pos, e.Kind}, spot{group[0].Pos, e.Kind}, "so does " + e.What, true})
		}
	}
}

// isBare reports whether a call takes neither a context nor a timeout.
func isBare(e *flow.Event) bool {
	return e.Op != nil && e.Op.Ctx == knowledge.None && e.Op.Timeout == knowledge.None
}

// join makes the joins of findings that are left. What was noted later goes first, since it
// may be told at a finding that goes away.
func (c *checker) join() {
	for _, j := range slices.Backward(c.joins) {
		from, into := c.at(j.from), c.at(j.into)
		if from < 0 || into < 0 {
			continue
		}
		f, at := c.findings[from], &c.findings[into]
		at.Witness = append(at.Witness, finding.Step{Pos: f.Pos, Text: j.text})
		if j.both {
			at.Witness = append(at.Witness, f.Witness...)
			at.Sites = append(at.Sites, f.Sites...)
			slices.SortStableFunc(at.Sites, func(a, b finding.Site) int { return cmp.Compare(a.Pos, b.Pos) })
		}
		c.findings = slices.Delete(c.findings, from, from+1)
	}
}

// at is the index of a finding, -1 if there is none.
func (c *checker) at(s spot) int {
	return slices.IndexFunc(c.findings, func(f finding.Finding) bool { return f.Pos == s.pos && f.Kind == s.kind })
}
