// Package conn has connections without deadlines.
package conn

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"os"
	"sync"
	"time"
)

type peer struct {
	conn net.Conn
	br   *bufio.Reader
}

// request returns the error as the operation does.
func request(c net.Conn, p []byte) (int, error) {
	if _, err := c.Write(p); err != nil {
		return 0, fmt.Errorf("request: %w", err)
	}
	n, err := c.Read(p)
	if err != nil {
		return n, fmt.Errorf("answer: %w", err)
	}
	return n, nil
}

// each round of a loop needs a deadline of its own.
func each(c net.Conn) error {
	buf := make([]byte, 512)
	for {
		n, err := c.Read(buf)
		if err != nil {
			break
		}
		fmt.Println(n)
	}
	return nil
}

// once: the second read is covered by the deadline of the first.
func once(c net.Conn, head, body []byte) error {
	if _, err := io.ReadFull(c, head); err != nil {
		return err
	}
	_, err := io.ReadFull(c, body)
	return err
}

// lines reads in the head of a loop.
func lines(c net.Conn) (n int, err error) {
	sc := bufio.NewScanner(c)
	for sc.Scan() {
		n++
	}
	return n, sc.Err()
}

// quiet has no way to tell of errors.
func quiet(c net.Conn) {
	c.Write([]byte("bye\n"))
}

// through a buffer: the deadline is the connection's.
func (p *peer) line() (string, error) {
	return p.br.ReadString('\n')
}

func newPeer(addr string) (*peer, error) {
	c, err := net.DialTimeout("tcp", addr, 1e9)
	if err != nil {
		return nil, err
	}
	return &peer{conn: c, br: bufio.NewReader(c)}, nil
}

// drain has no repair with the plain library: one deadline would limit the
// whole transfer.
func drain(c net.Conn, w io.Writer) error {
	_, err := io.Copy(w, c)
	return err
}

// echo reads and writes in one call: each has a deadline of its own in one wrapper.
func echo(c net.Conn) error {
	_, err := io.Copy(c, c)
	return err
}

// greet is one call that writes and reads, once each.
func (p *peer) greet() error {
	return hello(p.conn)
}

func hello(rw io.ReadWriter) error {
	if _, err := rw.Write([]byte("hello\n")); err != nil {
		return err
	}
	_, err := rw.Read(make([]byte, 8))
	return err
}

// opened hands the connection on: what is done with it then has no deadline.
func opened(addr string, use func(net.Conn)) error {
	c, err := net.DialTimeout("tcp", addr, 1e9)
	if err != nil {
		return err
	}
	defer c.Close()
	var head [4]byte
	if _, err := io.ReadFull(c, head[:]); err != nil {
		return err
	}
	if _, err := io.ReadFull(c, head[:]); err != nil {
		return err
	}
	fmt.Println(c.RemoteAddr())
	use(c)
	return nil
}

// wrapped does so with what it has made of it.
func wrapped(c net.Conn) (*bufio.ReadWriter, error) {
	br := bufio.NewReader(c)
	line, err := br.ReadString('\n')
	if err != nil {
		return nil, err
	}
	fmt.Println(line)
	return bufio.NewReadWriter(br, nil), nil
}

// deferred has none: it runs when the function has returned.
func deferred(c net.Conn) {
	defer c.Write([]byte("bye\n"))
	fmt.Println("hello")
}

// reader has none: the connection is not in reach.
func reader() error {
	c, err := net.DialTimeout("tcp", os.Args[1], 1e9)
	if err != nil {
		return err
	}
	return header(bufio.NewReader(c))
}

func header(r *bufio.Reader) error {
	_, err := r.ReadByte()
	return err
}

// shadowed has none: time means something else.
func shadowed(c net.Conn, time int) error {
	_, err := c.Write(make([]byte, time))
	return err
}

// listen: a loop has to expect the error of a deadline.
func listen(l net.Listener) (net.Conn, error) {
	return l.Accept()
}

// locked: the way out that a repair adds gives the lock back, too.
func locked(mu *sync.Mutex, c net.Conn, p []byte) error {
	mu.Lock()
	_, _ = c.Write(p)
	mu.Unlock()
	return nil
}

// unlocked has nothing to give back.
func unlocked(mu *sync.Mutex, c net.Conn, p []byte) error {
	mu.Lock()
	n := len(p)
	mu.Unlock()
	_, _ = c.Write(p[:n])
	return nil
}

// giving does so in any case.
func giving(mu *sync.RWMutex, c net.Conn, p []byte) error {
	mu.RLock()
	defer mu.RUnlock()
	_, _ = c.Write(p)
	return nil
}

// reconnect has another connection in each round.
func reconnect(addrs []string, cfg *tls.Config, serve func(net.Conn)) {
	for _, a := range addrs {
		c, err := net.DialTimeout("tcp", a, time.Second)
		if err != nil {
			continue
		}
		t := tls.Client(c, cfg)
		if err := t.Handshake(); err != nil {
			continue
		}
		c = t
		serve(c)
	}
}
