// Package disk has writes and syncs without a timeout.
package disk

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
)

type log struct {
	f *os.File
	w *bufio.Writer
}

func open(name string) (*log, error) {
	f, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	return &log{f: f, w: bufio.NewWriter(f)}, nil
}

// direct: the data is the caller's, so it is copied.
func (l *log) direct(p []byte) (int, error) {
	n, err := l.f.Write(p)
	if err != nil {
		return n, err
	}
	return n, l.f.Sync()
}

// fresh: nobody else has the bytes.
func (l *log) fresh(s string) error {
	if _, err := l.f.Write([]byte(s)); err != nil {
		return err
	}
	_, err := l.f.WriteString(s)
	return err
}

// at has a context in scope.
func (l *log) at(ctx context.Context, p []byte) error {
	_, err := l.f.WriteAt(p, 512)
	return err
}

// printed is formatted before the write begins.
func (l *log) printed(n int) error {
	_, err := fmt.Fprintf(l.f, "%d\n", n)
	return err
}

// ignored and deferred operations are bounded, too.
func (l *log) ignored() {
	defer l.f.Sync()
	l.f.Truncate(0)
}

// whole files.
func whole(name string, p []byte) error {
	return os.WriteFile(name, p, 0o600)
}

// buffered: a buffer that a stuck write shares cannot be used any more.
func (l *log) buffered(p []byte) error {
	if _, err := l.w.Write(p); err != nil {
		return err
	}
	return l.w.Flush()
}

// encoded, and copied, the same.
func encoded(f *os.File, v any) error {
	return json.NewEncoder(f).Encode(v)
}

func copied(f *os.File, r io.Reader) error {
	_, err := io.Copy(f, r)
	return err
}
