package streams

import (
	"bufio"
	"net"
	"time"
)

// A replyReader reads what a peer answers. It does not know of what it is made.
type replyReader struct{ br *bufio.Reader }

func newReplyReader(br *bufio.Reader) *replyReader { return &replyReader{br} }

func (r *replyReader) line() ([]byte, error) { return r.br.ReadSlice('\n') }

// An asker has the connection, and the reader of its answers.
type asker struct {
	conn  net.Conn
	reply *replyReader
}

func newAsker(conn net.Conn) *asker {
	a := new(asker)
	a.conn = conn
	a.reply = newReplyReader(bufio.NewReader(a.conn))
	return a
}

func (a *asker) patient() ([]byte, error) {
	return a.reply.line() // want conn-read "no read deadline is set on a\\.conn"
}

func (a *asker) hasty() ([]byte, error) {
	a.conn.SetReadDeadline(time.Now().Add(time.Second))
	return a.reply.line()
}

// A swapper reads now from one and now from another, so that nothing is known of either.
type swapper struct {
	one, other net.Conn
	reply      *replyReader
}

func (s *swapper) toOne()   { s.reply = newReplyReader(bufio.NewReader(s.one)) }
func (s *swapper) toOther() { s.reply = newReplyReader(bufio.NewReader(s.other)) }

func (s *swapper) next() ([]byte, error) {
	s.one.SetReadDeadline(time.Now().Add(time.Second))
	return s.reply.line()
}

// Conf has the connection, and is kept whole beside the reader that is made of it.
type Conf struct {
	Conn    net.Conn
	Timeout time.Duration
}

type Configured struct {
	conf Conf
	r    *bufio.Reader
}

func NewConfigured(conf Conf) *Configured {
	if conf.Timeout == 0 {
		conf.Timeout = time.Second
	}
	return &Configured{conf: conf, r: bufio.NewReader(conf.Conn)}
}

func (c *Configured) line() (string, error) {
	c.conf.Conn.SetReadDeadline(time.Now().Add(c.conf.Timeout))
	return c.r.ReadString('\n')
}

func (c *Configured) bare() (string, error) {
	return c.r.ReadString('\n') // want conn-read
}

// OtherConfigured reads from another connection than the one in its configuration.
type OtherConfigured struct {
	conf Conf
	r    *bufio.Reader
}

func NewOtherConfigured(conf Conf, other net.Conn) *OtherConfigured {
	return &OtherConfigured{conf: conf, r: bufio.NewReader(other)}
}

func (c *OtherConfigured) line() (string, error) {
	c.conf.Conn.SetReadDeadline(time.Now().Add(c.conf.Timeout))
	return c.r.ReadString('\n') // want conn-read
}
