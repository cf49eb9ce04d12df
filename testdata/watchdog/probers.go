package watchdog

import (
	"net"
	"time"
)

// prober asks its peer again and again, and closes when that fails: it waits itself as long
// as the peer likes.
type prober struct {
	conn net.Conn
	stop chan struct{}
}

func startProber(conn net.Conn) *prober {
	p := &prober{conn: conn, stop: make(chan struct{})}
	go p.probe()
	return p
}

func (p *prober) ask(q []byte) error {
	if _, err := p.conn.Write(q); err != nil {
		p.conn.Close()
		return err
	}
	if _, err := p.conn.Read(q); err != nil { // want conn-read
		p.conn.Close()
		return err
	}
	return nil
}

func (p *prober) probe() {
	t := time.NewTicker(time.Second)
	for {
		select {
		case <-t.C:
			if err := p.ask([]byte("ping")); err != nil {
				p.conn.Close()
				return
			}
		case <-p.stop:
			return
		}
	}
}

// reaper closes without asking.
type reaper struct {
	conn net.Conn
	used func() time.Time
}

func startReaper(conn net.Conn, used func() time.Time) *reaper {
	r := &reaper{conn, used}
	go r.reap()
	return r
}

func (r *reaper) ask(q []byte) error {
	if _, err := r.conn.Write(q); err != nil {
		r.conn.Close()
		return err
	}
	_, err := r.conn.Read(q)
	return err
}

func (r *reaper) reap() {
	t := time.NewTicker(time.Second)
	for range t.C {
		if time.Since(r.used()) > time.Minute {
			r.conn.Close()
			return
		}
	}
}
