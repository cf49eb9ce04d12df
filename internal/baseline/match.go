package baseline

import (
	"slices"
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/kind"
	"github.com/timeoutlint/timeoutlint/internal/report"
)

// A Scope says what a run has looked at: only there an entry without a finding
// is stale.
type Scope struct {
	Packages []string             // import paths that were checked
	Kinds    func(kind.Kind) bool // that were asked for
	// Declares returns what a package declares, in the words of the entries:
	// functions and others. Exists is false for a package that is no more; one
	// of which nothing is known exists and declares nil.
	Declares func(pkg string) (names []string, exists bool)
}

// A Match is what a baseline says of findings.
type Match struct {
	New   []report.Finding
	Known []Entry // as they are now
	Stale []Entry
}

// Compare looks up the findings.
func Compare(entries []Entry, findings []report.Finding, scope Scope) Match {
	var m Match
	left := map[Entry]bool{}
	for _, e := range entries {
		left[e] = true
	}
	for _, f := range findings {
		if e := entryOf(f); left[e] {
			delete(left, e)
			m.Known = append(m.Known, e)
		} else {
			m.New = append(m.New, f)
		}
	}
	rest := make([]Entry, 0, len(left))
	for _, e := range entries {
		if left[e] {
			delete(left, e) // each once
			rest = append(rest, e)
		}
	}
	rest = m.renamed(rest, scope)
	for _, e := range rest {
		if scope.covers(e) {
			m.Stale = append(m.Stale, e)
		}
	}
	return m
}

// renamed finds the findings of functions that have another name now, or whose
// type has: an entry whose function is no more is that of a finding alike, of
// which none is known. It returns the entries that are left.
func (m *Match) renamed(entries []Entry, scope Scope) []Entry {
	if len(m.New) == 0 {
		return entries
	}
	return slices.DeleteFunc(entries, func(e Entry) bool {
		i := slices.IndexFunc(m.New, func(f report.Finding) bool { return alike(e, f) })
		if i < 0 || !scope.gone(e) {
			return false
		}
		m.Known = append(m.Known, entryOf(m.New[i]))
		m.New = slices.Delete(m.New, i, i+1)
		return true
	})
}

// alike: but for the names of the function and of its type.
func alike(e Entry, f report.Finding) bool {
	return e.Package == f.Package && e.Kind == f.Kind && e.Function != f.Function && member(e.Operation) == member(f.Operation)
}

// member is an operation without what it begins with, the type of a receiver.
func member(operation string) string {
	if _, rest, ok := strings.Cut(operation, "."); ok {
		return rest
	}
	return operation
}

// gone reports whether the function of an entry is no more.
func (s Scope) gone(e Entry) bool {
	names, exists := s.Declares(e.Package)
	return exists && names != nil && e.Function != "-" && !slices.Contains(names, e.Function)
}

// covers reports whether a run would have found what an entry is about.
func (s Scope) covers(e Entry) bool {
	if k := kind.Kind(e.Kind); k != kind.Directive && !s.Kinds(k) {
		return false
	}
	if slices.Contains(s.Packages, e.Package) {
		return true
	}
	_, exists := s.Declares(e.Package)
	return !exists
}

// Update returns the entries of a file that knows the findings. Those about
// which the run cannot tell anything stay.
func Update(entries []Entry, findings []report.Finding, scope Scope) []Entry {
	out := slices.DeleteFunc(slices.Clone(entries), scope.covers)
	for _, f := range findings {
		out = append(out, entryOf(f))
	}
	return out
}
