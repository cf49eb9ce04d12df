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
	named   map[token.Pos]bool
	causes  map[*finding.Finding][]finding.Site
	opaque  map[*finding.Finding]bool // waits for more than files

	attended map[*finding.Finding]bool // waits for nothing but what a person could interrupt
	out      []*finding.Finding
}

// held reports the sections, and returns the Lock positions that are named in
// a finding. Sections in which others wait for a lock are queued.
func (c *checker) held(sections, queued []*section) map[token.Pos]bool {
	h := &hang{
		checker: c,
		byCause: map[cause]*finding.Finding{},
		byHold:  map[*flow.Hold]*finding.Finding{},
		byMutex: map[string]*finding.Finding{},
		named:   map[token.Pos]bool{},
		causes:  map[*finding.Finding][]finding.Site{},
		opaque:  map[*finding.Finding]bool{},

		attended: map[*finding.Finding]bool{},
	}
	slices.SortStableFunc(sections, func(a, b *section) int { return cmp.Compare(a.distance(), b.distance()) })
	for _, s := range sections {
		h.note(s, h.section(s))
	}
	h.queue(queued)
	for _, f := range h.out {
		f.Witness, f.Causes, f.Attended = limitSteps(f.Witness), h.causes[f], h.attended[f]
		c.report(*f)
	}
	return h.named
}

// distance is the number of calls between a section and what blocks in it.
func (s *section) distance() int {
	d := s.blocks[0].Distance()
	for _, e := range s.blocks[1:] {
		d = min(d, e.Distance())
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

// queue handles the sections that wait for a mutex whose holder blocks: they are named in
// the finding of that mutex, for who mends it mends them. Those whose holder is in another
// package have one finding for each mutex of that.
func (h *hang) queue(queued []*section) {
	for len(queued) > 0 {
		var rest []*section
		for _, s := range queued {
			if f := h.byHold[s.hold]; f != nil {
				addSteps(f, s.blocks[0])
				continue
			}
			f := h.awaited(s)
			if f == nil {
				rest = append(rest, s)
				continue
			}
			f.Witness = append(f.Witness, heldStep(s.hold), stepAt(s.blocks[0]))
			h.note(s, f)
		}
		if len(rest) == len(queued) { // the holder that blocks is in another package
			i := h.elsewhere(rest)
			s := rest[i]
			f := h.newHeld(s, s.blocks[0])
			h.out = append(h.out, f)
			h.note(s, f)
			if class := s.blocks[0].Class; h.byMutex[class] == nil {
				h.byMutex[class] = f
			}
			rest = slices.Delete(rest, i, i+1)
		}
		queued = rest
	}
}

// elsewhere is the first section that waits for a mutex which no other one of them holds: its
// holder is in another package.
func (h *hang) elsewhere(queued []*section) int {
	held := map[string]bool{}
	for _, s := range queued {
		held[h.mutexKey(s)] = true
	}
	return max(0, slices.IndexFunc(queued, func(s *section) bool { return !held[s.blocks[0].Class] }))
}

// addCause notes what a finding's holder waits for, when it is an operation on a
// file in this package: bounding all of them repairs it.
func (h *hang) addCause(f *finding.Finding, e *flow.Event) {
	root := e.Root()
	before, known := h.attended[f]
	h.attended[f] = interruptible(root.Kind) && (before || !known)
	if root.From != nil || !root.Kind.OnDisk() || !root.Pos.IsValid() {
		h.opaque[f], h.causes[f] = true, nil
	}
	site := sites(root)[0]
	if !h.opaque[f] && !slices.Contains(h.causes[f], site) {
		h.causes[f] = append(h.causes[f], site)
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

func heldStep(h *flow.Hold) finding.Step {
	return finding.Step{Pos: h.Pos, Text: mutexText(h) + " is held meanwhile"}
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
	f := &finding.Finding{Kind: kind.Lock, Pos: s.hold.Pos, End: s.hold.End, Verdict: finding.Unbounded, Node: s.fn.Node()}
	f.Message = fmt.Sprintf("%s is held while %s (%s) can wait forever%s", mutexText(s.hold), what, c.where(pos, at, s.hold.Pos), c.othersText(s.hold))
	f.Sites = c.waitersOf(s.hold)
	addSteps(f, e)
	return f
}

func mutexText(h *flow.Hold) string {
	if h.Text != "" {
		return h.Text
	}
	return "the mutex"
}

// waitersOf lists all Lock calls of the mutex, if they can only be in this
// package: with a clock on each nobody waits forever.
func (c *checker) waitersOf(h *flow.Hold) []finding.Site {
	var out []finding.Site
	if !isPrivate(h.Class) {
		return nil
	}
	for _, e := range c.events {
		if e.IsLock && e.From == nil && e.Class == h.Class && !c.InTest(e.Pos) {
			out = append(out, sites(e)...)
		}
	}
	return out
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
			f.Witness = append(f.Witness, heldStep(s.hold), stepAt(e))
		}
		h.byCause[k] = f
		h.addCause(f, e)
		if first == nil {
			first = f
		}
	}
	if own != nil {
		return own
	}
	return first
}
