package bounded

import (
	"expvar"
	"sync/atomic"
)

// A Snapshot has the counters at one moment.
type Snapshot struct {
	// Timeouts since the start of the program, by class.
	DiskWrite   uint64 `json:"disk_write"`
	DiskSync    uint64 `json:"disk_sync"`
	Lock        uint64 `json:"lock"`
	Wait        uint64 `json:"wait"`
	ClientRead  uint64 `json:"client_read"`
	ClientWrite uint64 `json:"client_write"`
	Dial        uint64 `json:"dial"`

	// Late counts the operations that returned after their caller had left.
	Late uint64 `json:"late"`

	// Stuck is the number of operations whose caller has left, because of a timeout or
	// a cancel, and that have not returned yet. A lock counts once, however many have
	// given up waiting for it.
	Stuck int64 `json:"stuck"`
}

// counters are what a Snapshot is taken of.
var counters struct {
	timeouts [numClasses]atomic.Uint64
	late     atomic.Uint64
	stuck    atomic.Int64
}

// Stats returns the counters.
func Stats() Snapshot {
	n := func(c Class) uint64 { return counters.timeouts[c].Load() }
	return Snapshot{
		DiskWrite:   n(ClassDiskWrite),
		DiskSync:    n(ClassDiskSync),
		Lock:        n(ClassLock),
		Wait:        n(ClassWait),
		ClientRead:  n(ClassClientRead),
		ClientWrite: n(ClassClientWrite),
		Dial:        n(ClassDial),
		Late:        counters.late.Load(),
		Stuck:       counters.stuck.Load(),
	}
}

// PublishExpvar publishes the counters as the [expvar] variable of this name. Like
// [expvar.Publish] it must not be called twice with one name.
func PublishExpvar(name string) {
	expvar.Publish(name, expvar.Func(func() any { return Stats() }))
}
