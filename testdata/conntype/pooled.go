package conntype

import (
	"net"
	"sync"
	"time"
)

// A visit is taken from a pool, and keeps the connection while it lasts.
type visit struct {
	conn net.Conn
	seen int
}

var visits sync.Pool

func newVisit(c net.Conn) (v *visit) {
	if old := visits.Get(); old != nil {
		v = old.(*visit)
	} else {
		v = new(visit)
	}
	v.conn = c
	return v
}

// host gives the visit back while it waits; the deadline is that of the connection.
func host(c net.Conn) error {
	v := newVisit(c)
	for {
		c.SetReadDeadline(time.Now().Add(time.Minute))
		if err := await(&v); err != nil {
			return err
		}
		if v.seen > 10 {
			v = newVisit(c)
		}
	}
}

func await(v **visit) error {
	conn := (*v).conn
	visits.Put(*v)
	_, err := conn.Read(make([]byte, 1))
	*v = newVisit(conn)
	return err
}

// hostBoth sets the deadline of one of two.
func hostBoth(c, other net.Conn) error {
	v := newVisit(c)
	for {
		c.SetReadDeadline(time.Now().Add(time.Minute))
		if err := awaitEither(&v); err != nil {
			return err
		}
		if v.seen > 10 {
			v = newVisit(other)
		}
	}
}

func awaitEither(v **visit) error {
	_, err := (*v).conn.Read(make([]byte, 1)) // want conn-read
	return err
}
