package streams

import (
	"bufio"
	"io"
	"net"
	"sync/atomic"
	"time"
)

// What is kept as a stream may be a connection by those who make it, and have a deadline by others:
// in a package that sets some, who knows only the stream says nothing.

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

// newWriter sets a deadline before each write, if there is a timeout: who writes can't tell.
func newWriter(c net.Conn, timeout time.Duration) io.Writer {
	var w io.Writer = c
	if timeout > 0 {
		w = &timedWriter{c, timeout}
	}
	return w
}

type timedWriter struct {
	c       net.Conn
	timeout time.Duration
}

func (t *timedWriter) Write(b []byte) (int, error) {
	t.c.SetWriteDeadline(time.Now().Add(t.timeout))
	return t.c.Write(b)
}

func say(c net.Conn, timeout time.Duration, texts [][]byte) error {
	w := newWriter(c, timeout)
	for _, t := range texts {
		if _, err := w.Write(t); err != nil {
			return err
		}
	}
	return nil
}

// Values that are kept in an atomic variable have the type that they are loaded with.
type current struct{ conn atomic.Pointer[net.TCPConn] }

func (c *current) get() ([]byte, error) {
	return readFrame(c.conn.Load()) // want conn-read
}

func (c *current) getHasty() ([]byte, error) {
	conn := c.conn.Load()
	conn.SetReadDeadline(time.Now().Add(time.Second))
	return readFrame(conn)
}
