package wal

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/timeoutlint/timeoutlint/bounded"
)

// A segment is the file at the end of the log. Single records go straight to
// the file and batches through the buffer, which is empty between batches.
type segment struct {
	f    *os.File
	w    *bufio.Writer
	size int64
}

func segmentName(first uint64) string {
	return fmt.Sprintf("%016x.wal", first)
}

// createSegment starts the segment whose first record will be first. A file of
// that name can only hold a record that was never acknowledged.
func createSegment(dir string, first uint64) (*segment, error) {
	f, err := func() (*os.File, error) {
		name, flag, perm := filepath.Join(dir, segmentName(first)), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, os.FileMode(0o644)
		var v *os.File
		if err := bounded.Do(context.Background(), "open "+name, func() (err error) {
			v, err = os.OpenFile(name, flag, perm)
			return err
		}); err != nil {
			return nil, err
		}
		return v, nil
	}()
	if err != nil {
		return nil, err
	}
	if err := syncDir(dir); err != nil {
		f.Close()
		return nil, err
	}
	return &segment{f: f, w: bufio.NewWriterSize(bounded.File(f), 64<<10)}, nil
}

// append makes one record durable.
func (s *segment) append(record []byte) error {
	n, err := bounded.Write(context.Background(), s.f, record)
	s.size += int64(n)
	if err != nil {
		return err
	}
	return bounded.Sync(context.Background(), s.f)
}

// appendBatch makes a batch of records durable with a single sync.
func (s *segment) appendBatch(records [][]byte) error {
	for _, r := range records {
		n, err := s.w.Write(r)
		s.size += int64(n)
		if err != nil {
			return err
		}
	}
	if err := s.w.Flush(); err != nil {
		return err
	}
	return bounded.Sync(context.Background(), s.f)
}

// syncDir makes the name of a new file durable.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return bounded.Sync(context.Background(), d)
}
