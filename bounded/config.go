package bounded

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"
)

// Config has the bound of each class of operations. It holds for the operations whose
// context has no deadline.
//
// Zero takes the built-in default: a field that nobody thought of must not become a
// wait without end, so there is no value for "no bound". A negative bound is an error.
type Config struct {
	DiskWrite   time.Duration // Write, WriteAt and WriteString; 30s
	DiskSync    time.Duration // Sync and Close; 60s
	Lock        time.Duration // Lock and RLock; 5s
	Wait        time.Duration // Do, Receive; 10s
	ClientRead  time.Duration // Read of a Conn; 30s
	ClientWrite time.Duration // Write of a Conn; 30s
	Dial        time.Duration // Dial; 5s
}

// bounds are the bounds in force. Nil means the built-in ones.
var bounds atomic.Pointer[[numClasses]time.Duration]

// DefaultConfig returns the built-in bounds.
func DefaultConfig() Config {
	var c Config
	for class, d := range c.fields() {
		*d = classes[class].bound
	}
	return c
}

// SetDefaults makes c the bounds of operations that begin from now on. When c is not
// valid, nothing changes.
func SetDefaults(c Config) error {
	var set [numClasses]time.Duration
	for class, d := range c.fields() {
		switch {
		case *d < 0:
			return fmt.Errorf("bounded: the bound of %s is negative: %v", Class(class), *d)
		case *d == 0:
			set[class] = classes[class].bound
		default:
			set[class] = *d
		}
	}
	bounds.Store(&set)
	return nil
}

// Defaults returns the bounds in force, with every field set.
func Defaults() Config {
	var c Config
	for class, d := range c.fields() {
		*d = Class(class).bound()
	}
	return c
}

// fields returns the fields in the order of the classes.
func (c *Config) fields() [numClasses]*time.Duration {
	return [numClasses]*time.Duration{
		ClassDiskWrite:   &c.DiskWrite,
		ClassDiskSync:    &c.DiskSync,
		ClassLock:        &c.Lock,
		ClassWait:        &c.Wait,
		ClassClientRead:  &c.ClientRead,
		ClassClientWrite: &c.ClientWrite,
		ClassDial:        &c.Dial,
	}
}

// bound returns the bound in force for c.
func (c Class) bound() time.Duration {
	if set := bounds.Load(); set != nil {
		return set[c]
	}
	return classes[c].bound
}

// timer returns a channel that receives when an operation of class c, which begins now,
// has waited too long, and a function that releases it. The channel is nil when ctx has
// a deadline of its own: then that is the bound, and ctx.Done tells.
func (c Class) timer(ctx context.Context) (expired <-chan time.Time, stop func() bool) {
	if _, ok := ctx.Deadline(); ok {
		return nil, func() bool { return false }
	}
	t := time.NewTimer(c.bound())
	return t.C, t.Stop
}
