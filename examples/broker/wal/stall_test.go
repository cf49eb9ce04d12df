//go:build unix

package wal

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// TestStall lets the disk stall while the log starts a segment: the file is a
// named pipe, whose open waits for a reader. The append that needs it hangs with
// the log's lock held, and whoever uses the log hangs with it.
func TestStall(t *testing.T) {
	dir := t.TempDir()
	l, err := Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	pipe := filepath.Join(dir, segmentName(fill(t, l)+1))
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	done := make(chan string, 3)
	go func() { _, err := l.Append(make([]byte, 256)); done <- fmt.Sprint("append: ", err) }()
	time.Sleep(100 * time.Millisecond) // for it to get the lock
	go func() { _, err := l.Append([]byte("next")); done <- fmt.Sprint("append: ", err) }()
	go func() { done <- fmt.Sprint("close: ", l.Close()) }()
	select {
	case s := <-done:
		t.Fatalf("%s; the disk stalls, and nothing here ends that", s)
	case <-time.After(time.Second):
	}

	reader, err := os.OpenFile(pipe, os.O_RDONLY|syscall.O_NONBLOCK, 0) // the disk comes back
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	for range 3 {
		select {
		case s := <-done:
			t.Log(s)
		case <-time.After(10 * time.Second):
			t.Fatal("the disk is back, and the log still hangs")
		}
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
