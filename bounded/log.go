package bounded

import (
	"context"
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
func (o operation) logTimeout(e *TimeoutError) {
	l := &limits[o.class]
	o.warn("bounded: timed out", slog.Duration("waited", e.Waited), slog.Bool("not_begun", e.NotBegun),
		slog.Uint64("suppressed", l.takeSuppressed()))
	l.end()
}

func (o operation) logEnd(took time.Duration, err error) {
	o.warn("bounded: returned late", slog.Duration("took", took), slog.Any("err", err))
}

func (o operation) warn(msg string, more ...slog.Attr) {
	l := logger.Load()
	if l == nil {
		l = slog.Default()
	}
	attrs := []slog.Attr{slog.String("class", o.class.String()), slog.String("op", o.op)}
	if o.resource != "" {
		attrs = append(attrs, slog.String("resource", o.resource))
	}
	l.LogAttrs(context.Background(), slog.LevelWarn, msg, append(attrs, more...)...)
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

// begin reports whether a line may be written now. Then end has to follow.
func (l *limit) begin() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	t := now()
	// A next that is further away comes from another clock: that of a synctest bubble.
	if wait := l.next - t; l.writing || wait > 0 && wait <= logEvery {
		l.suppressed++
		return false
	}
	l.writing = true
	l.next = t + logEvery
	return true
}

func (l *limit) takeSuppressed() uint64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := l.suppressed
	l.suppressed = 0
	return n
}

func (l *limit) end() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.writing = false
}
