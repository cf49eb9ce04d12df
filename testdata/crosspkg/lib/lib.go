// Package lib is used by package app: what it waits for, what it bounds and what
// it locks has to be known over there.
package lib

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"os"
	"sync"
	"time"
)

// ErrTimeout says that the time was up.
var ErrTimeout = errors.New("timeout")

// ReadFrame reads a frame. Its caller in this package sets a deadline, so it is
// silent here; other packages have to do the same.
func ReadFrame(c net.Conn) ([]byte, error) {
	var n uint32
	if err := binary.Read(c, binary.BigEndian, &n); err != nil {
		return nil, err
	}
	buf := make([]byte, n)
	_, err := io.ReadFull(c, buf)
	return buf, err
}

// ReadFrameWithin reads a frame within d.
func ReadFrameWithin(c net.Conn, d time.Duration) ([]byte, error) {
	c.SetReadDeadline(time.Now().Add(d))
	return ReadFrame(c)
}

// WriteFrame is called by other packages alone: they have the connection, and are found
// where they set no deadline.
func WriteFrame(c net.Conn, buf []byte) error {
	if err := binary.Write(c, binary.BigEndian, uint32(len(buf))); err != nil {
		return err
	}
	_, err := c.Write(buf)
	return err
}

// A Server has a handler, which other packages can give to whoever accepts.
type Server struct{ buf []byte }

// Handle serves a connection.
func (s *Server) Handle(c net.Conn) {
	c.Read(s.buf) // want conn-read
}

// A Greeter is called through an interface, whoever has it: it is a finding here.
type Greeter struct{ base }

type base struct{ buf []byte }

// Greet answers a connection.
func (b *base) Greet(c net.Conn) error {
	_, err := c.Read(b.buf) // want conn-read
	return err
}

// Default is one of what greets.
var Default interface{ Greet(c net.Conn) error } = &Greeter{}

// A Guest is called by its users.
type Guest struct{ buf []byte }

// Hear reads what is said.
func (g *Guest) Hear(c net.Conn) error {
	_, err := c.Read(g.buf)
	return err
}

// Serve is given away here, to be called with each connection.
func Serve(c net.Conn) error {
	_, err := c.Read(make([]byte, 1)) // want conn-read
	return err
}

// Handler is what to do with a connection.
var Handler = Serve

// Print writes to whatever it is given.
func Print(w io.Writer, s string) error {
	_, err := io.WriteString(w, s)
	return err
}

// Arm sets a deadline for its caller.
func Arm(c net.Conn) error { return c.SetDeadline(time.Now().Add(time.Minute)) }

// Disarm takes it back.
func Disarm(c net.Conn) error { return c.SetDeadline(time.Time{}) }

// ArmWrites sets that of writes only.
func ArmWrites(c net.Conn) error { return c.SetWriteDeadline(time.Now().Add(time.Minute)) }

// Dial is the caller's to bound, as its context is.
func Dial(ctx context.Context, addr string) (net.Conn, error) {
	var d net.Dialer
	return d.DialContext(ctx, "tcp", addr)
}

// DialQuickly bounds it itself.
func DialQuickly(ctx context.Context, addr string) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	return Dial(ctx, addr)
}

// Soon makes a context with a deadline.
func Soon() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.Background(), time.Second)
}

// Never makes one without.
func Never() (context.Context, context.CancelFunc) {
	return context.WithCancel(context.Background())
}

// Dialer makes a dialer with a timeout.
func Dialer() *net.Dialer { return &net.Dialer{Timeout: time.Second} }

// Conn is a connection that bounds each read.
type Conn struct {
	net.Conn
	wait time.Duration
}

// NewConn wraps c.
func NewConn(c net.Conn, wait time.Duration) *Conn { return &Conn{c, wait} }

// Read bounds and reads.
func (c *Conn) Read(p []byte) (int, error) {
	c.Conn.SetReadDeadline(time.Now().Add(c.wait))
	return c.Conn.Read(p)
}

// Counted is a connection that counts, and bounds nothing.
type Counted struct {
	net.Conn
	N int
}

// Count wraps c.
func Count(c net.Conn) *Counted { return &Counted{Conn: c} }

// Read counts and reads.
func (c *Counted) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.N += n
	return n, err
}

// Reader makes a buffered reader of a connection.
func Reader(c net.Conn) *bufio.Reader { return bufio.NewReaderSize(c, 4096) }

// Within runs fn and returns after d at the latest.
func Within(d time.Duration, fn func() error) error {
	done := make(chan error, 1)
	go func() { done <- fn() }()
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case err := <-done:
		return err
	case <-t.C:
		return ErrTimeout
	}
}

// Retry calls fn until it works, and waits for it as long as it takes.
func Retry(ctx context.Context, fn func() error) error {
	for {
		if err := fn(); err == nil {
			return nil
		}
		select {
		case <-time.After(time.Second):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Log is a file with a mutex.
type Log struct {
	mu sync.Mutex
	f  *os.File
	n  int
}

// OpenLog opens a log.
func OpenLog(name string) (*Log, error) {
	f, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	return &Log{f: f}, nil
}

// Append waits for the disk with the mutex held.
func (l *Log) Append(rec []byte) error {
	l.mu.Lock() // want lock
	defer l.mu.Unlock()
	l.n++
	if _, err := l.f.Write(rec); err != nil { // want disk-write
		return err
	}
	return l.f.Sync() // want disk-sync
}

// Flush waits for the disk without it.
func (l *Log) Flush() error {
	return l.f.Sync() // want disk-sync
}

// Len waits for those who append.
func (l *Log) Len() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.n
}

// Stats has a mutex whose holders do not wait.
type Stats struct {
	mu sync.Mutex
	n  int
}

// Inc counts.
func (s *Stats) Inc() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.n++
}

// Guard is a mutex with names of its own.
type Guard struct{ mu sync.Mutex }

// Enter takes the mutex and leaves it held.
func (g *Guard) Enter() { g.mu.Lock() }

// Leave gives it back.
func (g *Guard) Leave() { g.mu.Unlock() }

// Result is what a goroutine will have computed.
type Result struct{ C chan int }

// Await waits for it, however long that takes.
func (r *Result) Await() int { return <-r.C }

// AwaitContext waits for it as long as the context allows.
func (r *Result) AwaitContext(ctx context.Context) (int, error) {
	select {
	case v := <-r.C:
		return v, nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

// Checkpoint is on a device with a time limit of its own.
func (l *Log) Checkpoint() error {
	//timeoutlint:bounded 10s the controller gives up after that time
	return l.f.Sync()
}

// Peer has a connection that nobody else can set a deadline for.
type Peer struct{ conn net.Conn }

// NewPeer uses c.
func NewPeer(c net.Conn) *Peer { return &Peer{conn: c} }

// Hello greets the peer.
func (p *Peer) Hello() error {
	_, err := p.conn.Write([]byte("hello")) // want conn-write
	return err
}

// DefaultDialer has a timeout, which those who use it do not see.
var DefaultDialer = &net.Dialer{Timeout: 45 * time.Second}
