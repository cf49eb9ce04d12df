package wal

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
)

// replayDir hands the records of all segments to fn, in order, and returns the
// index that follows the last.
func replayDir(dir string, fn func(index uint64, body []byte) error) (uint64, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.wal"))
	if err != nil {
		return 0, err
	}
	slices.Sort(names)
	next := uint64(1)
	for _, name := range names {
		// A segment is named after its first record, so a record that got
		// lost inside of the log shows here.
		if filepath.Base(name) != segmentName(next) {
			return 0, fmt.Errorf("%s does not follow record %d", name, next-1)
		}
		if next, err = replaySegment(name, next, fn); err != nil {
			return 0, fmt.Errorf("%s: %w", name, err)
		}
	}
	return next, nil
}

func replaySegment(name string, next uint64, fn func(index uint64, body []byte) error) (uint64, error) {
	f, err := os.Open(name)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	r := bufio.NewReader(f)
	for {
		index, body, err := decodeRecord(r)
		if errors.Is(err, io.EOF) || errors.Is(err, errTorn) {
			return next, nil
		}
		if err != nil {
			return 0, err
		}
		if index != next {
			return 0, fmt.Errorf("record %d where %d was expected", index, next)
		}
		if err := fn(index, body); err != nil {
			return 0, fmt.Errorf("record %d: %w", index, err)
		}
		next++
	}
}
