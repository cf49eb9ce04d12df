// Package generics waits in generic functions and types.
package generics

import (
	"context"
	"io"
	"net"
	"os"
	"sync"
	"time"
)

// conn is satisfied by the connections of package net.
type conn interface {
	net.Conn
	comparable
}

func read[C net.Conn](c C, buf []byte) (int, error) {
	return c.Read(buf) // want conn-read
}

func readBounded[C net.Conn](c C, buf []byte) (int, error) {
	c.SetReadDeadline(time.Now().Add(time.Minute))
	return c.Read(buf)
}

func usesRead(c *net.TCPConn, buf []byte) (int, error) {
	return read(c, buf)
}

// constrained has a constraint with more than methods.
func constrained[C conn](c, skip C, buf []byte) (int, error) {
	if c == skip {
		return 0, nil
	}
	return c.Write(buf) // want conn-write
}

// callerBounds is bounded by its only caller.
func callerBounds[C net.Conn](c C, buf []byte) (int, error) {
	return c.Read(buf)
}

func boundsIt(c *net.UnixConn, buf []byte) (int, error) {
	c.SetReadDeadline(time.Now().Add(time.Minute))
	return callerBounds(c, buf)
}

// wrong direction: the deadline is for writes.
func wrongDirection[C net.Conn](c C, buf []byte) (int, error) {
	c.SetWriteDeadline(time.Now().Add(time.Minute))
	return c.Read(buf) // want conn-read
}

// put writes to whatever it is given: its callers know.
func put[W io.Writer](w W, b []byte) error {
	_, err := w.Write(b)
	return err
}

func putFile(f *os.File, b []byte) error {
	return put(f, b) // want disk-write
}

func putConn(c net.Conn, b []byte) error {
	return put(c, b) // want conn-write
}

func putConnBounded(c net.Conn, b []byte) error {
	c.SetWriteDeadline(time.Now().Add(time.Second))
	return put(c, b)
}

func putStdout(b []byte) error {
	return put(os.Stdout, b)
}

// syncer may be a file, but nothing in the package says so.
type syncer interface{ Sync() error }

func syncAll[S syncer](all []S) error {
	for _, s := range all {
		if err := s.Sync(); err != nil {
			return err
		}
	}
	return nil
}

// link is a generic type around a connection.
type link[T any] struct {
	conn   net.Conn
	decode func([]byte) (T, error)
}

func (l *link[T]) next(buf []byte) (v T, err error) {
	n, err := l.conn.Read(buf) // want conn-read
	if err != nil {
		return v, err
	}
	return l.decode(buf[:n])
}

func (l *link[T]) nextWithin(d time.Duration, buf []byte) (v T, err error) {
	l.conn.SetReadDeadline(time.Now().Add(d))
	n, err := l.conn.Read(buf)
	if err != nil {
		return v, err
	}
	return l.decode(buf[:n])
}

func usesLink(l *link[int], buf []byte) (int, error) {
	return l.next(buf)
}

// typed keeps the connection as its type argument.
type typed[C net.Conn] struct{ c C }

func (t typed[C]) read(buf []byte) (int, error) {
	return t.c.Read(buf) // want conn-read
}

func (t typed[C]) readBounded(buf []byte) (int, error) {
	t.c.SetReadDeadline(time.Now().Add(time.Minute))
	return t.c.Read(buf)
}

func usesTyped(c *net.TCPConn, buf []byte) (int, error) {
	return typed[*net.TCPConn]{c}.readBounded(buf)
}

// safe is a generic value under a mutex: its holders do not wait.
type safe[T any] struct {
	mu sync.Mutex
	v  T
}

func (s *safe[T]) load() T {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.v
}

// saved waits for the disk under its mutex.
type saved[T any] struct {
	mu sync.Mutex
	v  T
	f  *os.File
}

func (s *saved[T]) store(v T, encode func(T) []byte) error {
	s.mu.Lock() // want lock
	defer s.mu.Unlock()
	s.v = v
	_, err := s.f.Write(encode(v)) // want disk-write
	return err
}

func usesSaved(s *saved[int], t *saved[string]) error {
	if err := s.store(1, func(int) []byte { return nil }); err != nil {
		return err
	}
	return t.store("", func(string) []byte { return nil })
}

// result awaits a value of any type, with the context of its caller.
func result[T any](ctx context.Context, ch <-chan T) (v T, err error) {
	select {
	case v = <-ch:
		return v, nil
	case <-ctx.Done():
		return v, ctx.Err()
	}
}

func resultBare[T any](ctx context.Context, ch <-chan T) (T, error) {
	return <-ch, ctx.Err() // want wait
}

// mapped calls its function in place and bounds nothing.
func mapped[T, R any](in []T, fn func(T) (R, error)) (out []R, err error) {
	for _, v := range in {
		r, err := fn(v)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}

func readEach(conns []net.Conn, buf []byte) ([]int, error) {
	return mapped(conns, func(c net.Conn) (int, error) {
		return c.Read(buf) // want conn-read
	})
}

func readEachBounded(conns []net.Conn, buf []byte) ([]int, error) {
	return mapped(conns, func(c net.Conn) (int, error) {
		c.SetReadDeadline(time.Now().Add(time.Second))
		return c.Read(buf)
	})
}

// option is how generic code configures a connection.
type option[C net.Conn] func(C) error

func withTimeout[C net.Conn](d time.Duration) option[C] {
	return func(c C) error { return c.SetDeadline(time.Now().Add(d)) }
}
