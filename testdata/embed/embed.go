// Package embed reaches its connections and files through embedded fields.
package embed

import (
	"bufio"
	"io"
	"net"
	"os"
	"time"
)

// named adds a name to a connection; Read and Write are promoted.
type named struct {
	net.Conn
	name string
}

func promoted(c named, buf []byte) (int, error) {
	return c.Read(buf) // want conn-read
}

func promotedPointer(c *named, buf []byte) (int, error) {
	return c.Write(buf) // want conn-write
}

// promotedBounded sets the deadline through the struct.
func promotedBounded(c *named, buf []byte) (int, error) {
	c.SetReadDeadline(time.Now().Add(time.Minute))
	return c.Read(buf)
}

// fieldThenPromoted sets it on the field: that is the same connection.
func fieldThenPromoted(c *named, buf []byte) (int, error) {
	c.Conn.SetReadDeadline(time.Now().Add(time.Minute))
	return c.Read(buf)
}

func promotedThenField(c *named, buf []byte) (int, error) {
	c.SetWriteDeadline(time.Now().Add(time.Minute))
	return c.Conn.Write(buf)
}

// wrongDirection sets the other deadline.
func wrongDirection(c *named, buf []byte) (int, error) {
	c.SetWriteDeadline(time.Now().Add(time.Minute))
	return c.Read(buf) // want conn-read
}

// wrapped is a connection that was bounded before it was wrapped.
func wrapped(c net.Conn, buf []byte) (int, error) {
	c.SetReadDeadline(time.Now().Add(time.Minute))
	n := &named{Conn: c, name: "peer"}
	return n.Read(buf)
}

func wrappedBare(c net.Conn, buf []byte) (int, error) {
	n := &named{Conn: c, name: "peer"}
	return n.Read(buf) // want conn-read
}

// passedOn hands the struct to the standard library as a reader.
func passedOn(c *named, buf []byte) error {
	_, err := io.ReadFull(c, buf) // want conn-read
	return err
}

func passedOnBounded(c *named, buf []byte) error {
	c.SetReadDeadline(time.Now().Add(time.Minute))
	_, err := io.ReadFull(c, buf)
	return err
}

// deep embeds what embeds a connection.
type deep struct {
	*named
	n int
}

func promotedTwice(d deep, buf []byte) (int, error) {
	return d.Read(buf) // want conn-read
}

func promotedTwiceBounded(d deep, buf []byte) (int, error) {
	d.named.Conn.SetDeadline(time.Now().Add(time.Minute))
	return d.Read(buf)
}

// tcp embeds the concrete type.
type tcp struct{ *net.TCPConn }

func concrete(t tcp, buf []byte) (int, error) {
	return t.Read(buf) // want conn-read
}

func concreteBounded(t tcp, buf []byte) (int, error) {
	t.SetReadDeadline(time.Now().Add(time.Minute))
	return t.Read(buf)
}

// buffered has a Read of its own, from a buffer in front of the connection.
type buffered struct {
	net.Conn
	r *bufio.Reader
}

func newBuffered(c net.Conn) *buffered {
	return &buffered{Conn: c, r: bufio.NewReader(c)}
}

func (b *buffered) Read(p []byte) (int, error) { return b.r.Read(p) }

func overridden(b *buffered, buf []byte) (int, error) {
	return b.Read(buf) // want conn-read
}

func overriddenBounded(b *buffered, buf []byte) (int, error) {
	b.SetReadDeadline(time.Now().Add(time.Minute))
	return b.Read(buf)
}

// patient has a Read of its own that sets the deadline first.
type patient struct {
	net.Conn
	wait time.Duration
}

func (p *patient) Read(b []byte) (int, error) {
	p.SetReadDeadline(time.Now().Add(p.wait))
	return p.Conn.Read(b)
}

func usesPatient(p *patient, buf []byte) error {
	_, err := io.ReadFull(p, buf)
	return err
}

// outer embeds it, and so has that Read, too.
type outer struct{ *patient }

func usesOuter(o outer, buf []byte) (int, error) {
	return o.Read(buf)
}

// shadow goes back to the Read of the connection.
type shadow struct{ *patient }

func (s shadow) Read(b []byte) (int, error) { return s.patient.Conn.Read(b) }

func usesShadow(s shadow, buf []byte) (int, error) {
	return s.Read(buf) // want conn-read
}

// client is no connection: it has one, and its own methods are the only way in.
type client struct {
	*named
	greeting string
}

func (c *client) greet() error {
	_, err := io.WriteString(c, c.greeting) // want conn-write
	return err
}

func (c *client) greetBounded() error {
	c.SetWriteDeadline(time.Now().Add(time.Second))
	_, err := io.WriteString(c, c.greeting)
	return err
}

// logFile embeds a file.
type logFile struct {
	*os.File
	lines int
}

func (l *logFile) line(s string) error {
	l.lines++
	_, err := l.WriteString(s + "\n") // want disk-write
	return err
}

func (l *logFile) close() error {
	if err := l.Sync(); err != nil { // want disk-sync
		return err
	}
	return l.Close()
}

// readWriter embeds two interfaces that are one connection.
type readWriter struct {
	io.Reader
	io.Writer
}

func usesSplit(c net.Conn, buf []byte) error {
	rw := readWriter{c, c}
	_, err := rw.Read(buf) // want conn-read
	return err
}

func usesSplitBounded(c net.Conn, buf []byte) error {
	rw := readWriter{Reader: c, Writer: io.Discard}
	c.SetReadDeadline(time.Now().Add(time.Minute))
	if _, err := rw.Read(buf); err != nil {
		return err
	}
	_, err := rw.Write(buf)
	return err
}

// dialer embeds a dialer with a timeout.
type dialer struct{ net.Dialer }

func newDialer() *dialer {
	return &dialer{net.Dialer{Timeout: time.Second}}
}

func usesDialer(addr string) (net.Conn, error) {
	return newDialer().Dial("tcp", addr)
}
