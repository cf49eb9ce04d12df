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
