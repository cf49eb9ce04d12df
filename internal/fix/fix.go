// Package fix repairs findings: for each it offers the edits that give the
// wait a bound. There is one file per family of repairs. A repair that cannot
// promise code that compiles and does what it did before, but for the timeout,
// declines and says why.
package fix

import (
	"cmp"
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// A Style says what a repair calls.
type Style int8

// The styles.
const (
	Std     Style = iota // the standard library alone
	Bounded              // the package bounded, where it does better
)

// boundedPath is the import path of the runtime package.
const boundedPath = "github.com/timeoutlint/timeoutlint/bounded"

// Defaults are the timeouts of repairs, by the kinds that have some.
var Defaults = map[kind.Kind]time.Duration{
	kind.DiskWrite:  30 * time.Second,
	kind.DiskSync:   time.Minute,
	kind.Lock:       5 * time.Second,
	kind.ConnRead:   30 * time.Second,
	kind.ConnWrite:  30 * time.Second,
	kind.Dial:       5 * time.Second,
	kind.Handshake:  10 * time.Second,
	kind.Wait:       10 * time.Second,
	kind.HTTPClient: 30 * time.Second,
	kind.HTTPServer: 10 * time.Second,
	kind.Exec:       5 * time.Minute,
	kind.SQL:        30 * time.Second,
	kind.RPC:        30 * time.Second,
}

// Options choose among repairs.
type Options struct {
	With     Style // the style to offer first
	Timeouts func(kind.Kind) time.Duration
}

// An Input is the package under analysis.
type Input struct {
	Fset     *token.FileSet
	Files    []*ast.File
	Pkg      *types.Package
	Info     *types.Info
	ReadFile func(string) ([]byte, error)
}

// A Fixer repairs the findings of one package.
type Fixer struct {
	Input
	opts    Options
	sources map[string][]byte
	taken   map[*ast.FuncDecl]map[string]bool // names in a function; nil: outside one
}

// New returns a Fixer.
func New(in Input, opts Options) *Fixer {
	f := &Fixer{Input: in, opts: opts, sources: map[string][]byte{}, taken: map[*ast.FuncDecl]map[string]bool{}}
	if f.importsBounded() {
		f.opts.With = Bounded
	}
	return f
}

func (f *Fixer) importsBounded() bool {
	return slices.ContainsFunc(f.Pkg.Imports(), func(p *types.Package) bool { return p.Path() == boundedPath })
}

// A repair makes the edits for the finding of a job, and says in a few words
// what they do. Its error says why there is no such repair.
type repair func(*job) (title string, err error)

// repairs are the families that handle each kind.
var repairs = map[kind.Kind]repair{
	kind.DiskWrite:  (*job).disk,
	kind.DiskSync:   (*job).disk,
	kind.DiskRead:   (*job).diskRead,
	kind.Lock:       (*job).lock,
	kind.ConnRead:   (*job).conn,
	kind.ConnWrite:  (*job).conn,
	kind.Accept:     (*job).accept,
	kind.Dial:       (*job).dial,
	kind.Handshake:  (*job).handshake,
	kind.Wait:       (*job).wait,
	kind.HTTPClient: (*job).httpClient,
	kind.HTTPServer: (*job).httpServer,
	kind.Exec:       (*job).exec,
	kind.SQL:        (*job).callContext,
	kind.RPC:        (*job).callContext,
}

// Fixes returns the repairs of a finding, the best first, or why there is none.
func (f *Fixer) Fixes(fd finding.Finding) ([]analysis.SuggestedFix, error) {
	run := repairs[fd.Kind]
	if run == nil {
		return nil, errors.New("it is for a person to decide")
	}
	if fd.Verdict != finding.Unbounded {
		return nil, errors.New("a bound exists, but not on every path: choose its default")
	}
	if len(fd.Sites) == 0 && len(fd.Kept) == 0 {
		return nil, errors.New("it has to be solved where the locks are taken")
	}
	styles := []Style{Std, Bounded}
	if f.opts.With == Bounded {
		styles = []Style{Bounded, Std}
	}
	var out []analysis.SuggestedFix
	var declared []map[*ast.FuncDecl][]string
	var why error
	for _, s := range styles {
		sf, names, err := f.try(run, fd, s)
		if err == nil && s == Bounded && len(out) == 0 && f.opts.With == Std {
			break // drivers would apply it, and the package need not be at hand
		}
		switch {
		case err != nil:
			if why == nil {
				why = err
			}
		case len(out) == 0 || !sameEdits(out[0], sf):
			out = append(out, sf)
			declared = append(declared, names)
		}
	}
	if len(out) > 0 {
		f.reserve(declared)
		return out, nil
	}
	return nil, why
}

// try runs one repair in one style. The names are those that it declares.
func (f *Fixer) try(run repair, fd finding.Finding, style Style) (sf analysis.SuggestedFix, names map[*ast.FuncDecl][]string, err error) {
	j := &job{Fixer: f, finding: fd, style: style, imports: map[*ast.File][]string{}, names: map[*ast.FuncDecl][]string{}}
	if sf.Message, err = run(j); err != nil {
		return sf, nil, err
	}
	if sf.TextEdits, err = j.finish(); err != nil {
		return sf, nil, err
	}
	if j.callsBounded() {
		sf.Message += ", with package bounded"
	}
	return sf, j.names, nil
}

func sameEdits(a, b analysis.SuggestedFix) bool {
	return slices.EqualFunc(a.TextEdits, b.TextEdits, func(x, y analysis.TextEdit) bool {
		return x.Pos == y.Pos && x.End == y.End && string(x.NewText) == string(y.NewText)
	})
}

// A job is one attempt to repair one finding.
type job struct {
	*Fixer
	finding finding.Finding
	style   Style
	edits   []edit
	imports map[*ast.File][]string     // paths to add
	names   map[*ast.FuncDecl][]string // variables to declare
}

// callsBounded reports whether the edits need package bounded.
func (j *job) callsBounded() bool {
	return slices.ContainsFunc(j.edits, func(e edit) bool { return strings.Contains(e.text, "bounded.") })
}

// timeout is the bound that repairs set, as source text.
func (j *job) timeout(at *site) (string, error) {
	d := j.opts.Timeouts(cmp.Or(at.Kind, j.finding.Kind))
	name, err := j.pkg(at, "time")
	if err != nil {
		return "", err
	}
	return durationText(d, name), nil
}

// durationText is d as people write it: 30 * time.Second.
func durationText(d time.Duration, pkg string) string {
	for _, u := range [...]struct {
		d    time.Duration
		name string
	}{{time.Hour, "Hour"}, {time.Minute, "Minute"}, {time.Second, "Second"}, {time.Millisecond, "Millisecond"}} {
		switch {
		case d == u.d:
			return pkg + "." + u.name
		case d%u.d == 0:
			return fmt.Sprintf("%d*%s.%s", d/u.d, pkg, u.name)
		}
	}
	return fmt.Sprintf("%d", d)
}

// each runs do for each site of the finding.
func (j *job) each(do func(*site) error) error {
	for _, fs := range j.finding.Sites {
		s, err := j.site(fs)
		if err != nil {
			return err
		}
		if err := do(s); err != nil {
			return err
		}
	}
	return nil
}
