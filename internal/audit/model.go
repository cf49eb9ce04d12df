// Package audit puts the inventories of all packages together: every operation
// that can wait, what bounds it, and for those without a bound the risk. It
// renders that for people and for programs.
package audit

import (
	"cmp"
	"fmt"
	"time"
)

// Version is the version of the JSON schema. It grows when a field changes its
// meaning or goes away; new fields come without a new version.
const Version = 1

// A Report is an audit of a program. docs/audit.md explains its fields.
type Report struct {
	Version    int         `json:"version"`
	Coverage   Coverage    `json:"coverage"`
	NoLocks    Coverage    `json:"coverageWithoutLocks"`
	Packages   []Part      `json:"packages"`
	Kinds      []Part      `json:"kinds"`
	Operations []Operation `json:"operations"`
	Locks      []Lock      `json:"locks"`
	Timeouts   []Timeout   `json:"timeouts"`
}

// A Part is the coverage of one package, or of one kind.
type Part struct {
	Name string `json:"name"`
	Coverage
}

// A Coverage counts operations by verdict.
type Coverage struct {
	Operations  int     `json:"operations"`
	Bounded     int     `json:"bounded"`  // by code
	Declared    int     `json:"declared"` // by a comment
	Conditional int     `json:"conditional"`
	Cancellable int     `json:"cancellable"`
	Callers     int     `json:"callers"`
	Unbounded   int     `json:"unbounded"`
	Percent     float64 `json:"percent"` // bounded and declared, of all; 100 if there are none
}

// A Place is a position; File is relative to the working directory where that
// is shorter.
type Place struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column,omitempty"`
}

func (p Place) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d", p.File, p.Line)
}

func (p Place) compare(q Place) int {
	return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column))
}

// A Step is a position with what is to be said about it.
type Step struct {
	Place
	Text string `json:"text"`
}

// An Operation is something that can wait.
type Operation struct {
	ID string `json:"id"` // the same in another audit, wherever its line has moved to
	Place
	EndLine  int      `json:"endLine,omitempty"`
	Package  string   `json:"package"`
	Func     string   `json:"function"`
	Kind     string   `json:"kind"`
	What     string   `json:"what"`
	Resource string   `json:"resource,omitempty"`
	Verdict  string   `json:"verdict"`
	Declared bool     `json:"declared,omitempty"`
	Accepted string   `json:"accepted,omitempty"`   // the reason of the directive that suppresses the finding
	Duration Duration `json:"duration,omitempty"`   // when constant
	Name     string   `json:"configured,omitempty"` // the configuration that the duration comes from
	Bound    string   `json:"bound,omitempty"`      // in words
	BoundAt  *Place   `json:"boundAt,omitempty"`
	Risk     Risk     `json:"risk,omitempty"` // of an operation without a bound
	Why      []string `json:"why,omitempty"`  // the risk
	Reached  Class    `json:"reached"`
	Path     []string `json:"path,omitempty"`    // functions, from the entry to the operation
	Entries  []string `json:"entries,omitempty"` // the handlers that reach it
	Mutex    string   `json:"mutex,omitempty"`
	Held     []Held   `json:"held,omitempty"`
	Finding  string   `json:"finding,omitempty"` // the message, if it is one
	Witness  []Step   `json:"witness,omitempty"`
	Reasons  []Step   `json:"-"` // for explain

	node string
	leaf *Place
}

// A Held is a lock that is held while an operation waits.
type Held struct {
	Place
	Mutex   string `json:"mutex,omitempty"`
	Text    string `json:"text"`
	Waiters int    `json:"waiters"` // Lock calls that wait meanwhile, this one aside
}

// A Lock is a mutex whose holders can wait forever.
type Lock struct {
	Mutex   string   `json:"mutex"`
	Holders []Holder `json:"holders"`
	Waiters []Place  `json:"waiters"` // its Lock calls
}

// A Holder is an operation that can wait forever while a mutex is held.
type Holder struct {
	Place        // of the Lock call
	ID    string `json:"operation"`
}

// A Timeout is a duration that is given to something that ends a wait.
type Timeout struct {
	Place
	Package  string   `json:"package"`
	Func     string   `json:"function"`
	What     string   `json:"what"`
	Duration Duration `json:"duration,omitempty"`
	Zero     bool     `json:"zero,omitempty"`
	Name     string   `json:"configured,omitempty"`
	Applies  []string `json:"applies,omitempty"` // ids of operations
}

// A Duration is a duration in JSON as people write it: "1m30s".
type Duration time.Duration

// MarshalText implements encoding.TextMarshaler.
func (d Duration) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (d *Duration) UnmarshalText(b []byte) error {
	v, err := time.ParseDuration(string(b))
	*d = Duration(v)
	return err
}

// String drops the parts that are zero: 1m, not 1m0s.
func (d Duration) String() string { return short(time.Duration(d)) }

// IsBounded reports whether an operation counts as covered.
func (op *Operation) IsBounded() bool { return op.Verdict == bounded }

// The verdicts, as finding.Verdict names them.
const (
	bounded     = "bounded"
	conditional = "conditional"
	cancellable = "cancellable"
	callers     = "caller's"
	unbounded   = "unbounded"
)
