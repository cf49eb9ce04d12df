package bounded

import "time"

// A Class groups the operations that share a default bound and a counter.
type Class int

// The classes. Reading or writing a client means any peer of a connection.
const (
	ClassDiskWrite Class = iota
	ClassDiskSync
	ClassLock
	ClassWait // waiting for another goroutine: a proposal, a result
	ClassClientRead
	ClassClientWrite
	ClassDial
	numClasses int = iota
)

// classes has what is known of each class: the name in logs and metrics, the part of
// the name in environment variables, and the bound that holds until one is configured.
var classes = [numClasses]struct {
	name, env string
	bound     time.Duration
}{
	ClassDiskWrite:   {"disk-write", "DISK_WRITE", 30 * time.Second},
	ClassDiskSync:    {"disk-sync", "DISK_SYNC", 60 * time.Second},
	ClassLock:        {"lock", "LOCK", 5 * time.Second},
	ClassWait:        {"wait", "WAIT", 10 * time.Second},
	ClassClientRead:  {"client-read", "CLIENT_READ", 30 * time.Second},
	ClassClientWrite: {"client-write", "CLIENT_WRITE", 30 * time.Second},
	ClassDial:        {"dial", "DIAL", 5 * time.Second},
}

// String returns the name of the class in logs and metrics, such as "disk-write".
func (c Class) String() string {
	if c < 0 || int(c) >= numClasses {
		return "unknown"
	}
	return classes[c].name
}
