package conntype

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"strings"
	"time"
)

// redirected reads a request in its own Read. Whoever reads from it has SetDeadline for
// that, since it embeds the connection.
type redirected struct {
	net.Conn
	r *bufio.Reader
}

func (c *redirected) Read(p []byte) (int, error) {
	first, err := c.r.Peek(5)
	if err != nil || string(first) != "GET /" {
		return c.r.Read(p)
	}
	buffered, _ := c.r.Peek(c.r.Buffered())
	c.r.Reset(io.LimitReader(io.MultiReader(bytes.NewReader(buffered), c.Conn), 1<<20))
	if _, err := http.ReadRequest(c.r); err != nil {
		return 0, err
	}
	resp := &http.Response{StatusCode: http.StatusPermanentRedirect}
	if err := resp.Write(c.Conn); err != nil {
		return 0, err
	}
	return 0, io.EOF
}

// replayed reads again what was read before.
func replayed(conn net.Conn, head []byte) (*http.Request, error) {
	conn.SetReadDeadline(time.Now().Add(time.Second))
	return http.ReadRequest(bufio.NewReader(io.MultiReader(bytes.NewReader(head), conn)))
}

func replayedForever(conn net.Conn, head string) (*http.Request, error) {
	conn.SetWriteDeadline(time.Now().Add(time.Second))
	return http.ReadRequest(bufio.NewReader(io.MultiReader(strings.NewReader(head), conn))) // want conn-read
}

// Of two connections one has no deadline.
func twoReplayed(a, b net.Conn) (*http.Request, error) {
	a.SetReadDeadline(time.Now().Add(time.Second))
	return http.ReadRequest(bufio.NewReader(io.MultiReader(a, b))) // want conn-read
}

// hello reads the first message of a handshake through a layer of its own, which cannot
// write. Who calls it sets the deadline.
func hello(r io.Reader) error {
	return tls.Server(readOnly{r: r}, &tls.Config{}).Handshake()
}

type readOnly struct {
	net.Conn
	r io.Reader
}

func (c readOnly) Read(p []byte) (int, error)  { return c.r.Read(p) }
func (c readOnly) Write(p []byte) (int, error) { return 0, io.ErrClosedPipe }

func helloInTime(conn net.Conn) error {
	conn.SetDeadline(time.Now().Add(time.Second))
	return hello(conn)
}

// helloForever sets only that of the writes.
func helloForever(conn net.Conn) error {
	conn.SetWriteDeadline(time.Now().Add(time.Second))
	return hello(conn) // want handshake
}

type prefixed struct {
	net.Conn
	r io.Reader
}

func (c *prefixed) Read(p []byte) (int, error) { return c.r.Read(p) }

func upgrade(conn net.Conn, head []byte) (*tls.Conn, error) {
	conn.SetDeadline(time.Now().Add(time.Second))
	c := tls.Server(&prefixed{Conn: conn, r: io.MultiReader(bytes.NewReader(head), conn)}, &tls.Config{})
	return c, c.Handshake()
}

func upgradeForever(conn net.Conn, head []byte) (*tls.Conn, error) {
	c := tls.Server(&prefixed{Conn: conn, r: io.MultiReader(bytes.NewReader(head), conn)}, &tls.Config{})
	return c, c.Handshake() // want handshake
}
