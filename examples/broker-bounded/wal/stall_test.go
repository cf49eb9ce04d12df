//go:build unix

package wal

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/timeoutlint/timeoutlint/bounded"
)

// TestStall lets the disk stall while the log starts a segment, as its namesake
// in examples/broker does: the file is a named pipe, whose open waits for a
// reader. Here the log fails fast instead of hanging, and once the disk is back
// it goes on where it was.
func TestStall(t *testing.T) {
	short := bounded.Config{Wait: 100 * time.Millisecond} // the class of an open
	if err := bounded.SetDefaults(short); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := bounded.SetDefaults(bounded.DefaultConfig()); err != nil {
			t.Error(err)
		}
	})
	dir := t.TempDir()
	l, err := Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	last := fill(t, l)
	pipe := filepath.Join(dir, segmentName(last+1))
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}

	within(t, func() {
		// The record itself is on disk, in the old segment.
		if index, err := l.Append(make([]byte, 256)); index != last || err != nil {
			t.Errorf("the last append of the segment returned %d, %v", index, err)
		}
		if _, err := l.Append([]byte("next")); !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("the append after it returned %v, which is no timeout", err)
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})

	if err := os.Remove(pipe); err != nil { // the disk comes back
		t.Fatal(err)
	}
	records := uint64(0)
	l, err = Open(dir, func(uint64, []byte) error { records++; return nil })
	if err != nil || records != last {
		t.Fatalf("the log has %d records of %d after the stall, error %v", records, last, err)
	}
	if index, err := l.Append([]byte("next")); index != last+1 || err != nil {
		t.Errorf("append returned %d, %v after the stall", index, err)
	}
	if err := l.Close(); err != nil {
		t.Error(err)
	}
}

// within fails the test if f hangs.
func within(t *testing.T, f func()) {
	t.Helper()
	done := make(chan struct{})
	go func() { defer close(done); f() }()
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		t.Fatal("the log hangs")
	}
}

// fill writes a segment, but for the last record, and returns that one's index.
func fill(t *testing.T, l *Log) uint64 {
	t.Helper()
	body := make([]byte, 1<<20)
	for l.seg.size+int64(len(body)) < segmentSize {
		if _, err := l.AppendBatch([][]byte{body}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := l.AppendBatch([][]byte{body[:segmentSize-l.seg.size-128]}); err != nil {
		t.Fatal(err)
	}
	return l.next
}
