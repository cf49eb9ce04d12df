// Package firstwrite writes a few bytes as the first to a connection. The send buffer
// has room for them, whatever the peer does, unless there is a handshake first.
package firstwrite

import (
	"bufio"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"os"
	"time"
)

func dialed(addr string) error {
	conn, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := conn.Write([]byte{5, 1, 0}); err != nil {
		return err
	}
	conn.SetReadDeadline(time.Now().Add(time.Second))
	_, err = conn.Read(make([]byte, 2))
	return err
}

func printed(addr string, id int) error {
	conn, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	defer conn.Close()
	w := bufio.NewWriter(conn)
	fmt.Fprintf(w, "HELLO %d\r\n", id)
	return w.Flush()
}

// A name in a phrase is not long.
func named(addr, name string) error {
	conn, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	defer conn.Close()
	_, err = fmt.Fprintf(conn, "HELLO %s\r\n", name)
	return err
}

func connectTo(addr, path, host string) error {
	conn, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	defer conn.Close()
	_, err = io.WriteString(conn, "CONNECT "+path+" HTTP/1.0\r\n"+fmt.Sprintf("Host: %s:%d\r\n\r\n", host, 80))
	return err
}

// Nobody says how long the text is.
func send(addr, text string) error {
	conn, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	defer conn.Close()
	_, err = fmt.Fprintf(conn, "%s\r\n", text) // want conn-write
	return err
}

func sendBytes(addr string, text []byte) error {
	conn, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	defer conn.Close()
	_, err = fmt.Fprintf(conn, "this is the message: %s\r\n", text) // want conn-write
	return err
}

// A caller is one that dials in its own way.
type caller struct {
	DialContext func(ctx context.Context, network, addr string) (net.Conn, error)
	network     interface {
		DialTCP(addr string) (*net.TCPConn, error)
		Open(addr string) (*net.TCPConn, error)
	}
	connector interface{ Connect() (net.Conn, error) }
}

func (d *caller) call(ctx context.Context, addr string) error {
	conn, err := d.DialContext(ctx, "tcp", addr)
	if err != nil {
		return err
	}
	defer conn.Close()
	_, err = conn.Write([]byte{1})
	return err
}

func (d *caller) callTCP(addr string) error {
	conn, err := d.network.DialTCP(addr)
	if err != nil {
		return err
	}
	defer conn.Close()
	_, err = conn.Write([]byte{1})
	return err
}

func (d *caller) connect() error {
	conn, err := d.connector.Connect()
	if err != nil {
		return err
	}
	defer conn.Close()
	_, err = conn.Write([]byte{1})
	return err
}

// What is open may be in use, but seldom is when somebody is given it.
func (d *caller) reuse(addr string) error {
	conn, err := d.network.Open(addr)
	if err != nil {
		return err
	}
	_, err = conn.Write([]byte{1})
	return err
}

// What somebody keeps is in use.
func (d *caller) toKept(kept interface{ Conn() *net.TCPConn }) error {
	_, err := kept.Conn().Write([]byte{1}) // want conn-write
	return err
}

// More than one message may be too many for it.
func (d *caller) reuseForAll(addr string, messages [][]byte) error {
	conn, err := d.network.Open(addr)
	if err != nil {
		return err
	}
	for _, m := range messages {
		if _, err := conn.Write(m); err != nil { // want conn-write
			return err
		}
	}
	return nil
}

// A file is longer than a buffer.
func (d *caller) sendFile(addr string, f *os.File) error {
	conn, err := d.network.Open(addr)
	if err != nil {
		return err
	}
	_, err = io.Copy(conn, f) // want conn-write
	return err
}

// It is the write that shakes hands.
func encrypted(addr string, cfg *tls.Config) error {
	conn, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	defer conn.Close()
	_, err = tls.Client(conn, cfg).Write([]byte{1}) // want conn-write
	return err
}

func perhapsEncrypted(addr string, cfg *tls.Config) error {
	var conn net.Conn
	var err error
	dialer := &net.Dialer{Timeout: time.Second}
	if cfg != nil {
		conn, err = tls.DialWithDialer(dialer, "tcp", addr, cfg)
	} else {
		conn, err = dialer.Dial("tcp", addr)
	}
	if err != nil {
		return err
	}
	defer conn.Close()
	_, err = conn.Write([]byte{1})
	return err
}

func perhapsLater(addr string, cfg *tls.Config) error {
	conn, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	defer conn.Close()
	if cfg != nil {
		conn = tls.Client(conn, cfg)
	}
	_, err = conn.Write([]byte{1}) // want conn-write
	return err
}

// The buffer is full at some time.
func pings(addr string) error {
	conn, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	defer conn.Close()
	for range time.Tick(time.Second) {
		if _, err := conn.Write([]byte("PING\r\n")); err != nil { // want conn-write
			return err
		}
	}
	return nil
}

// Each of these is another connection.
func each(addrs []string) {
	for _, addr := range addrs {
		conn, err := net.DialTimeout("tcp", addr, time.Second)
		if err != nil {
			continue
		}
		io.WriteString(conn, "STOP\r\n")
		conn.Close()
	}
}

// The second is not the first.
func afterwards(addr string, body []byte) error {
	conn, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	defer conn.Close()
	conn.SetWriteDeadline(time.Now().Add(time.Second))
	if _, err := conn.Write(body); err != nil {
		return err
	}
	conn.SetWriteDeadline(time.Time{})
	_, err = conn.Write([]byte("END\r\n")) // want conn-write
	return err
}

// Somebody else may write to it.
func shared(addr string, other func(net.Conn)) error {
	conn, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	defer conn.Close()
	other(conn)
	_, err = conn.Write([]byte("END\r\n")) // want conn-write
	return err
}

// Handle is called for each connection, by a package that is not seen.
func (handler) Handle(conn net.Conn) {
	defer conn.Close()
	conn.SetReadDeadline(time.Now().Add(time.Second))
	buf := make([]byte, 4)
	if _, err := io.ReadFull(conn, buf); err == nil {
		reply(conn, []byte("E_PROTOCOL"))
	}
}

// Negotiate has another function read.
func (handler) Negotiate(conn net.Conn) {
	defer conn.Close()
	conn.SetReadDeadline(time.Now().Add(time.Second))
	if awaitHello(conn) == nil {
		reply(conn, []byte("E_PROTOCOL"))
	}
}

func awaitHello(r io.Reader) error {
	_, err := io.ReadFull(r, make([]byte, 4))
	return err
}

// Echo sends back what it gets, however long that is.
func (handler) Echo(conn net.Conn) {
	defer conn.Close()
	conn.SetReadDeadline(time.Now().Add(time.Second))
	buf := make([]byte, 1<<20)
	if n, err := io.ReadFull(conn, buf); err == nil {
		reply(conn, buf[:n]) // want conn-write
	}
}

// Greet says something first.
func (handler) Greet(conn net.Conn) {
	defer conn.Close()
	reply(conn, []byte("220 ready")) // want conn-write
}
