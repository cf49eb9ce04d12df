// Package finding holds the plain data that the checks hand to reporting: it
// knows nothing of how a finding was reached.
package finding

import (
	"go/token"
	"strings"
	"time"

	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// A Verdict says how strong the bound of an operation is, from good to bad.
type Verdict int8

// The verdicts, from good to bad.
const (
	Bounded     Verdict = iota // on every path something ends the wait after a time
	Conditional                // bounded when a configuration says so
	Cancellable                // ended by a cancel or a close, but no clock
	Callers                    // an obligation: the caller has to provide the bound
	Unbounded                  // none of these
)

func (v Verdict) String() string {
	return [...]string{"bounded", "conditional", "cancellable", "caller's", "unbounded"}[v]
}

// A Step is one position of a witness. Pos is set for positions in the
// package that was analysed; At ("import/path/file.go:line:col") is set for
// those in other packages, whose files the analysis does not see.
type Step struct {
	Pos  token.Pos
	At   string
	Text string // what happens there, e.g. "calls (*wal.Log).Append"
}

// An Operation is one line of the inventory: something that can wait, and
// what bounds it.
type Operation struct {
	Kind     kind.Kind
	Pos      token.Pos
	End      token.Pos
	Func     string // function that contains it, e.g. "(*Log).Append"
	What     string // the operation as source text, e.g. "w.f.Sync"
	Resource string // what is waited on, as source text, e.g. "w.f"
	Verdict  Verdict
	Declared bool          // bounded by a directive, not by code
	Accepted string        // the reason of the directive that suppresses the finding
	Duration time.Duration // when bounded by a constant, else 0
	Name     string        // the configuration that the duration comes from, as source text
	Bound    string        // what bounds it, in words, e.g. "read deadline"
	BoundPos token.Pos     // where that is set, if known
	Witness  []Step
	Node     string // the function in the call graph
	Leaf     string // of an operation of another package: where it is, as in Step.At
	Mutex    string // of a lock: its type and field
	Held     []Held // locks that are held meanwhile
	Reasons  []Step // why the verdict is what it is
}

// A Held is a lock that is held while an operation waits.
type Held struct {
	Mutex string // type and field, "" for one that came as an argument
	Text  string // the mutex as source text
	Pos   token.Pos
}

// The ways in which a function is entered from outside of the program's code.
const (
	EntryMain     = "main"
	EntryInit     = "init"
	EntryHandler  = "handler"  // called by a server for each request
	EntryExported = "exported" // by those who import the package
)

// WaySign is in the name of a node that is one of several ways through a main function.
const WaySign = "#"

// A Function is a node of the call graph.
type Function struct {
	Name    string
	Pos     token.Pos
	Entry   string   // one of those above, "" for none
	Accepts bool     // it accepts connections, or serves them
	Stays   bool     // it goes on until it is told to stop, besides accepting: it has an endless loop, or asks for SIGTERM or SIGHUP
	Draws   bool     // it draws on the screen of the person in front of the program
	Method  string   // of a method: matches the calls through an interface
	Calls   []string // names of functions, or keys of methods
	Starts  []string // the same, as goroutines
	Offers  []string // the same, as commands for a person to type
}

// A Timeout is a duration that is given to something that ends a wait.
type Timeout struct {
	Pos      token.Pos
	Func     string
	What     string        // what it is given to, e.g. "context.WithTimeout"
	Duration time.Duration // when constant
	Zero     bool          // constant, and no time at all
	Name     string        // the configuration that it comes from
}

// A Finding is one diagnostic.
type Finding struct {
	Kind    kind.Kind
	Pos     token.Pos
	End     token.Pos
	Verdict Verdict
	Message string
	Witness []Step
	Sites   []Site // what a repair has to change; none if it is not known
	Causes  []Site // of a lock: all that its holders wait for, if that is operations on files of this package
	Kept    []Site // of a lock: the returns that keep it; On is the function that gives it back
	Node    string // the function in the call graph

	Attended bool // a person who waits for the program could interrupt it
}

// A Site is an operation that a finding is about, for its repair.
type Site struct {
	Pos, End token.Pos
	Kind     kind.Kind
	On       string // the resource as source text
	Through  bool   // a function that is called here performs it
	Repeats  bool   // it is many operations, one after the other
	Option   string // the function of its package that makes the option which bounds it
}

// ShortAt is the file and line of a Step.At, without path and column.
func ShortAt(at string) string {
	at = at[strings.LastIndexByte(at, '/')+1:]
	if i := strings.LastIndexByte(at, ':'); i > 0 {
		at = at[:i]
	}
	return at
}
