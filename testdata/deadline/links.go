package deadline

import (
	"io"
	"net"
	"time"
)

// A link is a connection or a serial port: all that it has for deadlines is one method.
type link interface {
	io.ReadWriteCloser
	SetDeadline(time.Time) error
}

// port ends its own reads.
type port struct {
	io.ReadWriteCloser
	deadline time.Time
}

func (p *port) SetDeadline(t time.Time) error { p.deadline = t; return nil }

// datagrams are a connection as a stream.
type datagrams struct {
	conn net.Conn
	buf  []byte
	left int
}

func (d *datagrams) Read(b []byte) (int, error) {
	if d.left == 0 {
		n, err := d.conn.Read(d.buf)
		if err != nil {
			return 0, err
		}
		d.left = n
	}
	n := copy(b, d.buf[:d.left])
	d.left -= n
	return n, nil
}

func (d *datagrams) Write(b []byte) (int, error)   { return d.conn.Write(b) }
func (d *datagrams) Close() error                  { return d.conn.Close() }
func (d *datagrams) SetDeadline(t time.Time) error { return d.conn.SetDeadline(t) }

// drop sets a deadline on what it is given.
func drop(l link) {
	l.SetDeadline(time.Now().Add(time.Millisecond))
	io.ReadFull(l, make([]byte, 1024))
}

// dropAll sets none.
func dropAll(l link) {
	io.ReadFull(l, make([]byte, 1024))
}

type transporter interface{ exchange(b []byte) error }

// transport sets one for each exchange.
type transport struct {
	link    link
	timeout time.Duration
}

func (t *transport) exchange(b []byte) error {
	if err := t.link.SetDeadline(time.Now().Add(t.timeout)); err != nil {
		return err
	}
	if _, err := t.link.Write(b); err != nil {
		return err
	}
	return t.answer(b)
}

func (t *transport) answer(b []byte) error {
	_, err := io.ReadFull(t.link, b)
	return err
}

// transportToo sets none.
type transportToo struct{ other link }

func (t *transportToo) exchange(b []byte) error {
	if _, err := t.other.Write(b); err != nil {
		return err
	}
	_, err := io.ReadFull(t.other, b) // want conn-read
	return err
}

type linkClient struct {
	transport transporter
	plain     *transportToo
}

func (c *linkClient) open(addr string, device io.ReadWriteCloser) error {
	if device != nil {
		c.transport = &transport{&port{ReadWriteCloser: device}, time.Second}
		return nil
	}
	conn, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	drop(conn)
	c.transport = &transport{&datagrams{conn: conn}, time.Second}
	c.plain = &transportToo{conn}
	return nil
}

func (c *linkClient) ask(b []byte) error { return c.transport.exchange(b) }

func (c *linkClient) askPlain(b []byte) error {
	return c.plain.exchange(b)
}

func openPlain(addr string) error {
	conn, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	dropAll(conn) // want conn-read
	return nil
}

// A conversation is over a line or a radio.
type conversation interface {
	hear(b []byte) error
	say(b []byte) error
}

// line sets a deadline when it waits for what the other says, which is there for the reply, too.
type line struct{ conn net.Conn }

func (l *line) hear(b []byte) error {
	if err := l.conn.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		return err
	}
	_, err := io.ReadFull(l.conn, b)
	return err
}

func (l *line) say(b []byte) error {
	_, err := l.conn.Write(b)
	return err
}

type radio struct{ link link }

func (r *radio) hear([]byte) error { return io.EOF }

func (r *radio) say(b []byte) error {
	_, err := r.link.Write(b)
	return err
}

// extension is a line as a part of something else.
type extension struct {
	*line
	number int
}

func converse(c conversation) {
	for b := make([]byte, 8); c.hear(b) == nil; {
		if c.say(b) != nil {
			return
		}
	}
}

// A speech is said without hearing anything.
type speech interface{ speak(b []byte) error }

type speaker struct{ conn net.Conn }

func (s *speaker) speak(b []byte) error {
	_, err := s.conn.Write(b) // want conn-write
	return err
}

type writer struct{ w io.Writer }

func (w *writer) speak(b []byte) error {
	_, err := w.w.Write(b)
	return err
}

func hold(s speech, texts [][]byte) {
	for _, t := range texts {
		s.speak(t)
	}
}

func callLine(addr string, texts [][]byte) error {
	conn, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	converse(&line{conn})
	converse(&extension{&line{conn}, 1})
	return nil
}

func callSpeaker(addr string, texts [][]byte) error {
	conn, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	hold(&speaker{conn}, texts)
	return nil
}
