// Package bounded has the waits of the standard library that take no timeout, with one:
// writing and syncing files, taking locks, reading from and writing to connections,
// dialling, and waiting for another goroutine.
//
//	if err := bounded.Lock(ctx, &n.mu); err != nil {
//		return err
//	}
//	defer n.mu.Unlock()
//	if _, err := bounded.Write(ctx, n.log, record); err != nil {
//		return err
//	}
//	return bounded.Sync(ctx, n.log)
//
// # Bounds
//
// Each operation belongs to a [Class]. It waits until the deadline of its context; when
// the context has none, as [context.Background], as long as the class allows. The classes
// have defaults, which [SetDefaults] changes and [ConfigFromEnv] reads from the
// environment. There is no way to wait for ever.
//
// # Errors
//
// An operation that took too long returns a [*TimeoutError], which matches
// [os.ErrDeadlineExceeded], and [context.DeadlineExceeded] if the context's deadline was
// the reason. An operation whose context was cancelled returns an error that matches
// [context.Canceled], and is not counted as a timeout.
//
// # Files
//
// A write to a disk that hangs cannot be ended; it can only be left alone. So another
// goroutine does what is asked, one operation of a file after the other, in the order of
// the calls, and ends when nothing is left to do. All functions of this package that get
// the same file share it.
//
// The data of a write is copied, so that the caller may use its slice again after every
// return. Each call becomes one call of the file's method; none is split, repeated, or
// done out of order.
//
// When an operation takes too long, its caller gets a [*TimeoutError], and the file is
// stuck until the operation returns. As long as it is, every other operation on it fails
// at once, with a [*StuckError], and has no effect: callers do not pile up, and a hung
// disk costs one goroutine. Operations that are waiting for their turn fail likewise. An
// operation whose own time is up while it waits never begins; its TimeoutError says so.
//
// A cancel is not a timeout: the operation goes on, but the file does not become stuck
// until the bound of its class has passed since it began. Others wait until then.
//
// What becomes of the operation that was given up is open until it returns. Its caller
// was told 0 bytes, but some or all of them may have been written, or may be yet. When
// it returns
//
//   - with success, the file can be used again. The data is in the file, before what is
//     written from then on.
//   - with an error, or without having written everything, the next operation on the file
//     returns that as a [*LateError], once, and is itself not begun. This matters most
//     for syncs: the kernel reports the failure of one only once. A late error that
//     nobody has asked for within an hour is dropped.
//
// So after a timeout a program does not know where a file that it appends to ends, and
// should find out before it writes the same data again: usually by opening the file
// anew once it is no longer stuck, as after a crash.
//
// # Locks
//
// [Lock] takes a lock that is free at the cost of a plain Lock. Otherwise its caller
// joins a queue, and one goroutine per lock waits on behalf of all in the queue. When
// they have all given up it stays until it gets the lock, and unlocks it.
//
// # Metrics and logs
//
// Timeouts are counted by class ([Stats], [PublishExpvar]), logged through [log/slog] at
// the level WARN, and told to the function of [SetHook], with which a metrics system is
// attached. Importing the package does none of this, and starts no goroutine.
package bounded
