// Package check holds the rules: which of the engine's events are findings,
// and what to say about them. One file per rule.
package check

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"time"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/flow"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// A Level is how much the lock rule reports.
type Level int8

// The levels, from lenient to strict.
const (
	LockOff     Level = iota
	LockHeld          // the Lock that opens a critical section that can block
	LockWaiters       // also every other Lock of such a mutex
	LockAll           // every Lock
)

// Options choose what is reported.
type Options struct {
	Strict    bool
	Lock      Level
	Kinds     func(kind.Kind) bool
	Tests     bool
	Generated bool
	// Inventory asks for all that is known of each operation.
	Inventory bool
	// Graph asks for the call graph.
	Graph bool
	// MaxDuration is the longest timeout that is no finding; 0 for any.
	MaxDuration time.Duration
}

// A Result is what the rules make of a package.
type Result struct {
	Findings   []finding.Finding
	Operations []finding.Operation
	Timeouts   []finding.Timeout
	Functions  []finding.Function // if the call graph was asked for
}

// A checker applies the rules to one package.
type checker struct {
	*flow.Program
	opts       Options
	events     []*flow.Event
	directives *Directives
	generated  map[*token.File]bool
	findings   []finding.Finding
	slow       map[string]bool     // mutexes whose holders can wait forever
	reported   map[*flow.Event]int // index of the finding for an operation
	joins      []join
	blocking   []*section                    // see allSections
	deciding   map[*types.Var]bool           // variables whose part boundedPart is looking at
	clients    map[types.Object][]*ast.Ident // see usesOf
}

func newChecker(p *flow.Program, ds *Directives, opts Options) *checker {
	c := &checker{Program: p, opts: opts, directives: ds, generated: map[*token.File]bool{}, reported: map[*flow.Event]int{}, deciding: map[*types.Var]bool{}}
	c.events = p.Events()
	for _, f := range p.Files {
		if ast.IsGenerated(f) {
			c.generated[p.Fset.File(f.FileStart)] = true
		}
	}
	c.slow = c.SlowLocks(c.blocksHolder)
	return c
}

// Run applies all rules.
func Run(p *flow.Program, ds *Directives, opts Options) Result {
	c := newChecker(p, ds, opts)
	c.operations()
	c.waits()
	c.literals()
	timeouts := c.durations()
	if opts.Lock != LockOff && opts.Kinds(kind.Lock) {
		c.locks()
		c.callbacks()
	}
	ops := c.inventory()
	c.findings = c.directives.apply(c.findings, ops)
	c.accept(ops)
	c.join()
	c.reportDirectives()
	slices.SortStableFunc(c.findings, func(a, b finding.Finding) int {
		return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Message, b.Message))
	})
	res := Result{Findings: c.findings, Operations: ops, Timeouts: timeouts}
	if opts.Graph {
		res.Functions = p.Functions()
	}
	return res
}

// Judge does the part of Run that the fact of the package needs: which mutexes
// are slow. A package that is only imported needs no more.
func Judge(p *flow.Program, ds *Directives, opts Options) {
	newChecker(p, ds, opts)
}

// report adds a finding, unless it is in a file or of a kind not asked for.
func (c *checker) report(f finding.Finding) {
	if f.Pos.IsValid() && c.opts.Kinds(f.Kind) && c.covers(f.Pos) {
		c.findings = append(c.findings, f)
	}
}

// covers reports whether the file of pos is checked.
func (c *checker) covers(pos token.Pos) bool {
	return (c.opts.Tests || !c.InTest(pos) && !c.Aside) && (c.opts.Generated || !c.generated[c.Fset.File(pos)])
}

// line is the position's line, with its file when that is another one.
func (c *checker) line(pos, from token.Pos) string {
	return lineText(c.Fset.Position(pos), c.Fset.Position(from))
}
