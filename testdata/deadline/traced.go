package deadline

import (
	"bufio"
	"io"
	"net"
	"net/textproto"
	"time"
)

// traced puts a layer around its connection that copies what passes, if it is asked to:
// with and without it the connection is what it waits for.
type traced struct {
	conn net.Conn
	text *textproto.Conn
	bw   *bufio.Writer
}

func newTraced(conn net.Conn, trace io.Writer) *traced {
	return &traced{conn: conn, text: textproto.NewConn(tracing(conn, trace)), bw: bufio.NewWriter(copying(conn, trace))}
}

func tracing(conn net.Conn, trace io.Writer) io.ReadWriteCloser {
	if trace == nil {
		return conn
	}
	return newTracer(conn, trace)
}

type tracer struct {
	conn io.Closer
	io.Reader
	io.Writer
}

func newTracer(conn io.ReadWriteCloser, trace io.Writer) io.ReadWriteCloser {
	return &tracer{conn, io.TeeReader(conn, trace), io.MultiWriter(trace, conn)}
}

func (t *tracer) Close() error { return t.conn.Close() }

// copying makes the layer itself.
func copying(rw io.ReadWriter, trace io.Writer) io.ReadWriter {
	if trace == nil {
		return rw
	}
	return struct {
		io.Reader
		io.Writer
	}{io.TeeReader(rw, trace), io.MultiWriter(rw, trace)}
}

func (t *traced) greeting() error {
	_, _, err := t.text.ReadResponse(220) // want conn-read
	return err
}

func (t *traced) boundedGreeting() error {
	t.conn.SetDeadline(time.Now().Add(time.Minute))
	defer t.conn.SetDeadline(time.Time{})
	_, _, err := t.text.ReadResponse(220)
	return err
}

func (t *traced) flush() error { return t.bw.Flush() } // want conn-write

// command is bounded by one of many that call it: it is reported itself.
func (t *traced) command(text string) error {
	_, _, err := t.text.ReadResponse(250) // want conn-read
	return err
}

func (t *traced) quit() error {
	t.conn.SetDeadline(time.Now().Add(time.Minute))
	return t.command("QUIT")
}

func (t *traced) noop() error   { return t.command("NOOP") }
func (t *traced) reset() error  { return t.command("RSET") }
func (t *traced) help() error   { return t.command("HELP") }
func (t *traced) turn() error   { return t.command("TURN") }
func (t *traced) expand() error { return t.command("EXPN") }

// timed has a layer that sets deadlines, if there is a timeout.
type timed struct{ bw *bufio.Writer }

func newTimed(conn net.Conn, d time.Duration) *timed {
	return &timed{bufio.NewWriter(timing(conn, d))}
}

func timing(w io.Writer, d time.Duration) io.Writer {
	if conn, ok := w.(net.Conn); ok && d > 0 {
		return &timer{conn, d}
	}
	return w
}

type timer struct {
	conn net.Conn
	d    time.Duration
}

func (t *timer) Write(b []byte) (int, error) {
	if err := t.conn.SetWriteDeadline(time.Now().Add(t.d)); err != nil {
		return 0, err
	}
	return t.conn.Write(b)
}

func (t *timed) flush() error { return t.bw.Flush() }
