package lib

import (
	"bufio"
	"io"
	"net"
)

// A PacketReader reads the packets of a protocol, raw or decoded.
type PacketReader struct {
	raw     *bufio.Reader
	data    io.Reader
	decoded io.Reader
	buf     []byte
}

// NewPacketReader returns a reader of r.
func NewPacketReader(r io.Reader) *PacketReader {
	c := bufio.NewReader(r)
	return &PacketReader{raw: c, data: c, decoded: &decoder{c}}
}

// Decode makes the next reads decode.
func (r *PacketReader) Decode() { r.data = r.decoded }

// Read reads from what is asked for.
func (r *PacketReader) Read(p []byte) (int, error) { return r.data.Read(p) }

// Packet reads a packet.
func (r *PacketReader) Packet() ([]byte, error) {
	_, err := io.ReadFull(r, r.buf)
	return r.buf, err
}

type decoder struct{ r io.Reader }

func (d *decoder) Read(p []byte) (int, error) { return d.r.Read(p) }

// A Framer writes frames to one stream and reads them from another.
type Framer struct {
	w io.Writer
	r io.Reader
}

// NewFramer returns a framer.
func NewFramer(w io.Writer, r io.Reader) *Framer { return &Framer{w, r} }

// WriteFrame writes a frame.
func (f *Framer) WriteFrame(b []byte) error {
	_, err := f.w.Write(b)
	return err
}

// ReadFrame reads one.
func (f *Framer) ReadFrame(b []byte) error {
	_, err := io.ReadFull(f.r, b)
	return err
}

// A Client asks a server, over a connection that its maker can bound.
type Client struct {
	conn net.Conn
	buf  [8]byte
}

// NewClient returns a client.
func NewClient(conn net.Conn) *Client { return &Client{conn: conn} }

// Ask asks.
func (c *Client) Ask() error {
	if _, err := c.conn.Write(c.buf[:]); err != nil { // told at the answer
		return err
	}
	_, err := c.conn.Read(c.buf[:]) // want conn-read
	return err
}

// An Asker asks whoever its user says.
type Asker struct{ To io.ReadWriter }

// Ask asks.
func (a *Asker) Ask(b []byte) (int, error) {
	if _, err := a.To.Write(b); err != nil {
		return 0, err
	}
	return a.To.Read(b)
}

// Quiet is an Asker of another name.
type Quiet struct{ To io.ReadWriter }

// Ask asks.
func (q *Quiet) Ask(b []byte) (int, error) {
	if _, err := q.To.Write(b); err != nil {
		return 0, err
	}
	return q.To.Read(b)
}
