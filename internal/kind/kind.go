// Package kind names what an operation waits for. The names are the ones
// that people read in output, flags, directives and configuration.
package kind

import "slices"

// A Kind is one word of the vocabulary of waits.
type Kind string

// The kinds of operation, in the order in which they are documented.
const (
	DiskWrite  Kind = "disk-write"
	DiskSync   Kind = "disk-sync"
	DiskRead   Kind = "disk-read"
	Lock       Kind = "lock"
	ConnRead   Kind = "conn-read"
	ConnWrite  Kind = "conn-write"
	Accept     Kind = "accept"
	Dial       Kind = "dial"
	Handshake  Kind = "handshake"
	Wait       Kind = "wait"
	HTTPClient Kind = "http-client"
	HTTPServer Kind = "http-server"
	Exec       Kind = "exec"
	SQL        Kind = "sql"
	RPC        Kind = "rpc"
	// Duration is the kind of findings about timeouts that cannot do what they
	// are for: over at once, in the wrong unit, longer than what is around them.
	Duration Kind = "duration"
	// Directive is the kind of findings about suppression comments
	// themselves: no reason given, or nothing suppressed.
	Directive Kind = "directive"
)

// All lists every kind that can be asked for: those of operations, and Duration.
var All = []Kind{
	DiskWrite, DiskSync, DiskRead, Lock, ConnRead, ConnWrite, Accept, Dial,
	Handshake, Wait, HTTPClient, HTTPServer, Exec, SQL, RPC, Duration,
}

// Default lists the kinds that are checked unless the user chooses others.
// Reads of local files are left out: they are everywhere, and a disk that
// hangs shows first in writes and syncs.
var Default = []Kind{
	DiskWrite, DiskSync, Lock, ConnRead, ConnWrite, Accept, Dial,
	Handshake, Wait, HTTPClient, HTTPServer, Exec, SQL, RPC, Duration,
}

// Valid reports whether k can be asked for.
func (k Kind) Valid() bool {
	return slices.Contains(All, k)
}

// Waits reports whether k is the kind of an operation.
func (k Kind) Waits() bool { return k.Valid() && k != Duration }

// OnDisk reports whether k is an operation on a file: closing the file does
// not end it.
func (k Kind) OnDisk() bool {
	return k == DiskWrite || k == DiskSync || k == DiskRead
}
