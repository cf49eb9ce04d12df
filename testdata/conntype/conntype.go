// Package conntype has connection types of its own whose Read and Write set the
// deadline first, and some that only look like it.
package conntype

import (
	"bufio"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// timeoutConn bounds every read and write.
type timeoutConn struct {
	net.Conn
	timeout time.Duration
}

func (c *timeoutConn) Read(p []byte) (int, error) {
	if err := c.Conn.SetReadDeadline(time.Now().Add(c.timeout)); err != nil {
		return 0, err
	}
	return c.Conn.Read(p)
}

func (c *timeoutConn) Write(p []byte) (int, error) {
	if err := c.Conn.SetWriteDeadline(time.Now().Add(c.timeout)); err != nil {
		return 0, err
	}
	return c.Conn.Write(p)
}

func direct(c *timeoutConn, buf []byte) (int, error) {
	return c.Read(buf)
}

func constructed(c net.Conn, buf []byte) (int, error) {
	tc := &timeoutConn{Conn: c, timeout: time.Minute}
	return tc.Read(buf)
}

// asReader hides the type behind an interface.
func asReader(c net.Conn) (string, error) {
	var r io.Reader = &timeoutConn{c, time.Minute}
	return bufio.NewReader(r).ReadString('\n')
}

func copied(dst, src *timeoutConn) error {
	_, err := io.Copy(dst, src)
	return err
}

// around goes past the type's own Read.
func around(c *timeoutConn, buf []byte) (int, error) {
	return c.Conn.Read(buf) // want conn-read
}

// readOnlyTimeout bounds reads; its writes are the embedded connection's.
type readOnlyTimeout struct {
	net.Conn
}

func (c readOnlyTimeout) Read(p []byte) (int, error) {
	c.Conn.SetReadDeadline(time.Now().Add(time.Minute))
	return c.Conn.Read(p)
}

func readsReadOnly(c readOnlyTimeout, buf []byte) (int, error) {
	return c.Read(buf)
}

func writesReadOnly(c readOnlyTimeout, buf []byte) (int, error) {
	return c.Write(buf) // want conn-write
}

// countingConn counts and passes on; its users have SetReadDeadline.
type countingConn struct {
	net.Conn
	read int64
}

func (c *countingConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.read += int64(n)
	return n, err
}

// usesCounting does not use it.
func usesCounting(c *countingConn, buf []byte) error {
	_, err := io.ReadFull(c, buf) // want conn-read
	return err
}

// lineConn is a wrapper that keeps the connection and its reader as fields.
type lineConn struct {
	conn net.Conn
	r    *bufio.Reader
	w    *bufio.Writer
}

func newLineConn(c net.Conn) *lineConn {
	return &lineConn{conn: c, r: bufio.NewReader(c), w: bufio.NewWriter(c)}
}

// readLine sets the deadline on the connection that its reader reads.
func (l *lineConn) readLine() (string, error) {
	l.conn.SetReadDeadline(time.Now().Add(time.Minute))
	return l.r.ReadString('\n')
}

// writeLine sets the wrong one.
func (l *lineConn) writeLine(s string) error {
	l.conn.SetReadDeadline(time.Now().Add(time.Minute))
	l.w.WriteString(s) // want conn-write
	return l.w.Flush()
}

func talk(c net.Conn) (string, error) {
	return newLineConn(c).readLine()
}

// optionalConn bounds reads when it is told to: conditional, silent by default.
type optionalConn struct {
	net.Conn
	idle time.Duration
}

func (c *optionalConn) Read(p []byte) (int, error) {
	if c.idle > 0 {
		c.Conn.SetReadDeadline(time.Now().Add(c.idle))
	}
	return c.Conn.Read(p)
}

func usesOptional(c *optionalConn, buf []byte) (int, error) {
	return c.Read(buf)
}

// A datagram is sent or dropped: the peer is not waited for. Its answer is.
func datagram(addr string, buf []byte) error {
	c, err := net.DialTimeout("udp", addr, time.Second)
	if err != nil {
		return err
	}
	defer c.Close()
	if _, err := c.Write(buf); err != nil {
		return err
	}
	_, err = c.Read(buf) // want conn-read
	return err
}

func datagramType(c *net.UDPConn, buf []byte) error {
	_, err := c.Write(buf)
	return err
}

func stream(addr string, buf []byte) error {
	c, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	defer c.Close()
	_, err = c.Write(buf) // want conn-write
	return err
}

// framed is a connection itself: whoever peeks has SetReadDeadline for it.
type framed struct {
	net.Conn
	buf *bufio.Reader
}

func newFramed(c net.Conn) *framed { return &framed{c, bufio.NewReader(c)} }

func (f *framed) Peek(n int) ([]byte, error) { return f.buf.Peek(n) }

func (f *framed) Discard(n int) (int, error) { return f.buf.Discard(n) }

func peeks(c net.Conn) ([]byte, error) {
	f := newFramed(c)
	if err := f.SetReadDeadline(time.Now().Add(time.Second)); err != nil {
		return nil, err
	}
	return f.Peek(4)
}

func discards(f *framed) (int, error) {
	return f.Discard(4) // want conn-read
}

// run is not for its users to call: nobody has set a deadline for it.
func (f *framed) run() {
	for {
		if _, err := f.buf.ReadByte(); err != nil { // want conn-read
			return
		}
	}
}

func start(c net.Conn) { go newFramed(c).run() }

// A layer hands out the listener's own connections.
type layer struct{ ln net.Listener }

func (l *layer) Accept() (net.Conn, error) { return l.ln.Accept() }

func (l *layer) Close() error { return l.ln.Close() }

// limited is a reader that is made from a connection, among others: whoever
// reads from it has the connection's deadline.
type limited struct {
	r io.Reader
	n int
}

func (l *limited) Read(p []byte) (int, error) {
	if len(p) > l.n {
		p = p[:l.n]
	}
	n, err := l.r.Read(p)
	l.n -= n
	return n, err
}

func readsLimited(c net.Conn) ([]byte, error) {
	c.SetReadDeadline(time.Now().Add(time.Second))
	return bufio.NewReader(&limited{c, 100}).ReadBytes('\n')
}

func readsLimitedBare(c net.Conn) ([]byte, error) {
	return bufio.NewReader(&limited{c, 100}).ReadBytes('\n') // want conn-read
}

// counting has value receivers, and counts for itself only.
type counting struct {
	r io.Reader
	n int
}

func (c counting) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += n
	return n, err
}

func readsCounting(c net.Conn) ([]byte, error) {
	c.SetReadDeadline(time.Now().Add(time.Second))
	return bufio.NewReader(counting{r: c}).ReadBytes('\n')
}

// serial is a connection that writes one message at a time: a deadline ends the
// write, and with it the wait for the mutex.
type serial struct {
	net.Conn
	mu sync.Mutex
}

func (s *serial) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.Conn.Write(p)
}

// outbox is no connection: nobody can set its deadline.
type outbox struct {
	mu   sync.Mutex
	conn net.Conn
}

func (o *outbox) Send(p []byte) error {
	o.mu.Lock() // want lock
	defer o.mu.Unlock()
	_, err := o.conn.Write(p) // want conn-write
	return err
}

// swapped holds a connection that can be exchanged while it is in use.
type swapped struct{ conn atomic.Value }

func (s *swapped) current() net.Conn {
	c, _ := s.conn.Load().(net.Conn)
	return c
}

func (s *swapped) send(b []byte) error {
	if err := s.current().SetWriteDeadline(time.Now().Add(time.Second)); err != nil {
		return err
	}
	_, err := s.current().Write(b)
	return err
}

func (s *swapped) sendBare(b []byte) error {
	_, err := s.current().Write(b) // want conn-write
	return err
}
