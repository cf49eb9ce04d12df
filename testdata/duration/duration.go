// Package duration has timeouts that cannot do what they are for.
package duration

import (
	"context"
	"net"
	"net/http"
	"time"
)

const (
	bareSeconds  = 30
	typedSeconds = 30 * time.Second
	typedBare    = time.Duration(30)
	tiny         = 250 * time.Nanosecond
)

// The context has ended before anybody waits with it.
func overAtOnce(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 0) // want duration "context.WithTimeout with 0s is over at once"
	defer cancel()
	return ctx.Err()
}

// stopNow does not wait for what is still open.
func stopNow(srv *http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), 0)
	defer cancel()
	return srv.Shutdown(ctx)
}

func overBefore(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, -time.Second) // want duration "with -1s is over at once"
	defer cancel()
	return ctx.Err()
}

func negativeField() *http.Client {
	return &http.Client{Timeout: -5 * time.Second} // want duration "http.Client.Timeout with -5s"
}

// A zero that is computed may be anything.
func computed(ctx context.Context, d time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	return ctx.Err()
}

// A deadline in the past ends the waits of others; a timer of zero fires at once.
func onPurpose(conn net.Conn) error {
	<-time.After(0)
	t := time.NewTimer(0)
	defer t.Stop()
	time.AfterFunc(0, func() {})
	return conn.SetDeadline(time.Now().Add(-time.Second))
}

// A number without a unit counts nanoseconds.
func bareLiteral(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 30) // want duration "a number without a unit counts nanoseconds"
	defer cancel()
	return ctx.Err()
}

func bareConstant(addr string) (net.Conn, error) {
	return net.DialTimeout("tcp", addr, bareSeconds) // want duration "with 30ns"
}

func bareConversion(conn net.Conn) error {
	return conn.SetReadDeadline(time.Now().Add(time.Duration(5000))) // want duration "with 5µs"
}

func bareField() *net.Dialer {
	return &net.Dialer{Timeout: 500} // want duration "net.Dialer.Timeout with 500ns"
}

func bareAssigned(s *http.Server) {
	s.ReadHeaderTimeout = 10 // want duration "http.Server.ReadHeaderTimeout with 10ns"
}

func bareTimer(c chan int) int {
	select {
	case v := <-c:
		return v
	case <-time.After(100): // want duration "time.After with 100ns"
		return 0
	}
}

// With a unit, however short, somebody has thought of it.
func withUnit(ctx context.Context, addr string) error {
	ctx, cancel := context.WithTimeout(ctx, typedSeconds)
	defer cancel()
	short, stop := context.WithTimeout(ctx, tiny)
	defer stop()
	d := net.Dialer{Timeout: 50 * time.Microsecond}
	conn, err := d.DialContext(short, "tcp", addr)
	if err != nil {
		return err
	}
	return conn.Close()
}

// One nanosecond says "as soon as possible" to a timer.
func soon(c chan int) {
	select {
	case <-c:
	case <-time.After(1):
	}
}

// A typed constant has its unit where it is declared, right or wrong.
func typed(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, typedBare)
	defer cancel()
	return ctx.Err()
}

// The inner context ends with the outer one.
func longer(ctx context.Context, work func(context.Context)) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	inner, done := context.WithTimeout(ctx, time.Minute) // want duration "has no effect: the context that it is made from ends after 10s"
	defer done()
	work(inner)
}

// Shorter is what an inner context is for.
func shorter(ctx context.Context, work func(context.Context)) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	inner, done := context.WithTimeout(ctx, 10*time.Second)
	defer done()
	work(inner)
}

// One made from the context around the outer one is not inside of it.
func beside(ctx context.Context, work func(a, b context.Context)) {
	outer, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	other, done := context.WithTimeout(ctx, time.Minute)
	defer done()
	work(outer, other)
}

// On one of two paths the outer context has no timeout.
func sometimes(ctx context.Context, quick bool, work func(context.Context)) {
	if quick {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, 10*time.Second)
		defer cancel()
	}
	inner, done := context.WithTimeout(ctx, time.Minute)
	defer done()
	work(inner)
}

// An hour is long only for those who say so.
func long(addr string) (net.Conn, error) {
	return net.DialTimeout("tcp", addr, time.Hour) // want[max] duration "longer than the maximum of 5m0s"
}

func longEnough(addr string) (net.Conn, error) {
	return net.DialTimeout("tcp", addr, 5*time.Minute)
}

// A suppression has to say why.
func accepted(ctx context.Context) error {
	//timeoutlint:ignore duration tests want a context that has ended
	ctx, cancel := context.WithTimeout(ctx, 0)
	defer cancel()
	return ctx.Err()
}
