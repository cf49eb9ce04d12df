package bounded

import (
	"log/slog"
	"sync"
	"sync/atomic"
	"time"
)

// logEvery is how often a class may log a timeout. When a disk hangs, all who wait for
// it time out together, and a thousand lines say no more than one with a count.
const logEvery = time.Second

var logger atomic.Pointer[slog.Logger]

// SetLogger makes l the logger of timeouts. Nil, as at the start, is [slog.Default].
// Each class logs one timeout a second at most, with the number of those that were not
// logged before it, and logs each operation of these again when it returns.
func SetLogger(l *slog.Logger) { logger.Store(l) }

// logTimeout logs e. The limit of the class has allowed it.
func (o operation) logTimeout(e *TimeoutError, suppressed uint64) {
	defer limits[o.class].end()
	o.warn("bounded: timed out", "waited", e.Waited, "not_begun", e.NotBegun, "suppressed", suppressed)
}

func (o operation) logEnd(took time.Duration, err error) {
	o.warn("bounded: returned late", "took", took, "err", err)
}

func (o operation) warn(msg string, args ...any) {
	l := logger.Load()
	if l == nil {
		l = slog.Default()
	}
	l.Warn(msg, append([]any{"class", o.class.String(), "op", o.op, "resource", o.resource}, args...)...)
}

// A limit keeps the lines of a class apart, and lets one be written at a time: a logger
// that hangs must not gather goroutines.
type limit struct {
	mu         sync.Mutex
	writing    bool
	next       time.Duration
	suppressed uint64
}

var limits [numClasses]limit

// begin reports whether a line may be written now, and how many could not since the last
// one. When it may, end has to follow.
func (l *limit) begin() (ok bool, suppressed uint64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	t := now()
	// A next that is further away comes from another clock: that of a synctest bubble.
	if wait := l.next - t; l.writing || wait > 0 && wait <= logEvery {
		l.suppressed++
		return false, 0
	}
	l.writing = true
	l.next = t + logEvery
	suppressed, l.suppressed = l.suppressed, 0
	return true, suppressed
}

func (l *limit) end() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.writing = false
}
