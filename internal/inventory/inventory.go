// Package inventory is what the analyzer tells the command of a package when it
// is asked for more than findings: all operations, timeouts and the call graph.
// It travels as the message of a diagnostic, so that the go command caches it. With
// the findings goes one that has the call graph alone.
package inventory

import "encoding/json"

// The categories of the diagnostics that carry a Package: all of it, and its functions.
const (
	Category = "inventory"
	Graph    = "graph"
)

// Node begins the related message of a finding that names its function in the call
// graph, and Attended ends it: what waits there may be spared if only a person waits
// for the program.
const (
	Node     = "node: "
	Attended = " attended"
)

// A Package is what is known of one package.
type Package struct {
	Path       string      `json:"path"`
	Module     string      `json:"module,omitempty"`
	Imports    []string    `json:"-"` // of the module; with the call graph alone
	Operations []Operation `json:"ops,omitempty"`
	Timeouts   []Timeout   `json:"timeouts,omitempty"`
	Functions  []Function  `json:"funcs,omitempty"`
}

// A Position is a place in a file. File is an absolute path, or for a package
// whose files are not at hand its import path with the name of the file.
type Position struct {
	File   string `json:"f"`
	Line   int    `json:"l"`
	Column int    `json:"c,omitempty"`
}

// A Step is a position with what is to be said about it.
type Step struct {
	Position
	Text string `json:"t"`
}

// An Operation is something that can wait; see finding.Operation.
type Operation struct {
	Position
	End      Position  `json:"end"`
	Kind     string    `json:"kind"`
	Func     string    `json:"func"`
	Node     string    `json:"node"`
	What     string    `json:"what"`
	Resource string    `json:"on,omitempty"`
	Verdict  string    `json:"verdict"`
	Declared bool      `json:"declared,omitempty"`
	Accepted string    `json:"accepted,omitempty"`
	Duration int64     `json:"dur,omitempty"` // nanoseconds
	Name     string    `json:"name,omitempty"`
	Bound    string    `json:"bound,omitempty"`
	BoundAt  *Position `json:"at,omitempty"`
	Leaf     *Position `json:"leaf,omitempty"`
	Mutex    string    `json:"mutex,omitempty"`
	Held     []Held    `json:"held,omitempty"`
	Finding  string    `json:"finding,omitempty"` // the message, if it is one
	Witness  []Step    `json:"witness,omitempty"`
	Reasons  []Step    `json:"reasons,omitempty"`
}

// A Held is a lock that is held while an operation waits.
type Held struct {
	Position
	Mutex string `json:"mutex,omitempty"`
	Text  string `json:"text"`
}

// A Timeout is a duration that is given to something that ends a wait.
type Timeout struct {
	Position
	Func     string `json:"func"`
	What     string `json:"what"`
	Duration int64  `json:"dur,omitempty"`
	Zero     bool   `json:"zero,omitempty"`
	Name     string `json:"name,omitempty"`
}

// A Function is a node of the call graph; see finding.Function.
type Function struct {
	Position
	Name    string   `json:"name"`
	Entry   string   `json:"entry,omitempty"`
	Accepts bool     `json:"accepts,omitempty"`
	Stays   bool     `json:"stays,omitempty"`
	Draws   bool     `json:"draws,omitempty"`
	Method  string   `json:"method,omitempty"`
	Calls   []string `json:"calls,omitempty"`
	Starts  []string `json:"starts,omitempty"`
	Offers  []string `json:"offers,omitempty"`
}

// Encode returns the message that carries p.
func Encode(p *Package) (string, error) {
	b, err := json.Marshal(p)
	return string(b), err
}

// Decode reads such a message.
func Decode(message string) (*Package, error) {
	p := new(Package)
	return p, json.Unmarshal([]byte(message), p)
}
