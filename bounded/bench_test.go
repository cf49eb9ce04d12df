package bounded_test

import (
	"context"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/timeoutlint/timeoutlint/bounded"
)

func BenchmarkLock(b *testing.B) {
	b.Run("sync.Mutex", func(b *testing.B) {
		var mu sync.Mutex
		b.ReportAllocs()
		for b.Loop() {
			mu.Lock()
			mu.Unlock() //nolint:staticcheck // the pair is what is measured
		}
	})
	b.Run("bounded", func(b *testing.B) {
		ctx := context.Background()
		var mu sync.Mutex
		b.ReportAllocs()
		for b.Loop() {
			if bounded.Lock(ctx, &mu) != nil {
				b.Fatal("not locked")
			}
			mu.Unlock()
		}
	})
}

// fileSize is where the benchmarks of files begin again, so that they do not fill the
// disk.
const fileSize = 16 << 20

// BenchmarkWrite writes blocks of 4 KiB: over an existing file in the page cache, the
// fastest that a file can be; appending to one, as a log does; and with O_SYNC, where a
// write waits for the disk. What bounds a write cannot cost less than handoff.
//
// The ways to write take turns on one file, and of each the lower decile counts, so that
// what else the machine does weighs little.
func BenchmarkWrite(b *testing.B) {
	for _, mode := range []writeMode{
		{name: "overwrite", batch: 100},
		{name: "append", batch: 100, grow: true},
		{name: "sync", batch: 1, flags: os.O_SYNC},
	} {
		b.Run(mode.name, func(b *testing.B) {
			f := mode.open(b)
			ways := []*way{{name: "plain", write: f.Write}, {name: "handoff", write: handoff(b, f)}, {name: "bounded", write: bounded.File(f).Write}}
			written := 0
			for b.Loop() {
				for _, w := range ways {
					written += w.turn(b, mode.batch)
					if written+mode.batch*blockSize > fileSize {
						rewind(b, f, mode.grow)
						written = 0
					}
				}
			}
			for _, w := range ways {
				b.ReportMetric(w.decile(), w.name+"-ns")
			}
			b.ReportMetric(ways[2].decile()/ways[0].decile(), "bounded/plain")
			b.ReportMetric(0, "ns/op") // of all of them together
		})
	}
}

const blockSize = 4096

type writeMode struct {
	name  string
	batch int // writes in a turn
	flags int
	grow  bool
}

func (m writeMode) open(b *testing.B) *os.File {
	b.Helper()
	f, err := os.OpenFile(b.TempDir()+"/file", os.O_CREATE|os.O_WRONLY|m.flags, 0o600)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { f.Close() })
	if !m.grow {
		if _, err := f.Write(make([]byte, fileSize)); err != nil {
			b.Fatal(err)
		}
		rewind(b, f, false)
	}
	return f
}

// A way to write is measured in turns with others.
type way struct {
	name  string
	write func(p []byte) (int, error)
	turns []float64 // nanoseconds for a write
}

func (w *way) turn(b *testing.B, batch int) (written int) {
	b.Helper()
	p := make([]byte, blockSize)
	start := time.Now()
	for range batch {
		n, err := w.write(p)
		if err != nil {
			b.Fatal(err)
		}
		written += n
	}
	w.turns = append(w.turns, float64(time.Since(start))/float64(batch))
	return written
}

func (w *way) decile() float64 {
	slices.Sort(w.turns)
	return w.turns[len(w.turns)/10]
}

// handoff is the least that lets a caller leave a write that is stuck: a copy of the
// data, and another goroutine that writes it, without a timer, a queue or errors that tell.
func handoff(b *testing.B, f *os.File) func(p []byte) (int, error) {
	b.Helper()
	var buf []byte
	begin, done := make(chan struct{}), make(chan error)
	b.Cleanup(func() { close(begin) })
	go func() {
		for range begin {
			_, err := f.Write(buf)
			done <- err
		}
	}()
	return func(p []byte) (int, error) {
		buf = append(buf[:0], p...)
		begin <- struct{}{}
		return len(p), <-done
	}
}

func rewind(b *testing.B, f *os.File, truncate bool) {
	b.Helper()
	if truncate {
		if err := f.Truncate(0); err != nil {
			b.Fatal(err)
		}
	}
	if _, err := f.Seek(0, 0); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkSync is on files without anything to sync, so what it costs is the call.
func BenchmarkSync(b *testing.B) {
	f := newFile(b)
	b.Run("os.File", func(b *testing.B) {
		for b.Loop() {
			_ = f.Sync()
		}
	})
	h := bounded.File(f)
	b.Run("bounded.File", func(b *testing.B) {
		for b.Loop() {
			_ = h.Sync()
		}
	})
}

func newFile(tb testing.TB) *os.File {
	tb.Helper()
	f, err := os.Create(tb.TempDir() + "/file")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { f.Close() })
	return f
}
