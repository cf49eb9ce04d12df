// Package wal is the broker's write-ahead log: numbered records in segment
// files. What an append returns for is on disk.
package wal

import (
	"errors"
	"fmt"
	"os"
	"sync"
)

// segmentSize is the size at which the log goes on in a new file.
const segmentSize = 64 << 20

// ErrClosed is returned by a log that was closed.
var ErrClosed = errors.New("log is closed")

// A Log is an open log. Its methods may be called concurrently.
type Log struct {
	dir string

	mu   sync.Mutex // guards what follows, and the order of records on disk
	seg  *segment
	next uint64
	// err is the first failure. After a failed sync nobody knows what is on
	// disk, so nothing is written behind it.
	err error
}

// Open opens the log in dir, creating it if need be, and hands every record
// that it holds to replay. Indexes start at 1.
func Open(dir string, replay func(index uint64, body []byte) error) (*Log, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	next, err := replayDir(dir, replay)
	if err != nil {
		return nil, fmt.Errorf("replay %s: %w", dir, err)
	}
	// A torn record may be at the end of the last segment; writing behind it
	// would hide what follows, so every run starts a segment of its own.
	seg, err := createSegment(dir, next)
	if err != nil {
		return nil, err
	}
	return &Log{dir: dir, seg: seg, next: next}, nil
}

// Append writes one record and returns its index once it is on disk.
func (l *Log) Append(body []byte) (uint64, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err != nil {
		return 0, l.err
	}
	index := l.next
	if err := l.seg.append(encodeRecord(index, body)); err != nil {
		return 0, l.fail(err)
	}
	l.advance(1)
	return index, nil
}

// AppendBatch writes several records with one sync and returns the index of
// the first.
func (l *Log) AppendBatch(bodies [][]byte) (uint64, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err != nil {
		return 0, l.err
	}
	first := l.next
	records := make([][]byte, len(bodies))
	for i, body := range bodies {
		records[i] = encodeRecord(first+uint64(i), body)
	}
	if err := l.seg.appendBatch(records); err != nil {
		return 0, l.fail(err)
	}
	l.advance(len(bodies))
	return first, nil
}

// Close closes the log. All that was acknowledged is on disk already.
func (l *Log) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if errors.Is(l.err, ErrClosed) {
		return nil
	}
	l.err = ErrClosed
	return l.seg.f.Close()
}

// advance accounts for n written records and starts a new segment when the
// current one is full. The records are durable, so a failure to rotate is only
// remembered: it is the next append's.
func (l *Log) advance(n int) {
	l.next += uint64(n)
	if l.seg.size < segmentSize {
		return
	}
	seg, err := createSegment(l.dir, l.next)
	if err != nil {
		l.fail(err)
		return
	}
	l.seg.f.Close()
	l.seg = seg
}

// fail remembers the first failure and returns it.
func (l *Log) fail(err error) error {
	l.err = fmt.Errorf("log failed earlier: %w", err)
	return err
}
