package watchdog

import (
	"net"
	"time"
)

// keeper writes to its peer now and then. The clock that tells it to does not end a
// write that hangs, nor a read: the connection is closed when a write has failed.
type keeper struct {
	conn net.Conn
	out  chan []byte
	done chan struct{}
}

func newKeeper(conn net.Conn) *keeper {
	k := &keeper{conn: conn, out: make(chan []byte, 1), done: make(chan struct{})}
	go k.write()
	return k
}

func (k *keeper) write() {
	defer k.conn.Close()
	tick := time.NewTicker(time.Minute)
	defer tick.Stop()
	for {
		select {
		case b := <-k.out:
			if _, err := k.conn.Write(b); err != nil { // want conn-write
				return
			}
		case <-tick.C:
			if _, err := k.conn.Write(nil); err != nil {
				return
			}
		case <-k.done:
			return
		}
	}
}

func (k *keeper) read(buf []byte) error {
	_, err := k.conn.Read(buf) // want conn-read
	return err
}

// closer closes its connection when it is told to: as Close does, and no sooner.
type closer struct {
	conn net.Conn
	quit chan struct{}
}

func newCloser(conn net.Conn) *closer {
	c := &closer{conn: conn, quit: make(chan struct{})}
	go func() {
		<-c.quit
		c.conn.Close()
	}()
	return c
}

func (c *closer) read(buf []byte) error {
	_, err := c.conn.Read(buf) // want conn-read
	return err
}

// expirer is told to, too, and has a clock that closes by itself.
type expirer struct {
	conn net.Conn
	quit chan struct{}
	last time.Time
}

func newExpirer(conn net.Conn) *expirer {
	e := &expirer{conn: conn, quit: make(chan struct{})}
	go e.watch()
	return e
}

func (e *expirer) watch() {
	defer e.conn.Close()
	tick := time.NewTicker(time.Minute)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			if time.Since(e.last) > time.Hour {
				return
			}
		case <-e.quit:
			return
		}
	}
}

func (e *expirer) read(buf []byte) error {
	n, err := e.conn.Read(buf)
	if n > 0 {
		e.last = time.Now()
	}
	return err
}

// asker waits for the answer to what it sends by its clock, and not for long.
type asker struct {
	conn    net.Conn
	answers chan struct{}
}

func newAsker(conn net.Conn) *asker {
	a := &asker{conn: conn, answers: make(chan struct{})}
	go a.keepAlive()
	return a
}

func (a *asker) keepAlive() {
	for range time.Tick(time.Minute) {
		if !a.ping() {
			a.conn.Close()
			return
		}
	}
}

func (a *asker) ping() bool {
	if _, err := a.conn.Write(nil); err != nil {
		return false
	}
	select {
	case <-a.answers:
		return true
	case <-time.After(time.Second):
		return false
	}
}

func (a *asker) read(buf []byte) error {
	_, err := a.conn.Read(buf)
	return err
}
