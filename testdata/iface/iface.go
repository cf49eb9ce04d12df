// Package iface waits behind interfaces: what is known of the value behind
// decides.
package iface

import (
	"bytes"
	"io"
	"net"
	"os"
	"sync"
	"time"
)

// write is called with a file, a connection, a bounded one, and memory.
func write(w io.Writer, b []byte) error {
	_, err := w.Write(b)
	return err
}

func writeFile(f *os.File, b []byte) error {
	return write(f, b) // want disk-write
}

func writeConn(c net.Conn, b []byte) error {
	return write(c, b) // want conn-write
}

func writeConnBounded(c net.Conn, b []byte) error {
	c.SetWriteDeadline(time.Now().Add(time.Second))
	return write(c, b)
}

func writeBuffer(buf *bytes.Buffer, b []byte) error {
	return write(buf, b)
}

func writeStdout(b []byte) error {
	return write(os.Stdout, b)
}

func writeUnknown(w io.Writer, b []byte) error {
	return write(w, b)
}

// conns is a reader that always is a connection, since its parameter says so.
func conns(c net.Conn, buf []byte) error {
	var r io.Reader = c
	_, err := io.ReadFull(r, buf) // want conn-read
	return err
}

// asserted finds the connection behind the interface.
func asserted(r io.Reader, buf []byte) error {
	if c, ok := r.(net.Conn); ok {
		c.SetReadDeadline(time.Now().Add(time.Second))
	}
	_, err := r.Read(buf)
	return err
}

func assertedBare(v any, buf []byte) error {
	c, ok := v.(net.Conn)
	if !ok {
		return os.ErrInvalid
	}
	_, err := c.Read(buf) // want conn-read
	return err
}

func switched(v any, buf []byte) error {
	switch v := v.(type) {
	case *os.File:
		_, err := v.Write(buf) // want disk-write
		return err
	case net.Conn:
		_, err := v.Write(buf) // want conn-write
		return err
	case *bytes.Buffer:
		_, err := v.Write(buf)
		return err
	}
	return os.ErrInvalid
}

// narrow is the part of a connection that the package needs, deadline included.
type narrow interface {
	io.Reader
	SetReadDeadline(time.Time) error
}

func readNarrow(c narrow, buf []byte) error {
	if err := c.SetReadDeadline(time.Now().Add(time.Second)); err != nil {
		return err
	}
	_, err := io.ReadFull(c, buf)
	return err
}

// backend has one implementation in the package.
type backend interface {
	save(rec []byte) error
	close()
}

type fileBackend struct{ f *os.File }

func (b *fileBackend) save(rec []byte) error {
	_, err := b.f.Write(rec) // want disk-write
	return err
}

func (b *fileBackend) close() { b.f.Close() }

// saver holds its mutex while the only backend that there is writes.
type saver struct {
	mu sync.Mutex
	b  backend
	n  int
}

func newSaver(f *os.File) *saver { return &saver{b: &fileBackend{f}} }

func (s *saver) save(rec []byte) error {
	s.mu.Lock() // want lock
	defer s.mu.Unlock()
	s.n++
	return s.b.save(rec)
}

func (s *saver) saved() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.n
}

// cacheBackend has one implementation, too, and that does not wait.
type cacheBackend interface{ put(rec []byte) }

type memoryBackend struct{ recs [][]byte }

func (m *memoryBackend) put(rec []byte) { m.recs = append(m.recs, rec) }

type cacheSaver struct {
	mu sync.Mutex
	b  cacheBackend
}

func (c *cacheSaver) save(rec []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.b.put(rec)
}

// sink has two implementations, one of which waits.
type sink interface{ emit(s string) error }

type fileSink struct{ f *os.File }

func (k fileSink) emit(s string) error {
	_, err := k.f.WriteString(s) // want disk-write
	return err
}

type sliceSink struct{ all []string }

func (k *sliceSink) emit(s string) error {
	k.all = append(k.all, s)
	return nil
}

type emitter struct {
	mu sync.Mutex
	k  sink
}

// toSlice is known to emit to memory.
func toSlice(s string) (*sliceSink, error) {
	var mu sync.Mutex
	k := &sliceSink{}
	var to sink = k
	mu.Lock()
	defer mu.Unlock()
	return k, to.emit(s)
}

// toFile is known to emit to a file.
func toFile(f *os.File, s string) error {
	var mu sync.Mutex
	var to sink = fileSink{f}
	mu.Lock() // want lock
	defer mu.Unlock()
	return to.emit(s)
}

// emit may do the one or the other: whoever counts on the mutex should know.
func (e *emitter) emit(s string) error {
	e.mu.Lock() // may lock
	defer e.mu.Unlock()
	return e.k.emit(s)
}

// output is a field of interface type that only ever is a file.
type output struct {
	w io.Writer
	n int
}

func openOutput(name string) (*output, error) {
	f, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	return &output{w: f}, nil
}

func (o *output) print(s string) error {
	o.n++
	_, err := io.WriteString(o.w, s) // want disk-write
	return err
}

// report has a field that only ever is memory.
type report struct{ w io.Writer }

func newReport() *report { return &report{w: new(bytes.Buffer)} }

func (r *report) print(s string) error {
	_, err := io.WriteString(r.w, s)
	return err
}

// filter has a field that its users fill.
type filter struct{ w io.Writer }

func newFilter(w io.Writer) *filter { return &filter{w: w} }

func (f *filter) print(s string) error {
	_, err := io.WriteString(f.w, s)
	return err
}

// exchange has a field of type net.Conn: that is a connection whoever made it.
type exchange struct{ c net.Conn }

func (e *exchange) ask(q, a []byte) error {
	e.c.SetWriteDeadline(time.Now().Add(time.Second))
	if _, err := e.c.Write(q); err != nil {
		return err
	}
	_, err := io.ReadFull(e.c, a) // want conn-read
	return err
}

// pipe is a connection in memory: its peer is another goroutine.
func pipe(buf []byte) error {
	a, b := net.Pipe()
	defer b.Close()
	_, err := a.Read(buf) // want[strict] conn-read "the other end, which is in the process"
	return err
}
