// Package streams reads and writes connections through the standard library's
// readers, writers and coders: the deadline of the connection is theirs.
package streams

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/tls"
	"encoding/binary"
	"encoding/gob"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/textproto"
	"strings"
	"time"
)

func alias(c net.Conn, buf []byte) (int, error) {
	d := c
	d.SetReadDeadline(time.Now().Add(time.Minute))
	return c.Read(buf)
}

func aliasBare(c net.Conn, buf []byte) (int, error) {
	var r io.Reader = c
	return r.Read(buf) // want conn-read
}

func overTLS(c net.Conn, cfg *tls.Config, buf []byte) (int, error) {
	t := tls.Client(c, cfg)
	c.SetDeadline(time.Now().Add(time.Minute))
	return t.Read(buf)
}

func overTLSBare(c net.Conn, cfg *tls.Config, buf []byte) (int, error) {
	t := tls.Client(c, cfg)
	return t.Read(buf) // want conn-read
}

// tlsDeadline sets it on the outer connection.
func tlsDeadline(c net.Conn, cfg *tls.Config, buf []byte) (int, error) {
	t := tls.Server(c, cfg)
	t.SetReadDeadline(time.Now().Add(time.Minute))
	return t.Read(buf)
}

func line(c net.Conn) (string, error) {
	c.SetReadDeadline(time.Now().Add(time.Minute))
	return bufio.NewReader(c).ReadString('\n')
}

func lineBare(c net.Conn) (string, error) {
	r := bufio.NewReader(c)
	return r.ReadString('\n') // want conn-read
}

// A deadline set after the wrapping counts as well.
func lineLater(c net.Conn) (string, error) {
	r := bufio.NewReaderSize(c, 512)
	c.SetReadDeadline(time.Now().Add(time.Minute))
	return r.ReadString('\n')
}

func scan(c net.Conn) (n int) {
	s := bufio.NewScanner(c)
	for s.Scan() { // want conn-read
		n++
	}
	return n
}

func scanBounded(c net.Conn) (n int) {
	s := bufio.NewScanner(c)
	for {
		c.SetReadDeadline(time.Now().Add(time.Minute))
		if !s.Scan() {
			return n
		}
		n++
	}
}

func flush(c net.Conn, msg string) error {
	w := bufio.NewWriter(c)
	w.WriteString(msg) // want conn-write
	return w.Flush()
}

func flushBounded(c net.Conn, msg string) error {
	w := bufio.NewWriter(c)
	c.SetWriteDeadline(time.Now().Add(time.Minute))
	w.WriteString(msg)
	return w.Flush()
}

func readWriter(c net.Conn, msg string) (string, error) {
	rw := bufio.NewReadWriter(bufio.NewReader(c), bufio.NewWriter(c))
	c.SetWriteDeadline(time.Now().Add(time.Minute))
	rw.WriteString(msg)
	if err := rw.Flush(); err != nil {
		return "", err
	}
	return rw.ReadString('\n') // want conn-read
}

func limited(c net.Conn, buf []byte) (int, error) {
	return io.LimitReader(c, 64).Read(buf) // want conn-read
}

func limitedBounded(c net.Conn, buf []byte) (int, error) {
	c.SetReadDeadline(time.Now().Add(time.Minute))
	return io.LimitReader(c, 64).Read(buf)
}

func text(c net.Conn) (string, error) {
	return textproto.NewConn(c).ReadLine() // want conn-read
}

func textBounded(c net.Conn) (string, error) {
	p := textproto.NewReader(bufio.NewReader(c))
	c.SetReadDeadline(time.Now().Add(time.Minute))
	return p.ReadLine()
}

func decodeJSON(c net.Conn, v any) error {
	return json.NewDecoder(c).Decode(v) // want conn-read
}

func decodeJSONBounded(c net.Conn, v any) error {
	c.SetReadDeadline(time.Now().Add(time.Minute))
	return json.NewDecoder(c).Decode(v)
}

func encodeGob(c net.Conn, v any) error {
	return gob.NewEncoder(c).Encode(v) // want conn-write
}

func encodeGobBounded(c net.Conn, v any) error {
	enc := gob.NewEncoder(c)
	c.SetWriteDeadline(time.Now().Add(time.Minute))
	return enc.Encode(v)
}

func full(c net.Conn, buf []byte) error {
	_, err := io.ReadFull(c, buf) // want conn-read
	return err
}

func fullBounded(c net.Conn, buf []byte) error {
	c.SetReadDeadline(time.Now().Add(time.Minute))
	_, err := io.ReadFull(c, buf)
	return err
}

func fixed(c net.Conn) (n uint32, err error) {
	err = binary.Read(c, binary.BigEndian, &n) // want conn-read
	return n, err
}

func all(c net.Conn) ([]byte, error) {
	return io.ReadAll(c) // want conn-read
}

// proxy needs a read deadline on one side and a write deadline on the other.
func proxy(dst, src net.Conn) error {
	_, err := io.Copy(dst, src) // want conn-read
	return err
}

func proxyHalf(dst, src net.Conn) error {
	src.SetReadDeadline(time.Now().Add(time.Minute))
	_, err := io.Copy(dst, src) // want conn-write
	return err
}

func proxyBounded(dst, src net.Conn) error {
	src.SetReadDeadline(time.Now().Add(time.Minute))
	dst.SetWriteDeadline(time.Now().Add(time.Minute))
	_, err := io.Copy(dst, src)
	return err
}

func printTo(c net.Conn, name string) {
	fmt.Fprintf(c, "HELLO %s\r\n", name) // want conn-write
}

func writeString(c net.Conn, s string) error {
	_, err := io.WriteString(c, s) // want conn-write
	return err
}

func unzip(c net.Conn) ([]byte, error) {
	z, err := gzip.NewReader(c) // want conn-read
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

func tee(c net.Conn, log *bytes.Buffer, buf []byte) (int, error) {
	return io.TeeReader(c, log).Read(buf) // want conn-read
}

func response(c net.Conn, req *http.Request) (*http.Response, error) {
	return http.ReadResponse(bufio.NewReader(c), req) // want conn-read
}

func request(c net.Conn, req *http.Request) error {
	c.SetDeadline(time.Now().Add(time.Minute))
	return req.Write(c)
}

// memory never waits.
func memory(s string, v any) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\n", s)
	w := bufio.NewWriter(&b)
	w.WriteString(s)
	w.Flush()
	if _, err := io.Copy(&b, strings.NewReader(s)); err != nil {
		return err
	}
	line, err := bufio.NewReader(&b).ReadString('\n')
	if err != nil {
		return err
	}
	return json.NewDecoder(strings.NewReader(line)).Decode(v)
}

// switched reads from whatever the reader was reset to.
func switched(c net.Conn, s string) (string, error) {
	r := bufio.NewReader(strings.NewReader(s))
	if _, err := r.ReadString('\n'); err != nil {
		return "", err
	}
	r.Reset(c)
	return r.ReadString('\n') // want conn-read
}

// rwc is what textproto.NewConn is given when reads and writes are wrapped apart.
func rwc(c net.Conn) error {
	t := textproto.NewConn(struct {
		io.Reader
		io.Writer
		io.Closer
	}{io.LimitReader(c, 4096), c, c})
	_, _, err := t.ReadResponse(220) // want conn-read
	return err
}

func rwcBounded(c net.Conn) error {
	c.SetReadDeadline(time.Now().Add(time.Minute))
	t := textproto.NewConn(struct {
		io.Reader
		io.Writer
		io.Closer
	}{io.LimitReader(c, 4096), c, c})
	_, _, err := t.ReadResponse(220)
	return err
}

func rwcMemory(r *bytes.Reader, w *bytes.Buffer) error {
	t := textproto.NewConn(struct {
		io.Reader
		io.Writer
		io.Closer
	}{r, w, io.NopCloser(r)})
	_, _, err := t.ReadResponse(220)
	return err
}

// buffered asks for what has arrived already.
func buffered(r *bufio.Reader) ([]byte, error) {
	return r.Peek(r.Buffered())
}

func handBuffered(c net.Conn) ([]byte, error) {
	r := bufio.NewReader(c)
	b, err := r.Peek(1) // want conn-read
	if err != nil {
		return nil, err
	}
	rest, err := r.Peek(r.Buffered())
	return append(b, rest...), err
}

// mail talks through layers around its connection, whose deadline counts.
type mail struct {
	conn net.Conn
	text *textproto.Conn
}

type counted struct {
	io.Reader
	n int
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += n
	return n, err
}

func newMail(c net.Conn) *mail {
	m := &mail{conn: c}
	m.text = textproto.NewConn(struct {
		io.Reader
		io.Writer
		io.Closer
	}{&counted{Reader: c}, io.MultiWriter(c, io.Discard), c})
	return m
}

func (m *mail) hello() error {
	m.conn.SetDeadline(time.Now().Add(time.Second))
	return m.text.PrintfLine("HELO")
}

func (m *mail) helloBare() error {
	return m.text.PrintfLine("HELO") // want conn-write
}
