// Package knowledge is data: which functions of the standard library and of
// a few well-known modules can wait, what bounds them, and what passes a
// resource on. The engine (package flow) interprets it; adding a row never
// needs code. There is one file per area; see CONTRIBUTING.md.
//
// A row wins over whatever the engine would infer from the function's body.
package knowledge

import (
	"go/types"

	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// A Func names a function or method the way go doc does.
type Func struct {
	Pkg  string // import path
	Recv string // receiver's type name without pointer, "" for a function
	Name string
}

// FuncOf returns the name of fn in the tables. A method belongs to the type
// that declares it: (*net.TCPConn).Read is net.conn.Read, and Read of an
// io.ReadWriter is io.Reader.Read.
func FuncOf(fn *types.Func) Func {
	fn = fn.Origin()
	name := Func{Name: fn.Name()}
	if fn.Pkg() != nil {
		name.Pkg = fn.Pkg().Path()
	}
	if recv := fn.Signature().Recv(); recv != nil {
		if named := namedOf(recv.Type()); named != nil {
			name.Recv = named.Obj().Name()
		}
	}
	return name
}

// String returns the name as in a row: net.Dialer.DialContext.
func (f Func) String() string {
	if f.Recv == "" {
		return f.Pkg + "." + f.Name
	}
	return f.Pkg + "." + f.Recv + "." + f.Name
}

// An Arg chooses an operand of a call. The zero value chooses none. A variadic
// parameter is one operand, the slice of all its values.
type Arg uint8

// The operands.
const (
	None Arg = iota // no operand
	Recv            // the receiver
	Arg0            // the first argument
	Arg1
	Arg2
	Arg3
	Arg4
	Arg5
)

// A Dir is the direction of data on a stream.
type Dir uint8

// The directions.
const (
	Read Dir = 1 << iota
	Write
	Both = Read | Write
)

// An Op row: a call of Func can wait.
//
// When Kind is empty the row is a stream operation: it reads from or writes
// to whatever On turns out to be (a connection, a file, a buffer in memory),
// and the engine derives the kind from that and Dir.
type Op struct {
	Func
	Kind kind.Kind
	On   Arg // the resource that is waited on
	Dir  Dir // for streams and connections: which deadline bounds it

	Ctx     Arg    // the context that bounds it, or what carries one (Recv of an exec.Cmd); None if it takes none
	Timeout Arg    // the time.Duration or time.Time that bounds it (zero: forever); None if it takes none
	If      Arg    // the bool without which it does not wait; None if it always does
	Field   string // field of On that bounds it when not zero; several with commas: "Timeout,Deadline"
	Option  string // function of the package whose result bounds it, among the last arguments; several with commas

	// UnderLock marks operations that are worth a word only while a lock is
	// held, like os.Rename.
	UnderLock bool
	// Bounded marks operations that look like waits but end by themselves
	// (net.DialTimeout). The inventory lists them.
	Bounded bool

	// Takes marks functions that lock the mutex On, or return an error; Reader
	// those of them that lock it for reading.
	Takes, Reader bool
	// Drains marks stream operations that go on until the stream ends: a
	// deadline before the call would limit all of them together.
	Drains bool
	// Packets marks reads of the next packet, whoever sent it: in a loop they
	// serve until the connection is closed, as Accept does.
	Packets bool

	Instead Func // what to call instead; zero if there is no such function
}

// A Wrap row: the result of Func passes reads and/or writes on to argument On.
// One row per argument that is wrapped.
type Wrap struct {
	Func
	On   Arg
	Dir  Dir
	Into Arg // what wraps On from here on: the result (None), or Recv for a Reset
}

// A Context row: what the context among the results of Func is bounded by. A
// result that carries the context it was made with counts as one: a request,
// a command, a stream.
type Context struct {
	Func
	Parent  Arg  // the context (or carrier) that it descends from; None for a root
	Timeout Arg  // time.Duration or time.Time that bounds it; None if it adds no bound
	Cancel  bool // ended by a cancel, a signal or a peer that goes away
}

// How says when a function value handed to a Run row is called.
type How uint8

// The ways.
const (
	Calls     How = iota // before the call returns, in the same goroutine
	Goes                 // in another goroutine, at once
	AfterTime            // in another goroutine, after Timeout
	AfterCtx             // in another goroutine, once Ctx is done
	Bounds               // and the call returns after Timeout or with Ctx at the latest
	Returned             // when, and where, the function that the call returns is called
)

// A Run row: Func calls its argument Fn.
type Run struct {
	Func
	Fn      Arg
	How     How
	Timeout Arg
	Ctx     Arg
	Bounded bool // Bounds with a timeout of its own
}

// A Literal row: a value of the struct type waits without bound unless one of
// the fields AnyOf is set to something that is not zero.
type Literal struct {
	Pkg, Type string
	Kind      kind.Kind
	AnyOf     []string
	Instead   string // the field to set, for the message
	Part      Part
}

// A Part is a field of a Literal whose value may bound the wait in its stead:
// the Transport of an http.Client, when its ResponseHeaderTimeout is set.
type Part struct {
	Field     string
	Pkg, Type string // the struct that Field usually holds
	AnyOf     []string
}
