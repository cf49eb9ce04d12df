package bounded_test

import (
	"context"
	"os"
	"sync"
	"testing"

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
func BenchmarkWrite(b *testing.B) {
	for _, mode := range []writeMode{{name: "overwrite"}, {name: "append", grow: true}, {name: "sync", flags: os.O_SYNC}} {
		b.Run(mode.name+"/os.File", func(b *testing.B) {
			f := mode.open(b)
			benchmarkWrite(b, f, mode.grow, func(p []byte) error { _, err := f.Write(p); return err })
		})
		b.Run(mode.name+"/handoff", func(b *testing.B) {
			f := mode.open(b)
			benchmarkWrite(b, f, mode.grow, handoff(b, f))
		})
		b.Run(mode.name+"/bounded.File", func(b *testing.B) {
			f := mode.open(b)
			h := bounded.File(f)
			benchmarkWrite(b, f, mode.grow, func(p []byte) error { _, err := h.Write(p); return err })
		})
		b.Run(mode.name+"/bounded.Write", func(b *testing.B) {
			f := mode.open(b)
			ctx := context.Background()
			benchmarkWrite(b, f, mode.grow, func(p []byte) error { _, err := bounded.Write(ctx, f, p); return err })
		})
	}
}

type writeMode struct {
	name  string
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
	return f
}

// handoff is the least that lets a caller leave a write that is stuck: a copy of the
// data, and another goroutine that writes it, without a timer, a queue or errors that tell.
func handoff(b *testing.B, f *os.File) func(p []byte) error {
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
	return func(p []byte) error {
		buf = append(buf[:0], p...)
		begin <- struct{}{}
		return <-done
	}
}

func benchmarkWrite(b *testing.B, f *os.File, grow bool, write func(p []byte) error) {
	b.Helper()
	if !grow {
		if err := f.Truncate(fileSize); err != nil {
			b.Fatal(err)
		}
	}
	p := make([]byte, 4096)
	b.SetBytes(int64(len(p)))
	b.ReportAllocs()
	written := 0
	for b.Loop() {
		if written == fileSize {
			b.StopTimer()
			rewind(b, f, grow)
			written = 0
			b.StartTimer()
		}
		if err := write(p); err != nil {
			b.Fatal(err)
		}
		written += len(p)
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
