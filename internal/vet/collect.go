package vet

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/timeoutlint/timeoutlint/internal/effort"
	"github.com/timeoutlint/timeoutlint/internal/identity"
	"github.com/timeoutlint/timeoutlint/internal/inventory"
	"github.com/timeoutlint/timeoutlint/internal/report"
)

// A collector gathers what one or more runs of go vet print. Both streams of
// a run are read at once, hence the lock.
type collector struct {
	total    *atomic.Int64
	progress func(done, total int)
	stderr   io.Writer
	asked    func(pkg string) bool

	mu       sync.Mutex
	units    int             // objects seen
	seen     map[string]bool // packages that were looked at
	text     []string        // lines seen, until flush
	findings []report.Finding
	packages []*inventory.Package
	graphs   map[string]string // messages, by package
	errors   []report.Error
	err      error // the first object that could not be read
}

// The part of the JSON output of x/tools' drivers that is of use here. A unit
// maps analyzers to either a list of diagnostics or an object with an error.
type (
	tree       map[string]map[string]json.RawMessage
	diagnostic struct {
		Category string    `json:"category"`
		Posn     string    `json:"posn"`
		End      string    `json:"end"`
		Message  string    `json:"message"`
		Related  []related `json:"related"`
		Fixes    []struct {
			Message string `json:"message"`
			Edits   []struct {
				Filename   string
				Start, End int
				New        string
			} `json:"edits"`
		} `json:"suggested_fixes"`
	}
	related struct {
		Posn    string `json:"posn"`
		Message string `json:"message"`
	}
	failure struct {
		Error string `json:"error"`
	}
)

// block takes one object.
func (c *collector) block(object []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var t tree
	if err := json.Unmarshal(object, &t); err != nil {
		c.fail(err)
		return
	}
	asked := len(t) == 0 // of nothing but tests
	for unit, results := range t {
		// External tests are only run of what is asked for.
		if pkg := packageOf(unit); !c.asked(pkg) && !c.asked(strings.TrimSuffix(pkg, "_test")) {
			continue
		}
		asked = true
		for _, result := range results {
			if err := c.result(unit, result); err != nil {
				c.fail(err)
			}
		}
	}
	if !asked {
		return
	}
	c.units++
	if c.progress != nil {
		c.progress(c.units, int(c.total.Load()))
	}
}

func (c *collector) fail(err error) {
	if c.err == nil {
		c.err = fmt.Errorf("reading the output of go vet: %w", err)
	}
}

// failed is the error that a result tells of, "" if it is a list of diagnostics, which can
// be long.
func failed(result json.RawMessage) string {
	var f failure
	if !bytes.HasPrefix(result, []byte("{")) || json.Unmarshal(result, &f) != nil {
		return ""
	}
	return f.Error
}

func (c *collector) result(unit string, result json.RawMessage) error {
	if f := failed(result); f != "" {
		c.errors = append(c.errors, report.Error{Package: withoutVariant(unit), Message: f})
		return nil
	}
	var diags []diagnostic
	if err := json.Unmarshal(result, &diags); err != nil {
		return err
	}
	for _, d := range diags {
		if d.Category == inventory.Category {
			p, err := inventory.Decode(d.Message)
			if err != nil {
				return err
			}
			c.packages = append(c.packages, p)
			continue
		}
		switch d.Category {
		case inventory.Graph:
			c.graphs[withoutVariant(unit)] = d.Message
		case effort.Checked:
			pkg := packageOf(unit)
			if at := parsePosition(d.Posn); strings.HasSuffix(at.File, "_test.go") {
				pkg = strings.TrimSuffix(pkg, "_test") // external tests, without a variant
			}
			c.seen[pkg] = true
		case effort.CutShort:
			at := parsePosition(d.Posn)
			c.errors = append(c.errors, report.Error{Package: withoutVariant(unit), Position: &at, Message: d.Message})
		case effort.Debug:
			fmt.Fprintf(c.stderr, "timeoutlint: %s: %s\n", unit, d.Message)
		default:
			c.findings = append(c.findings, d.finding(unit))
		}
	}
	return nil
}

func (d diagnostic) finding(unit string) report.Finding {
	f := report.Finding{
		Position: parsePosition(d.Posn),
		Package:  withoutVariant(unit),
		Kind:     d.Category,
		Message:  d.Message,
	}
	if strings.HasSuffix(f.File, "_test.go") {
		f.Package = strings.TrimSuffix(f.Package, "_test")
	}
	if end := parsePosition(d.End); end.File == f.File && end != f.Position {
		f.EndLine, f.EndColumn = end.Line, end.Column
	}
	for _, r := range d.Related {
		if why, ok := strings.CutPrefix(r.Message, noFix); ok {
			f.NoFix = why
			continue
		}
		if node, ok := strings.CutPrefix(r.Message, inventory.Node); ok {
			f.Node, f.Attended = strings.CutSuffix(node, inventory.Attended)
			continue
		}
		if id, ok := identity.Parse(r.Message); ok {
			f.Function, f.Operation = id.Function, id.Operation
			continue
		}
		f.Witness = append(f.Witness, r.step())
	}
	for _, x := range d.Fixes {
		fix := report.Fix{Message: x.Message}
		for _, e := range x.Edits {
			fix.Edits = append(fix.Edits, report.Edit{File: e.Filename, Start: e.Start, End: e.End, New: e.New})
		}
		f.Fixes = append(f.Fixes, fix)
	}
	return f
}

// noFix begins the related message that says why there is no fix.
const noFix = "no fix: "

// packageOf is the package that a unit is of, also if it is its external tests:
// "p" for "p_test [p.test]".
func packageOf(unit string) string {
	p, variant, _ := strings.Cut(unit, " [")
	if tested := strings.TrimSuffix(p, "_test"); variant == tested+".test]" {
		return tested
	}
	return p
}

// checked lists the packages that were looked at, without those that have errors.
func (c *collector) checked() []string {
	seen := maps.Clone(c.seen)
	for _, e := range c.errors {
		delete(seen, e.Package)
		delete(seen, strings.TrimSuffix(e.Package, "_test"))
	}
	return slices.Sorted(maps.Keys(seen))
}

// withoutVariant turns "p [p.test]" into "p".
func withoutVariant(unit string) string {
	p, _, _ := strings.Cut(unit, " [")
	return p
}

// line takes one line of text. What the go command tells about its own work
// is passed on at once; the rest is an error only if the run fails.
func (c *collector) line(s string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, prefix := range []string{"go: downloading ", "go: finding ", "go: warning: "} {
		if strings.HasPrefix(s, prefix) {
			fmt.Fprintln(c.stderr, s)
			return
		}
	}
	c.text = append(c.text, s)
}

// flush decides what the text of a finished run was.
func (c *collector) flush(failed bool) {
	if failed {
		c.errors = append(c.errors, parseErrors(c.text)...)
	} else {
		c.passOn()
	}
	c.text = nil
}

// passOn prints what a run without errors had to say, e.g. the warnings of a C
// compiler. Go 1.25 and older print the headers of packages that have no such
// text, too.
func (c *collector) passOn() {
	var headers []string
	for _, s := range c.text {
		if strings.HasPrefix(s, "# ") {
			if !strings.HasPrefix(s, "# [") {
				headers = nil
			}
			headers = append(headers, s)
			continue
		}
		for _, s := range append(headers, s) {
			fmt.Fprintln(c.stderr, s)
		}
		headers = nil
	}
}
