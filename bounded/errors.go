package bounded

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"
)

// ErrStuck matches the error of an operation that was refused because an earlier one on
// the same file has not returned. The error itself is a [*StuckError].
var ErrStuck = errors.New("file is stuck")

// A TimeoutError says that an operation was given up because it took too long.
//
// It matches [os.ErrDeadlineExceeded], and [context.DeadlineExceeded] as well when it
// was the deadline of the context that ended the wait; when a configured bound did, the
// context is still good, and the error does not match. It is a [net.Error].
type TimeoutError struct {
	Class    Class
	Op       string        // the operation, such as "write"; for Do, the name it was given
	Resource string        // what was waited on: a file, an address, a lock
	Waited   time.Duration // since the call

	// NotBegun says that the operation was still waiting for its turn, behind others on
	// the same file, and will not run. When it is false, the operation may have had an
	// effect, or may have one yet.
	NotBegun bool

	// Err is what ended the wait: the cause of the context, the error of the network,
	// or nil for a configured bound.
	Err error

	byContext bool
}

// Error says what was waited for, and how long.
func (e *TimeoutError) Error() string {
	turn := ""
	if e.NotBegun {
		turn = " before it began"
	}
	return fmt.Sprintf("bounded: %s: timed out after %v%s", what(e.Op, e.Resource), round(e.Waited), turn)
}

// Is reports whether e matches target, besides the errors that it wraps.
func (e *TimeoutError) Is(target error) bool {
	return target == os.ErrDeadlineExceeded || e.byContext && target == context.DeadlineExceeded
}

// Unwrap returns what ended the wait, or nil.
func (e *TimeoutError) Unwrap() error { return e.Err }

// Timeout returns true.
func (e *TimeoutError) Timeout() bool { return true }

// Temporary returns true, as it does for [os.ErrDeadlineExceeded]. Without it
// [crypto/tls] would not let a connection be used after a timeout.
func (e *TimeoutError) Temporary() bool { return true }

// A StuckError says that an operation was not begun because an earlier one on the same
// file has not returned. It matches [ErrStuck].
type StuckError struct {
	Op       string // the operation that was refused
	Resource string // the file
	StuckOp  string // the operation that has not returned
	Since    time.Time
}

// Error names both operations.
func (e *StuckError) Error() string {
	return fmt.Sprintf("bounded: %s: file is stuck: a %s has not returned since %s",
		what(e.Op, e.Resource), e.StuckOp, e.Since.Format(time.RFC3339))
}

// Is reports whether target is [ErrStuck].
func (e *StuckError) Is(target error) bool { return target == ErrStuck }

// A LateError is the error of an earlier operation that returned only after its caller
// had been told of a timeout or had left. The next operation on the file returns it,
// once, and is itself not begun: nobody may take a sync for a success when the one
// before it has failed.
type LateError struct {
	Op       string // the operation that failed
	Resource string
	Took     time.Duration
	Err      error // what it returned, or [io.ErrShortWrite]
}

// Error says which operation failed.
func (e *LateError) Error() string {
	return fmt.Sprintf("bounded: %s failed late, after %v: %v", what(e.Op, e.Resource), round(e.Took), e.Err)
}

// Unwrap returns the error of the operation.
func (e *LateError) Unwrap() error { return e.Err }

// canceled is the error of a wait that ended because ctx, which has no deadline to
// blame, was done. It matches ctx.Err and the cause.
func canceled(ctx context.Context, op, resource string) error {
	err, cause := ctx.Err(), context.Cause(ctx)
	if cause == nil || errors.Is(err, cause) {
		return fmt.Errorf("bounded: %s: %w", what(op, resource), err)
	}
	return fmt.Errorf("bounded: %s: %w: %w", what(op, resource), err, cause)
}

func what(op, resource string) string {
	if resource == "" {
		return op
	}
	return op + " " + resource
}

// round drops the digits that are of no use to a reader.
func round(d time.Duration) time.Duration {
	if d < time.Millisecond {
		return d
	}
	return d.Round(time.Millisecond)
}
