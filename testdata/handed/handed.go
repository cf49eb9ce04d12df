// Package handed has streams of which only who makes them says what they are. It sets no deadlines.
package handed

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"net/textproto"
	"sync/atomic"
	"time"
)

// What a client keeps may be anything that can be read from and written to: who makes one in the
// package says that it is a connection.

// queue is made of one that it dials, or of what its users bring.
type queue struct{ c *textproto.Conn }

// NewQueue speaks over anything.
func NewQueue(rwc io.ReadWriteCloser) *queue { return &queue{textproto.NewConn(rwc)} }

// DialQueue sets no deadline, and nobody else can.
func DialQueue(addr string) (*queue, error) {
	c, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return nil, err
	}
	return NewQueue(c), nil
}

func (q *queue) next() (string, error) {
	return q.c.ReadLine() // want conn-read
}

// login is handed on by a function that makes something of it.
type login struct{ r *bufio.Reader }

func newLogin(rwc io.ReadWriteCloser) *login { return &login{bufio.NewReader(rwc)} }

func startLogin(rwc io.ReadWriteCloser) (*login, error) {
	l := newLogin(rwc)
	return l, l.greet()
}

func dialLogin(addr string) (*login, error) {
	c, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return nil, err
	}
	return startLogin(c)
}

func (l *login) greet() error {
	_, err := l.r.ReadString('\n') // want conn-read
	return err
}

// pages are only ever made of what is in memory, or of what others bring.
type pages struct{ r *bufio.Reader }

func newPages(r io.Reader) *pages { return &pages{bufio.NewReader(r)} }

func readPages(text string) (string, error) {
	return newPages(io.LimitReader(stringsOf(text), 10)).next()
}

func stringsOf(text string) io.Reader { return &inMemory{text} }

type inMemory struct{ text string }

func (m *inMemory) Read(b []byte) (int, error) { return copy(b, m.text), io.EOF }

func (p *pages) next() (string, error) { return p.r.ReadString('\n') }

// openStream returns what it dials as something that can be read from and written to.
func openStream(addr string) (io.ReadWriteCloser, error) {
	return net.DialTimeout("tcp", addr, time.Second)
}

func askOnce(addr string) ([]byte, error) {
	rwc, err := openStream(addr)
	if err != nil {
		return nil, err
	}
	defer rwc.Close()
	return readAll(rwc) // want conn-read
}

// A codec reads from a connection, or from what it has received before.
type codec struct{ r io.Reader }

func newCodec(r io.Reader) *codec { return &codec{r} }

func (c *codec) decode(b []byte) error {
	_, err := io.ReadFull(c.r, b)
	return err
}

func replay(recorded []byte, b []byte) error { return newCodec(bytes.NewReader(recorded)).decode(b) }

func dialCodec(addr string) (*codec, error) {
	c, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return nil, err
	}
	return newCodec(c), nil
}

// Values that are kept in an atomic variable have the type that they are loaded with.
type current struct{ conn atomic.Pointer[net.TCPConn] }

func (c *current) get() ([]byte, error) {
	return readAll(c.conn.Load()) // want conn-read
}

// session gets its stream from a method.
type session struct{ rw io.ReadWriter }

func (s *session) attach(rw io.ReadWriter) { s.rw = rw }

func (s *session) connect(addr string) error {
	c, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	s.attach(c)
	return nil
}

func (s *session) get() error {
	_, err := io.ReadFull(s.rw, make([]byte, 4)) // want conn-read
	return err
}

func readAll(r io.Reader) ([]byte, error) {
	b := make([]byte, 4)
	_, err := io.ReadFull(r, b)
	return b, err
}
