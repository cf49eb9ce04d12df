// Package recursion has functions that call themselves, each other, and their
// own kind through interfaces and variables.
package recursion

import (
	"context"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"
)

func reads(c net.Conn, buf []byte) error {
	n, err := c.Read(buf) // want conn-read
	if err != nil || n == len(buf) {
		return err
	}
	return reads(c, buf[n:])
}

// readsBounded has its deadline from outside.
func readsBounded(c net.Conn, buf []byte) error {
	n, err := c.Read(buf)
	if err != nil || n == len(buf) {
		return err
	}
	return readsBounded(c, buf[n:])
}

func startsReads(c net.Conn, buf []byte) error {
	c.SetReadDeadline(time.Now().Add(time.Minute))
	return readsBounded(c, buf)
}

// renews sets it in every round.
func renews(c net.Conn, buf []byte) error {
	c.SetReadDeadline(time.Now().Add(time.Minute))
	n, err := c.Read(buf)
	if err != nil || n == len(buf) {
		return err
	}
	return renews(c, buf[n:])
}

// even and odd call each other.
func even(c net.Conn, buf []byte, n int) error {
	if n == 0 {
		return nil
	}
	if _, err := c.Write(buf); err != nil { // want conn-write
		return err
	}
	return odd(c, buf, n-1)
}

func odd(c net.Conn, buf []byte, n int) error {
	if n == 0 {
		return nil
	}
	return even(c, buf, n-1)
}

// ping and pong do, too, and are started with a deadline.
func ping(c net.Conn, buf []byte, n int) error {
	if n == 0 {
		return nil
	}
	if _, err := c.Write(buf); err != nil {
		return err
	}
	return pong(c, buf, n-1)
}

func pong(c net.Conn, buf []byte, n int) error {
	if _, err := c.Read(buf); err != nil {
		return err
	}
	return ping(c, buf, n-1)
}

func startsPing(c net.Conn, buf []byte) error {
	c.SetDeadline(time.Now().Add(time.Minute))
	return ping(c, buf, 10)
}

// swapped has its connections change places in each round: the deadline of the
// one is not that of the other.
func swapped(a, b net.Conn, buf []byte, n int) error {
	if n == 0 {
		return nil
	}
	if _, err := a.Read(buf); err != nil { // may conn-read
		return err
	}
	return swapped(b, a, buf, n-1)
}

func startsSwapped(a, b net.Conn, buf []byte) error {
	a.SetReadDeadline(time.Now().Add(time.Minute))
	return swapped(a, b, buf, 2) // may conn-read
}

// literal calls itself through its variable.
func literal(dir string, f *os.File) error {
	var walk func(string) error
	walk = func(dir string) error {
		names, err := filepath.Glob(filepath.Join(dir, "*"))
		if err != nil {
			return err
		}
		for _, n := range names {
			if _, err := f.WriteString(n); err != nil { // want disk-write
				return err
			}
			if err := walk(n); err != nil {
				return err
			}
		}
		return nil
	}
	return walk(dir)
}

// redials hands its context on and on.
func redials(ctx context.Context, addr string, n int) (net.Conn, error) {
	var d net.Dialer
	c, err := d.DialContext(ctx, "tcp", addr)
	if err == nil || n == 0 {
		return c, err
	}
	return redials(ctx, addr, n-1)
}

func startsRedials(addr string) (net.Conn, error) {
	return redials(context.Background(), addr, 3) // want dial
}

func startsRedialsBounded(addr string) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	return redials(ctx, addr, 3)
}

// node is a tree that saves itself.
type node struct {
	kids []*node
	val  []byte
}

func (n *node) save(w io.Writer) error {
	if _, err := w.Write(n.val); err != nil {
		return err
	}
	for _, k := range n.kids {
		if err := k.save(w); err != nil {
			return err
		}
	}
	return nil
}

func saveFile(n *node, f *os.File) error {
	return n.save(f) // want disk-write
}

func saveStdout(n *node) error { return n.save(os.Stdout) }

// visitor is an interface whose only implementation calls it again.
type visitor interface{ visit(n *node) error }

type writer struct {
	next visitor
	f    *os.File
}

func newWriter(f *os.File) *writer {
	w := &writer{f: f}
	w.next = w
	return w
}

func (w *writer) visit(n *node) error {
	if _, err := w.f.Write(n.val); err != nil { // want disk-write
		return err
	}
	for _, k := range n.kids {
		if err := w.next.visit(k); err != nil {
			return err
		}
	}
	return nil
}

// lockedTree has a mutex in each node and locks its way down: each is another.
type lockedTree struct {
	mu    sync.Mutex
	kids  []*lockedTree
	count int
}

func (t *lockedTree) total() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	n := t.count
	for _, k := range t.kids {
		n += k.total()
	}
	return n
}

// selfish calls itself with its own mutex held.
type selfish struct {
	mu sync.Mutex
	n  int
}

func (s *selfish) down() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.n > 0 {
		s.n--
		s.down() // want lock "waits for itself"
	}
}

// loud waits for the disk under a mutex, in functions that call each other.
type loud struct {
	mu sync.Mutex
	f  *os.File
}

func (l *loud) sync() error {
	l.mu.Lock() // want lock
	defer l.mu.Unlock()
	return l.left(3)
}

func (l *loud) left(n int) error {
	if n == 0 {
		return l.f.Sync() // want disk-sync
	}
	return l.right(n)
}

func (l *loud) right(n int) error { return l.left(n - 1) }

// stage is a function type that returns itself, as state machines do.
type stage func(c net.Conn, buf []byte) (stage, error)

func hello(c net.Conn, buf []byte) (stage, error) {
	if _, err := c.Write([]byte("HELLO")); err != nil { // want conn-write
		return nil, err
	}
	return answer, nil
}

func answer(c net.Conn, buf []byte) (stage, error) {
	c.SetReadDeadline(time.Now().Add(time.Minute))
	_, err := c.Read(buf)
	return nil, err
}

func run(c net.Conn, buf []byte) (err error) {
	for s := stage(hello); s != nil && err == nil; {
		s, err = s(c, buf)
	}
	return err
}
