package audit

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/callgraph"
	"github.com/timeoutlint/timeoutlint/internal/inventory"
)

const lockKind = "lock"

// New puts the inventories of the packages of a program together. shorten makes
// the name of a file relative where that is shorter.
func New(pkgs []*inventory.Package, shorten func(string) string) *Report {
	j := &joiner{shorten: shorten, at: map[key]int{}, r: &Report{Version: Version, Operations: []Operation{}, Locks: []Lock{}, Timeouts: []Timeout{}}}
	g := callgraph.New(pkgs)
	for _, p := range pkgs {
		j.add(p)
	}
	j.fold()
	slices.SortStableFunc(j.r.Operations, func(a, b Operation) int {
		return cmp.Or(cmp.Compare(a.Package, b.Package), a.compare(b.Place), cmp.Compare(a.Kind, b.Kind))
	})
	j.r.identify()
	reach(g, j.r.Operations)
	j.r.assess()
	j.r.lockTable()
	j.r.apply()
	j.r.cover()
	return j.r
}

// A key is a place and kind: what is there is one operation, whatever the
// resource may be.
type key struct {
	place Place
	kind  string
}

type joiner struct {
	shorten func(string) string
	at      map[key]int // index of the operation
	r       *Report
}

func (j *joiner) add(p *inventory.Package) {
	for _, in := range p.Operations {
		op := j.operation(p.Path, in)
		k := key{op.Place, op.Kind}
		if i, ok := j.at[k]; ok {
			j.r.Operations[i].merge(op)
			continue
		}
		j.at[k] = len(j.r.Operations)
		j.r.Operations = append(j.r.Operations, op)
	}
	for _, in := range p.Timeouts {
		t := Timeout{
			Place: j.place(in.Position), Package: p.Path, Func: in.Func, What: in.What,
			Duration: Duration(in.Duration), Zero: in.Zero, Name: in.Name,
		}
		if !j.isSeen(t) {
			j.r.Timeouts = append(j.r.Timeouts, t)
		}
	}
}

func (j *joiner) isSeen(t Timeout) bool {
	return slices.ContainsFunc(j.r.Timeouts, func(o Timeout) bool { return o.Place == t.Place && o.What == t.What })
}

func (j *joiner) place(p inventory.Position) Place {
	return Place{j.shorten(p.File), p.Line, p.Column}
}

func (j *joiner) pointer(p *inventory.Position) *Place {
	if p == nil {
		return nil
	}
	out := j.place(*p)
	return &out
}

func (j *joiner) steps(steps []inventory.Step) []Step {
	var out []Step
	for _, s := range steps {
		out = append(out, Step{j.place(s.Position), s.Text})
	}
	return out
}

func (j *joiner) operation(pkg string, in inventory.Operation) Operation {
	op := Operation{
		Place: j.place(in.Position), EndLine: in.End.Line, Package: pkg, Func: in.Func, Kind: in.Kind, What: in.What, Resource: in.Resource,
		Verdict: in.Verdict, Declared: in.Declared, Accepted: in.Accepted, Duration: Duration(in.Duration), Name: in.Name,
		Bound: in.Bound, BoundAt: j.pointer(in.BoundAt), Mutex: in.Mutex, Finding: in.Finding,
		Witness: j.steps(in.Witness), Reasons: j.steps(in.Reasons), node: in.Node, leaf: j.pointer(in.Leaf),
	}
	for _, h := range in.Held {
		op.Held = append(op.Held, Held{Place: j.place(h.Position), Mutex: h.Mutex, Text: h.Text})
	}
	if op.Kind == lockKind && op.Finding != "" {
		op.Verdict, op.Bound = unbounded, "" // a deadlock, even if no holder blocks
	}
	return op
}

var order = []string{bounded, conditional, cancellable, callers, unbounded}

func weakness(op *Operation) int { return slices.Index(order, op.Verdict) }

// merge joins what two variants of a package, or two values of one resource,
// say of an operation: the weaker verdict holds.
func (op *Operation) merge(o Operation) {
	held := op.joinHeld(o.Held)
	if weakness(&o) > weakness(op) {
		finding := op.Finding
		*op = o
		op.Finding = cmp.Or(o.Finding, finding)
	} else {
		op.Finding = cmp.Or(op.Finding, o.Finding)
	}
	op.Held = held
}

func (op *Operation) joinHeld(more []Held) []Held {
	out := slices.Clip(op.Held)
	for _, h := range more {
		if !slices.ContainsFunc(out, func(o Held) bool { return o.Place == h.Place }) {
			out = append(out, h)
		}
	}
	return out
}

// fold drops the calls that lead to an operation of another package in sight:
// it is counted once, where it is, with the locks of its callers. One that
// leaves its bound to its callers is counted at the calls instead.
func (j *joiner) fold() {
	left := map[int]bool{}
	drop := map[int]bool{}
	for i := range j.r.Operations {
		op := &j.r.Operations[i]
		if op.leaf == nil {
			continue
		}
		for _, s := range op.Witness {
			if t, ok := j.at[key{s.Place, op.Kind}]; ok && t != i && j.r.Operations[t].Verdict == callers {
				left[t] = true
			}
		}
		if t, ok := j.at[key{*op.leaf, op.Kind}]; ok && t != i && !left[t] {
			leaf := &j.r.Operations[t]
			leaf.Held = leaf.joinHeld(op.Held)
			drop[i] = op.Finding == ""
		}
	}
	kept := j.r.Operations[:0]
	for i, op := range j.r.Operations {
		if !drop[i] && !left[i] {
			kept = append(kept, op)
		}
	}
	j.r.Operations = kept
}

// identify names operations so that they can be found in another audit.
func (r *Report) identify() {
	seen := map[string]int{}
	for i := range r.Operations {
		op := &r.Operations[i]
		id := strings.Join([]string{op.Package, op.Func, op.Kind, op.What}, " ")
		seen[id]++
		op.ID = fmt.Sprintf("%s #%d", id, seen[id])
	}
}

// lockTable lists the mutexes whose holders can wait forever.
func (r *Report) lockTable() {
	locks := map[string]*Lock{}
	for i := range r.Operations {
		op := &r.Operations[i]
		if op.Kind == lockKind && op.Verdict == unbounded && op.Mutex != "" && locks[op.Mutex] == nil {
			locks[op.Mutex] = &Lock{Mutex: op.Mutex, Holders: []Holder{}, Waiters: []Place{}}
		}
	}
	for i := range r.Operations {
		op := &r.Operations[i]
		if l := locks[op.Mutex]; l != nil && op.Kind == lockKind {
			l.Waiters = append(l.Waiters, op.Place)
		}
		if op.Verdict == bounded || op.Verdict == conditional {
			continue
		}
		for _, h := range op.Held {
			if l := locks[h.Mutex]; l != nil && h.Mutex != op.Mutex {
				if holder := (Holder{h.Place, op.ID}); !slices.Contains(l.Holders, holder) {
					l.Holders = append(l.Holders, holder)
				}
			}
		}
	}
	for _, l := range locks {
		r.Locks = append(r.Locks, *l)
	}
	for _, l := range r.Locks {
		slices.SortStableFunc(l.Holders, func(a, b Holder) int {
			return cmp.Compare(strings.Count(a.ID, " "+lockKind+" "), strings.Count(b.ID, " "+lockKind+" "))
		})
	}
	slices.SortFunc(r.Locks, func(a, b Lock) int {
		return cmp.Or(cmp.Compare(len(b.Waiters), len(a.Waiters)), cmp.Compare(a.Mutex, b.Mutex))
	})
}

// apply links timeouts with the operations that they bound, and sorts them.
func (r *Report) apply() {
	for i := range r.Timeouts {
		t := &r.Timeouts[i]
		for _, op := range r.Operations {
			if op.BoundAt != nil && *op.BoundAt == t.Place {
				t.Applies = append(t.Applies, op.ID)
			}
		}
	}
	slices.SortStableFunc(r.Timeouts, func(a, b Timeout) int {
		return cmp.Or(cmp.Compare(a.Duration, b.Duration), a.compare(b.Place))
	})
}
