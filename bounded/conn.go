package bounded

import (
	"errors"
	"net"
	"os"
	"sync"
	"time"
)

// A ConnOption is an option of [Conn] or [Listener].
type ConnOption func(*connOptions)

type connOptions struct {
	read, write, idle, accept time.Duration
}

// ReadTimeout bounds each Read by d, in place of the bound of [ClassClientRead].
func ReadTimeout(d time.Duration) ConnOption { return func(o *connOptions) { o.read = d } }

// WriteTimeout bounds each Write by d, in place of the bound of [ClassClientWrite].
func WriteTimeout(d time.Duration) ConnOption { return func(o *connOptions) { o.write = d } }

// IdleTimeout bounds by d the wait for a peer that owes nothing: a Read at the start, or
// after a Write, may wait so long for its first byte, and what is written while it waits
// makes it wait anew. Without this option it is bounded like any other Read. It is for
// servers, whose clients may be silent between requests but not within one.
func IdleTimeout(d time.Duration) ConnOption { return func(o *connOptions) { o.idle = d } }

// AcceptTimeout bounds each Accept of a [Listener] by d. Without this option it waits as
// long as it takes, and Close ends it.
func AcceptTimeout(d time.Duration) ConnOption { return func(o *connOptions) { o.accept = d } }

// Conn returns c with a deadline for each operation: a Read or a Write that takes longer
// than the bound of its class returns a [*TimeoutError]. A Write is bounded as a whole,
// so what takes longer than that for an honest peer has to be written in pieces.
//
// Deadlines set on the result hold as well: whichever is earlier ends the operation. An
// error due to these is returned as it is, and not counted.
//
// The result has a method NetConn, which returns c, and a method CloseWrite, which calls
// that of c. The deadline of the last operation stays on c: clear it before using c
// itself again. The kernel's ways to copy from one connection to another are not
// offered, since nothing would bound them.
func Conn(c net.Conn, options ...ConnOption) *Connection {
	b := &Connection{Conn: c, atRest: true}
	for _, option := range options {
		option(&b.options)
	}
	b.reading.set, b.writing.set = c.SetReadDeadline, c.SetWriteDeadline
	return b
}

// A Connection is a connection with bounds, made by [Conn]. It is a [net.Conn].
type Connection struct {
	net.Conn
	options connOptions

	mu      sync.Mutex
	reading direction
	writing direction
	atRest  bool // the peer owes nothing, so it may be silent
	idling  bool // and a Read is waiting for it
}

// Read reads within the bound.
func (c *Connection) Read(p []byte) (int, error) {
	start := time.Now()
	if err := c.beginRead(start); err != nil {
		return 0, err
	}
	n, err := c.Conn.Read(p)
	c.mu.Lock()
	c.idling = false
	c.atRest = c.atRest && n == 0
	ours := c.reading.end()
	c.mu.Unlock()
	return n, c.result(ClassClientRead, "read", start, err, ours)
}

func (c *Connection) beginRead(start time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	bound := orDefault(c.options.read, ClassClientRead)
	if c.atRest && c.options.idle > 0 {
		bound = c.options.idle
		c.idling = true
	}
	return c.reading.begin(start.Add(bound))
}

// Write writes within the bound.
func (c *Connection) Write(p []byte) (int, error) {
	start := time.Now()
	c.mu.Lock()
	err := c.writing.begin(start.Add(orDefault(c.options.write, ClassClientWrite)))
	c.mu.Unlock()
	if err != nil {
		return 0, err
	}
	n, err := c.Conn.Write(p)
	c.mu.Lock()
	ours := c.writing.end()
	c.atRest = c.atRest || n > 0
	if c.idling && n > 0 {
		// A failure shows in the Read, or in the next operation.
		_ = c.reading.postpone(time.Now().Add(c.options.idle))
	}
	c.mu.Unlock()
	return n, c.result(ClassClientWrite, "write", start, err, ours)
}

// result reports err if it is a timeout of ours.
func (c *Connection) result(class Class, op string, start time.Time, err error, ours bool) error {
	if err == nil || !ours || !errors.Is(err, os.ErrDeadlineExceeded) {
		return err
	}
	o := operation{class: class, op: op}
	if a := c.RemoteAddr(); a != nil {
		o.resource = a.String()
	}
	return o.timedOut(&TimeoutError{Waited: time.Since(start), Err: err}, nil)
}

// SetDeadline sets both deadlines.
func (c *Connection) SetDeadline(t time.Time) error {
	return errors.Join(c.SetReadDeadline(t), c.SetWriteDeadline(t))
}

// SetReadDeadline sets a deadline for reading besides the bound of each Read.
func (c *Connection) SetReadDeadline(t time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.reading.setUser(t)
}

// SetWriteDeadline sets a deadline for writing besides the bound of each Write.
func (c *Connection) SetWriteDeadline(t time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.writing.setUser(t)
}

// NetConn returns the connection inside.
func (c *Connection) NetConn() net.Conn { return c.Conn }

// CloseWrite shuts down the writing side, if the connection inside can do that.
func (c *Connection) CloseWrite() error {
	if w, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return w.CloseWrite()
	}
	return errors.ErrUnsupported
}

func orDefault(d time.Duration, class Class) time.Duration {
	if d > 0 {
		return d
	}
	return class.bound()
}
