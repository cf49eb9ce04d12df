package watchdog

import (
	"bufio"
	"compress/gzip"
	"io"
	"net"
	"sync/atomic"
	"time"
)

// pinger sets its timer again each time, and closes a connection that is
// silent for too long.
type pinger struct {
	nc       net.Conn
	timer    *time.Timer
	silent   int
	compress bool
}

func (p *pinger) arm() { p.timer = time.AfterFunc(time.Minute, p.ping) }

func (p *pinger) ping() {
	if p.silent++; p.silent > 2 {
		p.close()
		return
	}
	p.arm()
}

func (p *pinger) close() {
	nc := p.nc
	p.nc = nil
	nc.Close()
}

// readLoop reads from one of two readers, of the same connection.
func (p *pinger) readLoop(buf []byte) error {
	nc := p.nc
	var r io.Reader = nc
	for {
		n, err := r.Read(buf)
		if err != nil {
			return err
		}
		if p.compress && n > 0 {
			if r, err = gzip.NewReader(nc); err != nil {
				return err
			}
		}
		if err := skip(r, n); err != nil {
			return err
		}
	}
}

// skip is given a reader of that connection, too.
func skip(r io.Reader, n int) error {
	_, err := io.CopyN(io.Discard, r, int64(n))
	return err
}

// sleeper has the same shape, and nobody arms its timer.
type sleeper struct {
	nc     net.Conn
	r      *bufio.Reader
	silent int
}

func (s *sleeper) ping() {
	if s.silent++; s.silent > 2 {
		s.nc.Close()
	}
}

func (s *sleeper) readLoop(buf []byte) error {
	for {
		if _, err := s.nc.Read(buf); err != nil { // want conn-read
			return err
		}
	}
}

// A poller starts its own watchdog, on the connection that it has just been given.
type poller struct {
	conn net.Conn
	die  chan struct{}
	last atomic.Int64
}

func newPoller(conn net.Conn) *poller {
	p := &poller{conn: conn, die: make(chan struct{})}
	go p.watch()
	go p.poll()
	return p
}

func (p *poller) watch() {
	for range time.Tick(time.Minute) {
		if time.Since(time.Unix(p.last.Load(), 0)) > time.Minute {
			close(p.die)
			p.conn.Close()
			return
		}
	}
}

func (p *poller) poll() {
	buf := make([]byte, 64)
	for {
		if _, err := p.conn.Read(buf); err != nil {
			return
		}
		p.last.Store(time.Now().Unix())
	}
}

// A lazyPoller's goroutine only counts.
type lazyPoller struct {
	conn net.Conn
	die  chan struct{}
	n    atomic.Int64
}

func newLazyPoller(conn net.Conn) *lazyPoller {
	p := &lazyPoller{conn: conn, die: make(chan struct{})}
	go p.watch()
	go p.poll()
	return p
}

func (p *lazyPoller) watch() {
	for range time.Tick(time.Minute) {
		p.n.Add(1)
	}
}

func (p *lazyPoller) poll() {
	buf := make([]byte, 64)
	for {
		if _, err := p.conn.Read(buf); err != nil { // want conn-read
			return
		}
	}
}
