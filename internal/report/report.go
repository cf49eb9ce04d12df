// Package report holds what a run of the command found and renders it: as
// text for people, as JSON for programs. It knows nothing of the analysis.
package report

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// A Position is a place in a file. File is a path of this machine, or an
// import path with a file name when the source is not at hand.
type Position struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

// String returns the position the way compilers print it. Positions from cgo
// and line directives can lack a column or a line.
func (p Position) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

func (p Position) compare(q Position) int {
	return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column))
}

// A Step is one position on the way from a finding to what blocks.
type Step struct {
	Position
	Text string `json:"text"`
}

// A Finding is one place that can wait forever. EndLine and EndColumn are
// where its source text ends, zero if that is not known.
type Finding struct {
	Position
	EndLine   int    `json:"endLine,omitempty"`
	EndColumn int    `json:"endColumn,omitempty"`
	Package   string `json:"package"`
	Function  string `json:"function,omitempty"`  // or the declaration, in the words of package identity
	Operation string `json:"operation,omitempty"` // and its resource
	Ordinal   int    `json:"-"`                   // among those that are equal but for the place, from 1
	Kind      string `json:"kind"`
	Message   string `json:"message"`
	Witness   []Step `json:"witness"`
	Fixes     []Fix  `json:"fixes,omitempty"` // the best first
	NoFix     string `json:"noFix,omitempty"` // why there is none
	Node      string `json:"-"`               // the function in the call graph
	Attended  bool   `json:"-"`               // a person who waits for the program could interrupt it
}

// A Fix is a repair of a finding.
type Fix struct {
	Message string `json:"message"`
	Edits   []Edit `json:"edits"`
}

// An Edit replaces the bytes from Start to End of a file.
type Edit struct {
	File  string `json:"file"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	New   string `json:"new"`
}

// An Error says why a package could not be loaded or checked. The position
// is embedded by pointer because many such errors have none.
type Error struct {
	Package string `json:"package,omitempty"`
	*Position
	Message string `json:"message"`
}

// String returns the error as a compiler prints it.
func (e Error) String() string {
	if e.Position == nil {
		return e.Message
	}
	return e.Position.String() + ": " + e.Message
}

// A Report is the result of a run.
type Report struct {
	Findings []Finding
	Errors   []Error
	Checked  []string // import paths of the packages that were analysed
}

// Normalize makes paths relative to dir where that is shorter, then sorts
// and drops duplicates: a package and its test variant report the same.
func (r *Report) Normalize(dir string) {
	for i := range r.Findings {
		f := &r.Findings[i]
		f.File = Shorten(dir, f.File)
		for j := range f.Witness {
			f.Witness[j].File = Shorten(dir, f.Witness[j].File)
		}
	}
	for _, e := range r.Errors {
		if e.Position != nil {
			e.File = Shorten(dir, e.File)
		}
	}
	slices.SortStableFunc(r.Findings, compareFindings)
	r.Findings = slices.CompactFunc(r.Findings, func(a, b Finding) bool { return compareFindings(a, b) == 0 })
	number(r.Findings)
	seen := map[string]bool{}
	r.Errors = slices.DeleteFunc(r.Errors, func(e Error) bool {
		s := e.String()
		defer func() { seen[s] = true }()
		return seen[s]
	})
}

func compareFindings(a, b Finding) int {
	return cmp.Or(
		a.compare(b.Position),
		cmp.Compare(a.Kind, b.Kind),
		cmp.Compare(a.Message, b.Message),
	)
}

// Shorten returns the shorter of the relative and the absolute path, as the
// go command does.
func Shorten(dir, file string) string {
	if !filepath.IsAbs(file) {
		return filepath.FromSlash(strings.TrimPrefix(file, "./"))
	}
	if rel, err := filepath.Rel(dir, file); err == nil && len(rel) < len(file) {
		return rel
	}
	return file
}

// Summary returns the line that ends a run.
func (r *Report) Summary() string {
	packages := map[string]bool{}
	for _, f := range r.Findings {
		packages[f.Package] = true
	}
	failed := map[string]bool{}
	for _, e := range r.Errors {
		failed[e.Package] = true
	}
	s := "no findings"
	if len(r.Findings) > 0 {
		s = Count(len(r.Findings), "finding") + " in " + Count(len(packages), "package")
	}
	s += " (" + Count(len(r.Checked), "package") + " checked"
	if len(failed) > 0 {
		s += ", " + fmt.Sprint(len(failed)) + " with errors"
	}
	return s + ")"
}

// Count is a number of things.
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if stem, ok := strings.CutSuffix(noun, "y"); ok {
		noun = stem + "ie"
	}
	noun += "s"
	return fmt.Sprintf("%d %s", n, noun)
}
