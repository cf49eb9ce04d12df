package streams

import (
	"bufio"
	"io"
	"net"
	"time"
)

// readFrame knows only that it reads.
func readFrame(r io.Reader) ([]byte, error) {
	b := make([]byte, 4)
	_, err := io.ReadFull(r, b)
	return b, err
}

// A frame comes from a stream.
type framer interface{ frame() ([]byte, error) }

type frameReader struct{ br *bufio.Reader }

func newFrameReader(r io.Reader) *frameReader { return &frameReader{bufio.NewReader(r)} }

func (f *frameReader) frame() ([]byte, error) { return readFrame(f.br) }

// A puller has nothing but the reader that was made of its connection.
type puller struct{ r *frameReader }

func newPuller(c net.Conn) *puller { return &puller{newFrameReader(c)} }

func (p *puller) next() ([]byte, error) {
	return p.r.frame() // want conn-read
}

// pulled: whoever makes one can set the deadline.
func pulled(c net.Conn) ([]byte, error) {
	c.SetReadDeadline(time.Now().Add(time.Second))
	return (&lentPuller{newFrameReader(c)}).next()
}

type lentPuller struct{ r *frameReader }

func (p *lentPuller) next() ([]byte, error) { return p.r.frame() }

// A hidden one is behind an interface.
type hidden struct {
	conn net.Conn
	r    framer
}

func newHidden(c net.Conn) *hidden { return &hidden{c, newFrameReader(c)} }

func (h *hidden) next() ([]byte, error) {
	return h.r.frame() // want conn-read
}

type hiddenHasty struct {
	conn net.Conn
	r    framer
}

func newHiddenHasty(c net.Conn) *hiddenHasty { return &hiddenHasty{c, newFrameReader(c)} }

func (h *hiddenHasty) next() ([]byte, error) {
	h.conn.SetReadDeadline(time.Now().Add(time.Second))
	return h.r.frame()
}

// A deep one is two objects away from its connection.
type deep struct {
	conn net.Conn
	m    *messages
}

type messages struct{ r *frameReader }

func newMessages(r io.Reader) *messages { return &messages{newFrameReader(r)} }

func (m *messages) next() ([]byte, error) { return m.r.frame() }

func newDeep(c net.Conn) *deep { return &deep{c, newMessages(c)} }

func (d *deep) next() ([]byte, error) {
	return d.m.next() // want conn-read
}

type deepHasty struct {
	conn net.Conn
	m    *messages
}

func newDeepHasty(c net.Conn) *deepHasty { return &deepHasty{c, newMessages(c)} }

func (d *deepHasty) next() ([]byte, error) {
	d.conn.SetReadDeadline(time.Now().Add(time.Second))
	return d.m.next()
}

// Captured, or an element of a container, a connection is passed as a reader.
func captured(c net.Conn) <-chan []byte {
	out := make(chan []byte, 2)
	go func() {
		b, _ := readFrame(c) // want conn-read
		out <- b
	}()
	return out
}

func capturedHasty(c net.Conn) <-chan []byte {
	out := make(chan []byte, 1)
	c.SetReadDeadline(time.Now().Add(time.Second))
	go func() {
		b, _ := readFrame(c)
		out <- b
	}()
	return out
}

func each(cs []net.Conn) {
	for _, c := range cs {
		readFrame(c) // want conn-read
	}
}

func eachHasty(cs []net.Conn) {
	for _, c := range cs {
		c.SetReadDeadline(time.Now().Add(time.Second))
		readFrame(c)
	}
}

type byName struct{ conns map[string]net.Conn }

func (b *byName) next(name string) ([]byte, error) {
	return readFrame(b.conns[name]) // want conn-read
}

func (b *byName) nextHasty(name string) ([]byte, error) {
	c := b.conns[name]
	c.SetReadDeadline(time.Now().Add(time.Second))
	return readFrame(c)
}
