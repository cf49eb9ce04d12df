package check

import (
	"cmp"
	"fmt"
	"go/token"
	"slices"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/flow"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// A section is a critical section: a Lock and what happens until the Unlock.
type section struct {
	hold   *flow.Hold
	fn     *flow.Event // any event in it, for its function
	blocks []*flow.Event
}

// locks reports the Lock calls that open a critical section which can block.
func (c *checker) locks() {
	reported := c.held(c.sections(c.blocksHolder), c.sections(func(e *flow.Event) bool { return e.IsLock && c.slow[e.Class] }))
	c.selfDeadlocks(reported)
	c.bothOrders()
	if c.opts.Lock >= LockWaiters {
		c.waiters(reported)
	}
}

// blocksHolder reports whether e keeps whoever holds a lock from giving it
// back, other locks aside.
func (c *checker) blocksHolder(e *flow.Event) bool {
	if e.IsCall || e.IsLock || e.Kind == "" || !c.covers(e.Pos) {
		return false
	}
	if e.Kind == kind.Wait {
		return e.Blocks && !e.Worker && !e.Root().Ended && !e.Root().Served && e.Settled >= finding.Cancellable
	}
	return (c.opts.Kinds(e.Kind) || slices.Contains(kind.Default, e.Kind)) && e.Settled >= finding.Callers && !e.Bound.ByCtx
}

// sections lists the critical sections in which something blocks, by position.
func (c *checker) sections(blocks func(*flow.Event) bool) []*section {
	byHold := map[*flow.Hold]*section{}
	var out []*section
	for _, e := range c.events {
		if !blocks(e) {
			continue
		}
		for _, h := range e.Held {
			if e.IsLock && h.Class == e.Class || h.Try && !c.waitedFor(h) {
				continue
			}
			s := byHold[h]
			if s == nil {
				s = &section{hold: h, fn: e}
				byHold[h] = s
				out = append(out, s)
			}
			s.blocks = append(s.blocks, e)
		}
	}
	slices.SortStableFunc(out, func(a, b *section) int { return cmp.Compare(a.hold.Pos, b.hold.Pos) })
	for _, s := range out {
		slices.SortStableFunc(s.blocks, func(a, b *flow.Event) int { return cmp.Compare(weight(a), weight(b)) })
	}
	return out
}

// waitedFor reports whether anybody waits for a mutex without a clock.
func (c *checker) waitedFor(h *flow.Hold) bool {
	for _, e := range c.events {
		if e.IsLock && e.Class == h.Class && e.From == nil {
			return true
		}
	}
	return false
}

// weight orders the reasons of a finding: plain operations before other
// locks, near ones before far ones.
func weight(e *flow.Event) int {
	w := int(e.Pos)
	if e.IsLock || e.UnderLock {
		w += 1 << 40
	}
	return w
}

// A cause is a mutex and the operation that blocks its holder. It is reported
// once, however many functions hold the mutex meanwhile.
type cause struct {
	mutex string
	pos   token.Pos
	at    string
}

// A hang gathers the findings about sections that block.
type hang struct {
	*checker
	byCause map[cause]*finding.Finding
	byHold  map[*flow.Hold]*finding.Finding
	byMutex map[string]*finding.Finding
	direct  map[string]bool // mutexes whose holders block, other locks aside
	named   map[token.Pos]bool
	out     []*finding.Finding
}

// held reports the sections, and returns the Lock positions that are named in
// a finding. Sections in which others wait for a lock are queued.
func (c *checker) held(sections, queued []*section) map[token.Pos]bool {
	h := &hang{
		checker: c,
		byCause: map[cause]*finding.Finding{},
		byHold:  map[*flow.Hold]*finding.Finding{},
		byMutex: map[string]*finding.Finding{},
		direct:  map[string]bool{},
		named:   map[token.Pos]bool{},
	}
	slices.SortStableFunc(sections, func(a, b *section) int { return cmp.Compare(a.distance(), b.distance()) })
	for _, s := range sections {
		h.direct[c.mutexKey(s)] = true
		h.note(s, h.section(s))
	}
	h.queue(queued)
	for _, f := range h.out {
		f.Witness = limitSteps(f.Witness)
		c.report(*f)
	}
	return h.named
}

// distance is the number of calls between a section and what blocks in it.
func (s *section) distance() int {
	d := len(s.blocks[0].Steps())
	for _, e := range s.blocks[1:] {
		d = min(d, len(e.Steps()))
	}
	return d
}

// note remembers in which finding a section is named.
func (h *hang) note(s *section, f *finding.Finding) {
	h.named[s.hold.Pos] = true
	h.byHold[s.hold] = f
	if key := h.mutexKey(s); h.byMutex[key] == nil {
		h.byMutex[key] = f
	}
}

// section makes the finding of a section. It has none of its own when what
// blocks in it was reported: for the same mutex, or for one that a callee
// holds meanwhile. Then it is named there.
func (h *hang) section(s *section) *finding.Finding {
	var own, first *finding.Finding
	for _, e := range s.blocks {
		_, pos, at := e.Leaf()
		k := cause{h.mutexKey(s), pos, at}
		f := h.byCause[k]
		if f == nil {
			f = h.inner(e)
		}
		switch {
		case f == nil && own == nil:
			own = h.newHeld(s, e)
			h.out = append(h.out, own)
			f = own
		case f == nil:
			addSteps(own, e)
			f = own
		case f == own:
			f.Witness = append(f.Witness, stepAt(e))
		default:
			f.Witness = append(f.Witness, heldStep(s), stepAt(e))
		}
		h.byCause[k] = f
		if first == nil {
			first = f
		}
	}
	if own != nil {
		return own
	}
	return first
}

// inner is the finding of a mutex that a callee of e holds around what blocks.
func (h *hang) inner(e *flow.Event) *finding.Finding {
	for x := e.Origin(); x != nil; x = x.Origin() {
		for _, hold := range x.Held {
			if f := h.byHold[hold]; f != nil {
				return f
			}
		}
	}
	return nil
}

// queue handles the sections that wait for a mutex whose holder blocks. Each
// mutex is reported once, where it waits for one that an operation blocks;
// farther along the chain, and everywhere else, it is named there.
func (h *hang) queue(queued []*section) {
	for len(queued) > 0 {
		var rest []*section
		for _, s := range queued {
			f := h.awaited(s)
			if f == nil {
				rest = append(rest, s)
				continue
			}
			if h.byMutex[h.mutexKey(s)] == nil && h.direct[s.blocks[0].Class] {
				f = h.newHeld(s, s.blocks[0])
				h.out = append(h.out, f)
			} else {
				f.Witness = append(f.Witness, heldStep(s), stepAt(s.blocks[0]))
			}
			h.note(s, f)
		}
		if len(rest) == len(queued) { // the holder that blocks is in another package
			f := h.newHeld(rest[0], rest[0].blocks[0])
			h.out = append(h.out, f)
			h.note(rest[0], f)
			rest = rest[1:]
		}
		queued = rest
	}
}

// awaited is the finding of the mutex that s waits for.
func (h *hang) awaited(s *section) *finding.Finding {
	for _, e := range s.blocks {
		if f := h.byMutex[e.Class]; f != nil {
			return f
		}
	}
	return nil
}

func heldStep(s *section) finding.Step {
	return finding.Step{Pos: s.hold.Pos, Text: mutexText(s.hold) + " is held meanwhile"}
}

// maxWitness caps the lines under a finding.
const maxWitness = 40

func limitSteps(steps []finding.Step) []finding.Step {
	var out []finding.Step
	seen := map[finding.Step]bool{}
	for _, s := range steps {
		if !seen[s] && len(out) < maxWitness {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

func addSteps(f *finding.Finding, e *flow.Event) {
	f.Witness = append(f.Witness, stepAt(e))
	f.Witness = append(f.Witness, e.Steps()...)
}

func stepAt(e *flow.Event) finding.Step {
	text := e.What + " can wait forever"
	if e.From != nil {
		text = "calls " + e.What
	}
	return finding.Step{Pos: e.Pos, Text: text}
}

// mutexKey identifies the mutex of a section: by class, or by place when it
// has none.
func (c *checker) mutexKey(s *section) string {
	if s.hold.Class != "" {
		return s.hold.Class
	}
	return s.fn.FuncName() + " " + s.hold.Text
}

func (c *checker) newHeld(s *section, e *flow.Event) *finding.Finding {
	what, pos, at := e.Leaf()
	f := &finding.Finding{Kind: kind.Lock, Pos: s.hold.Pos, End: s.hold.End, Verdict: finding.Unbounded}
	f.Message = fmt.Sprintf("%s is held while %s (%s) can wait forever%s", mutexText(s.hold), what, c.where(pos, at, s.hold.Pos), c.othersText(s.hold))
	addSteps(f, e)
	return f
}

func mutexText(h *flow.Hold) string {
	if h.Text != "" {
		return h.Text
	}
	return "the mutex"
}

// othersText counts the other Lock calls of the mutex.
func (c *checker) othersText(h *flow.Hold) string {
	n := 0
	for _, e := range c.events {
		if e.IsLock && e.From == nil && e.Class == h.Class && e.Pos != h.Pos && h.Class != "" && !c.InTest(e.Pos) {
			n++
		}
	}
	switch n {
	case 0:
		return ""
	case 1:
		return "; 1 other Lock call waits with it"
	}
	return fmt.Sprintf("; %d other Lock calls wait with it", n)
}

// selfDeadlocks reports a Lock of what its own goroutine holds already: surely,
// or since the last time around.
func (c *checker) selfDeadlocks(named map[token.Pos]bool) {
	for _, e := range c.events {
		if !e.IsLock || e.Released[e.On] || e.On.Many() || e.On.InLoop(e.Instr) {
			continue
		}
		for _, h := range e.Held {
			if h.Place != e.On || h.Reader && e.Reader || h.Instr != e.Instr && !slices.Contains(e.Sure, h) {
				continue
			}
			named[e.Pos] = true
			c.report(finding.Finding{
				Kind: kind.Lock, Pos: e.Pos, End: e.End, Verdict: finding.Unbounded, Witness: e.Steps(),
				Message: fmt.Sprintf("%s waits for itself: %s is held since %s; unlock first, or split off a function that expects the lock held",
					e.What, mutexText(h), c.line(h.Pos, e.Pos)),
			})
		}
	}
}

// maxOrderCalls is how many calls lie at most between the two locks of an
// order. Mutexes are told apart by their field, not by their object: the
// farther apart, the less likely it is that it is the same two.
const maxOrderCalls = 1

// bothOrders reports two mutexes that are taken in both orders.
func (c *checker) bothOrders() {
	type pair struct{ first, second string }
	seen := map[pair]*flow.Event{}
	done := map[pair]bool{}
	for _, e := range c.events {
		if !e.IsLock || e.Class == "" {
			continue
		}
		for _, h := range e.Sure {
			if h.Class == "" || h.Class == e.Class || h.Reader && e.Reader || len(e.Steps()) > maxOrderCalls {
				continue
			}
			p, back := pair{h.Class, e.Class}, pair{e.Class, h.Class}
			if seen[p] == nil {
				seen[p] = e
			}
			if o := seen[back]; o != nil && !done[p] && !done[back] && !gated(e, o, h) {
				done[p] = true
				c.report(finding.Finding{
					Kind: kind.Lock, Pos: e.Pos, End: e.End, Verdict: finding.Unbounded,
					Message: fmt.Sprintf("%s while %s is held, but %s takes them in the other order: two goroutines can wait for each other forever",
						e.What, mutexText(h), c.where(o.Pos, "", e.Pos)),
					Witness: append([]finding.Step{{Pos: h.Pos, Text: "holds " + mutexText(h)}, {Pos: o.Pos, Text: "the other order"}}, e.Steps()...),
				})
			}
		}
	}
}

// gated reports whether a third mutex keeps two goroutines from being at e and
// o, inside of h, at the same time.
func gated(e, o *flow.Event, h *flow.Hold) bool {
	for _, a := range e.Sure {
		for _, b := range o.Sure {
			if a.Class == b.Class && a.Class != h.Class && a.Class != e.Class && a.Class != "" && !(a.Reader && b.Reader) {
				return true
			}
		}
	}
	return false
}

// waiters reports the other Lock calls of slow mutexes, or all Lock calls.
func (c *checker) waiters(named map[token.Pos]bool) {
	for _, e := range c.events {
		if !e.IsLock || e.From != nil || c.reportedAt(e.Pos) {
			continue
		}
		f := finding.Finding{Kind: kind.Lock, Pos: e.Pos, End: e.End, Verdict: finding.Unbounded}
		switch {
		case c.slow[e.Class] || named[e.Pos]:
			f.Message = fmt.Sprintf("%s can wait forever: a holder of the mutex can; use TryLock with a clock, or bound the holder", e.What)
		case c.opts.Lock == LockAll:
			f.Message = fmt.Sprintf("%s takes no timeout; use TryLock with a clock", e.What)
		default:
			continue
		}
		c.report(f)
	}
}

func (c *checker) reportedAt(pos token.Pos) bool {
	for _, f := range c.findings {
		if f.Kind == kind.Lock && f.Pos == pos {
			return true
		}
	}
	return false
}

// lockInventory lists the Lock calls: bounded where no holder can block.
func (c *checker) lockInventory() []finding.Operation {
	var out []finding.Operation
	for _, e := range c.events {
		if !e.IsLock || e.From != nil || !c.covers(e.Pos) {
			continue
		}
		op := finding.Operation{Kind: kind.Lock, Pos: e.Pos, End: e.End, Func: e.FuncName(), What: e.What, Resource: e.OnText()}
		if c.slow[e.Class] {
			op.Verdict = finding.Unbounded
		} else {
			op.Bound = "no holder can block"
		}
		out = append(out, op)
	}
	return out
}
