package app

import (
	"bytes"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"example.com/testdata/crosspkg/lib"
)

// session keeps a connection, and a reader of another package that reads from it.
type session struct {
	conn   net.Conn
	reader *lib.PacketReader
}

func newSession(conn net.Conn) *session {
	return &session{conn: conn, reader: lib.NewPacketReader(conn)}
}

func (s *session) next() ([]byte, error) {
	return s.reader.Packet() // want conn-read "no read deadline is set on s\\.conn"
}

func (s *session) nextWithin(d time.Duration) ([]byte, error) {
	s.conn.SetReadDeadline(time.Now().Add(d))
	return s.reader.Packet()
}

func (s *session) nextWrongDirection() ([]byte, error) {
	s.conn.SetWriteDeadline(time.Now().Add(time.Minute))
	return s.reader.Packet() // want conn-read
}

// memory reads from what is in memory.
type memory struct{ reader *lib.PacketReader }

func newMemory(b []byte) *memory { return &memory{lib.NewPacketReader(bytes.NewReader(b))} }

func (m *memory) next() ([]byte, error) { return m.reader.Packet() }

// anyReader does not know what it reads from.
type anyReader struct{ reader *lib.PacketReader }

func newAnyReader(r io.Reader) *anyReader { return &anyReader{lib.NewPacketReader(r)} }

func (a *anyReader) next() ([]byte, error) { return a.reader.Packet() }

// transport writes frames through a layer of its own, and reads from the connection.
type transport struct {
	mu     sync.Mutex
	conn   net.Conn
	framer *lib.Framer
}

type batch struct {
	conn net.Conn
	buf  []byte
}

func newBatch(conn net.Conn) *batch { return &batch{conn: conn} }

func (b *batch) Write(p []byte) (int, error) {
	if b.buf = append(b.buf, p...); len(b.buf) < 4096 {
		return len(p), nil
	}
	return b.conn.Write(b.buf)
}

func newTransport(conn net.Conn) *transport {
	return &transport{conn: conn, framer: lib.NewFramer(newBatch(conn), conn)}
}

func (t *transport) goAway() error {
	t.mu.Lock() // want lock
	defer t.mu.Unlock()
	return t.framer.WriteFrame(nil) // want conn-write
}

// pipe writes frames to a buffer, which waits for nothing.
type pipe struct {
	mu     sync.Mutex
	framer *lib.Framer
}

func newPipe(b *bytes.Buffer) *pipe { return &pipe{framer: lib.NewFramer(b, b)} }

func (p *pipe) goAway() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.framer.WriteFrame(nil)
}

// ask has a client of another package use its connection, and bounds that.
func ask(conn net.Conn) error {
	c := lib.NewClient(conn)
	conn.SetDeadline(time.Now().Add(time.Minute))
	return c.Ask()
}

// askBare does not. The client is of the same module, and so found there.
func askBare(conn net.Conn) error {
	c := lib.NewClient(conn)
	return c.Ask()
}

// gatherer keeps its connection in a field of another package's type.
type gatherer struct{ asker *lib.Asker }

func (g *gatherer) start(conn net.Conn) { g.asker = &lib.Asker{To: conn} }

func (g *gatherer) gather(b []byte) (int, error) {
	return g.asker.Ask(b) // want conn-read
}

// timed is a layer that sets the deadlines.
type timed struct{ net.Conn }

func (t *timed) Read(b []byte) (int, error) {
	t.SetReadDeadline(time.Now().Add(time.Minute))
	return t.Conn.Read(b)
}

func (t *timed) Write(b []byte) (int, error) {
	t.SetWriteDeadline(time.Now().Add(time.Minute))
	return t.Conn.Write(b)
}

type calm struct{ quiet *lib.Quiet }

func (c *calm) start(conn net.Conn) { c.quiet = &lib.Quiet{To: &timed{conn}} }

func (c *calm) gather(b []byte) (int, error) { return c.quiet.Ask(b) }

// pooled has its connection twice, as a value of which only a method knows what it is: that
// bounds what the reader reads.
type pooled struct {
	conn   atomic.Value
	reader *lib.PacketReader
}

func newPooled(conn net.Conn) *pooled {
	p := &pooled{reader: lib.NewPacketReader(conn)}
	p.conn.Store(&conn)
	return p
}

func (p *pooled) within(d time.Duration, fn func(*lib.PacketReader) error) error {
	conn, _ := p.conn.Load().(*net.Conn)
	(*conn).SetReadDeadline(time.Now().Add(d))
	return fn(p.reader)
}

func (p *pooled) packet() ([]byte, error) { return p.reader.Packet() }
