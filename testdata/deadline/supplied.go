package deadline

import (
	"bufio"
	"context"
	"crypto/tls"
	"io"
	"net"
	"time"
)

// A dialFunc connects. Its default sets a deadline for what comes first.
type dialFunc func(network, addr string) (net.Conn, error)

func defaultDial(d time.Duration) dialFunc {
	return func(network, addr string) (net.Conn, error) {
		conn, err := net.DialTimeout(network, addr, d)
		if err != nil {
			return nil, err
		}
		if err := conn.SetDeadline(time.Now().Add(d)); err != nil {
			return nil, err
		}
		return conn, nil
	}
}

// plainDial leaves the connection as it is.
func plainDial(d time.Duration) dialFunc {
	return func(network, addr string) (net.Conn, error) { return net.DialTimeout(network, addr, d) }
}

// withDefault: who gives another dialer has to do what the default one does.
func withDefault(dial dialFunc, addr string) ([]byte, error) {
	if dial == nil {
		dial = defaultDial(time.Minute)
	}
	conn, err := dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	client := tls.Client(conn, nil)
	if err := client.Handshake(); err != nil {
		return nil, err
	}
	buf := make([]byte, 4)
	_, err = io.ReadFull(client, buf)
	return buf, err
}

// withPlainDefault: no dialer that is known sets one.
func withPlainDefault(dial dialFunc, addr string) ([]byte, error) {
	if dial == nil {
		dial = plainDial(time.Minute)
	}
	conn, err := dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	buf := make([]byte, 4)
	_, err = io.ReadFull(conn, buf) // want conn-read
	return buf, err
}

// clearedAfter: the default's deadline is only for the handshake.
func clearedAfter(dial dialFunc, addr string) ([]byte, error) {
	if dial == nil {
		dial = defaultDial(time.Minute)
	}
	conn, err := dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	conn.SetDeadline(time.Time{})
	buf := make([]byte, 4)
	_, err = io.ReadFull(conn, buf) // want conn-read
	return buf, err
}

// wrapDial sets the deadline of its context on what another dialer makes.
func wrapDial(ctx context.Context, dial dialFunc) dialFunc {
	deadline, ok := ctx.Deadline()
	if !ok {
		return dial
	}
	return func(network, addr string) (net.Conn, error) {
		conn, err := dial(network, addr)
		if err != nil {
			return nil, err
		}
		return conn, conn.SetDeadline(deadline)
	}
}

// wrapped keeps the connection in a variable that a literal closes.
func wrapped(ctx context.Context, dial dialFunc, addr string) (err error) {
	dial = wrapDial(ctx, dial)
	conn, err := dial("tcp", addr)
	if err != nil {
		return err
	}
	defer func() {
		if conn != nil {
			conn.Close()
		}
	}()
	if addr != "" {
		conn = tls.Client(conn, nil)
	}
	if _, err := io.WriteString(conn, "hello"); err != nil {
		return err
	}
	conn = nil
	return nil
}

// peeked is a connection with what was read ahead.
type peeked struct {
	net.Conn
	r *bufio.Reader
}

func (p *peeked) Read(b []byte) (int, error) { return p.r.Read(b) }

func newPeeked(c net.Conn, r *bufio.Reader) (*peeked, error) { return &peeked{Conn: c, r: r}, nil }

// stripped takes a label off a connection, if it has one: a layer around it, or itself.
func stripped(conn net.Conn) (net.Conn, error) {
	r := bufio.NewReader(conn)
	b, err := r.Peek(1)
	if err == io.EOF {
		return conn, nil
	}
	if err != nil {
		return nil, err
	}
	if b[0] != 'l' {
		conn, err = newPeeked(conn, r)
		return conn, err
	}
	return newPeeked(conn, r)
}

func readsStripped(conn net.Conn, buf []byte) error {
	conn.SetDeadline(time.Now().Add(time.Minute))
	conn, err := stripped(conn)
	if err != nil {
		return err
	}
	_, err = io.ReadFull(conn, buf)
	return err
}

// readsStrippedLate sets none.
func readsStrippedLate(conn net.Conn, buf []byte) error {
	conn, err := stripped(conn) // want conn-read
	if err != nil {
		return err
	}
	_, err = io.ReadFull(conn, buf)
	return err
}

// A buffered connection reads through a buffer that its maker may bring along.
type buffered struct {
	conn net.Conn
	br   *bufio.Reader
}

func newBuffered(conn net.Conn, br *bufio.Reader) *buffered {
	if br == nil {
		br = bufio.NewReader(conn)
	}
	return &buffered{conn, br}
}

func opens(conn net.Conn) (byte, error) {
	conn.SetReadDeadline(time.Now().Add(time.Second))
	return newBuffered(conn, nil).br.ReadByte()
}

func opensLate(conn net.Conn) (byte, error) {
	conn.SetWriteDeadline(time.Now().Add(time.Second))
	return newBuffered(conn, nil).br.ReadByte() // want conn-read
}
