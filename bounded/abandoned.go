package bounded

import (
	"sync"
	"time"
)

// An abandoned operation is one that goes on without its caller. Its end is reported
// after its timeout, whichever of the two reports is ready first.
type abandoned struct {
	operation

	mu       sync.Mutex
	told     bool // the timeout has been reported
	logged   bool // and logged
	returned bool // the operation has; took and err are set
	took     time.Duration
	err      error
}

// abandon counts o as stuck.
func abandon(o operation) *abandoned {
	counters.stuck.Add(1)
	return &abandoned{operation: o}
}

// reported says that the timeout of a has been reported, and whether it was logged.
func (a *abandoned) reported(logged bool) {
	if a == nil {
		return // there is nothing that goes on
	}
	a.mu.Lock()
	a.told, a.logged = true, logged
	both := a.returned
	a.mu.Unlock()
	if both {
		a.reportEnd()
	}
}

// end says that a has returned after all.
func (a *abandoned) end(took time.Duration, err error) {
	counters.late.Add(1)
	counters.stuck.Add(-1)
	a.mu.Lock()
	a.returned, a.took, a.err = true, took, err
	both := a.told
	a.mu.Unlock()
	if both {
		go a.reportEnd() // the goroutine that was stuck has other things to do
	}
}

// reportEnd logs the end if the timeout was logged, so that the lines come in pairs.
func (a *abandoned) reportEnd() {
	Event{Class: a.class, Op: a.op, Resource: a.resource, Late: true, Waited: a.took, Err: a.err}.send()
	if a.logged {
		a.logEnd(a.took, a.err)
	}
}
