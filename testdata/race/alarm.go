package race

import (
	"context"
	"crypto/tls"
	"net"
	"os"
	"sync"
	"time"
)

// alarm has one channel for the result and for the timer, and no select.
func alarm(c *tls.Conn) error {
	errc := make(chan error, 2)
	t := time.AfterFunc(time.Minute, func() { errc <- errTimeout })
	defer t.Stop()
	go func() { errc <- c.Handshake() }()
	return <-errc
}

// alarmConfigured has a timer only if it is asked for.
func alarmConfigured(c *tls.Conn, timeout time.Duration) error {
	errc := make(chan error, 2)
	if timeout > 0 {
		t := time.AfterFunc(timeout, func() { errc <- errTimeout })
		defer t.Stop()
	}
	go func() { errc <- c.Handshake() }()
	return <-errc
}

// alarmContext is as bounded as the caller's context.
func alarmContext(ctx context.Context, f *os.File) error {
	errc := make(chan error, 2)
	stop := context.AfterFunc(ctx, func() { errc <- ctx.Err() })
	defer stop()
	go func() { errc <- f.Sync() }()
	return <-errc
}

// alarmOther signals another channel than the one that is waited for.
func alarmOther(c *tls.Conn) error {
	errc, late := make(chan error, 1), make(chan error, 1)
	t := time.AfterFunc(time.Minute, func() { late <- errTimeout })
	defer t.Stop()
	go func() {
		errc <- c.Handshake() // want handshake
	}()
	return <-errc // told at what it waits for
}

// alarmLogs signals nobody.
func alarmLogs(c *tls.Conn, log func(string)) error {
	errc := make(chan error, 1)
	t := time.AfterFunc(time.Minute, func() { log("slow") })
	defer t.Stop()
	go func() {
		errc <- c.Handshake() // want handshake
	}()
	return <-errc // told at what it waits for
}

type alarmLocked struct {
	mu   sync.Mutex
	conn net.Conn
}

// probe holds a mutex, but no longer than the timer allows.
func (a *alarmLocked) probe(buf []byte) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	errc := make(chan error, 2)
	t := time.AfterFunc(time.Second, func() { errc <- errTimeout })
	defer t.Stop()
	go func() {
		_, err := a.conn.Read(buf)
		errc <- err
	}()
	return <-errc
}
