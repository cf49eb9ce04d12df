// Package diskread reads files: off by default, because they are everywhere.
package diskread

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"
	"strings"
	"time"
)

func read(f *os.File, buf []byte) error {
	_, err := f.Read(buf) // want[reads] disk-read
	return err
}

func readFile(name string) ([]byte, error) {
	return os.ReadFile(name) // want[reads] disk-read
}

func readAll(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f) // want[reads] disk-read
}

func decode(f *os.File, v any) error {
	return json.NewDecoder(bufio.NewReader(f)).Decode(v) // want[reads] disk-read
}

// copyFile is the other way around by default: only the write is a finding.
func copyFile(dst, src *os.File) error {
	_, err := io.Copy(dst, src) // want disk-write want[reads] disk-read
	return err
}

func raced(name string) ([]byte, error) {
	type result struct {
		b   []byte
		err error
	}
	done := make(chan result, 1)
	go func() {
		b, err := os.ReadFile(name)
		done <- result{b, err}
	}()
	select {
	case r := <-done:
		return r.b, r.err
	case <-time.After(time.Second):
		return nil, errors.New("timeout")
	}
}

func memory(s string, buf []byte) error {
	_, err := strings.NewReader(s).Read(buf)
	return err
}
