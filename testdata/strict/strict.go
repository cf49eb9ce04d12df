// Package strict has the waits that only -strict reports: those whose bound is
// weak, and those for other goroutines that have no reason to be reported by
// default.
package strict

import (
	"context"
	"io"
	"net"
	"net/http"
	"os/exec"
	"os/signal"
	"syscall"
	"time"
)

// conditional is bounded when the configuration says so.
func conditional(c net.Conn, d time.Duration, buf []byte) (int, error) {
	if d > 0 {
		c.SetReadDeadline(time.Now().Add(d))
	}
	return c.Read(buf) // want[strict] conn-read
}

// always has a deadline on every path.
func always(c net.Conn, d time.Duration, buf []byte) (int, error) {
	if d <= 0 {
		d = time.Minute
	}
	c.SetReadDeadline(time.Now().Add(d))
	return c.Read(buf)
}

func conditionalContext(d time.Duration) (net.Conn, error) {
	ctx := context.Background()
	if d > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, d)
		defer cancel()
	}
	var dialer net.Dialer
	return dialer.DialContext(ctx, "tcp", "a:1") // want[strict] dial
}

// unbounded is worse, and found in every mode.
func unbounded(c net.Conn, buf []byte) (int, error) {
	return c.Read(buf) // want conn-read
}

// incoming is ended when the client goes away.
func incoming(w http.ResponseWriter, r *http.Request) {
	if err := exec.CommandContext(r.Context(), "true").Run(); err != nil { // want[strict] exec
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

// incomingBounded gives it a deadline.
func incomingBounded(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), time.Minute)
	defer cancel()
	if err := exec.CommandContext(ctx, "true").Run(); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

func interrupted() error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	return exec.CommandContext(ctx, "true").Run() // want[strict] exec
}

// parameter is a context whose origin nobody knows.
func parameter(ctx context.Context) error {
	return exec.CommandContext(ctx, "true").Run() // want[strict] exec
}

// callerBounds has a caller that does, and no other.
func callerBounds(ctx context.Context) error {
	return exec.CommandContext(ctx, "false").Run() // may[strict] exec
}

func bounds() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	return callerBounds(ctx)
}

// watched is ended by the goroutine that closes the connection, but not by time.
func watched(ctx context.Context, c net.Conn, buf []byte) (int, error) {
	stop := context.AfterFunc(ctx, func() { c.Close() })
	defer stop()
	return c.Read(buf) // want[strict] conn-read
}

// watchedByTimer is.
func watchedByTimer(c net.Conn, buf []byte) (int, error) {
	t := time.AfterFunc(time.Minute, func() { c.Close() })
	defer t.Stop()
	return c.Read(buf)
}

// accepts is ended by closing the listener.
func accepts(ln net.Listener, handle func(net.Conn)) error {
	for {
		c, err := ln.Accept() // want[strict] accept
		if err != nil {
			return err
		}
		go handle(c)
	}
}

func acceptsBounded(ln *net.TCPListener, handle func(net.Conn)) error {
	for {
		ln.SetDeadline(time.Now().Add(time.Second))
		c, err := ln.Accept()
		if err != nil {
			return err
		}
		go handle(c)
	}
}

// generic readers and writers are unknown, and stay silent: -strict is about
// bounds, not about what may be behind an interface.
func generic(dst io.Writer, src io.Reader) error {
	_, err := io.Copy(dst, src)
	return err
}

func genericRead(r io.Reader, buf []byte) error {
	_, err := io.ReadFull(r, buf)
	return err
}

// broadcast ends with its source, which it does not tell to; stop cancels that
// first, which no clock sees to.
type broadcast struct {
	cancel context.CancelFunc
	done   chan struct{}
}

func newBroadcast(cancel context.CancelFunc, source <-chan int) *broadcast {
	b := &broadcast{cancel: cancel, done: make(chan struct{})}
	go func() {
		defer close(b.done)
		for range source {
		}
	}()
	return b
}

func (b *broadcast) stop() {
	b.cancel()
	<-b.done // want[strict] wait
}
