package streams

import (
	"bufio"
	"io"
	"net"
	"net/textproto"
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

// beside sets a deadline on the connection that it keeps, too.
type beside struct {
	conn net.Conn
	r    *bufio.Reader
}

func newBeside(conn net.Conn, r io.Reader) *beside { return &beside{conn, bufio.NewReader(r)} }

func dialBeside(addr string) (*beside, error) {
	c, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return nil, err
	}
	return newBeside(c, c), nil
}

func (t *beside) next() (string, error) {
	t.conn.SetReadDeadline(time.Now().Add(time.Second))
	return t.r.ReadString('\n')
}
