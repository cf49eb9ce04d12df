// Package ctx judges contexts by where they come from.
package ctx

import (
	"context"
	"net"
	"net/http"
	"os/exec"
	"os/signal"
	"syscall"
	"time"
)

var dialer net.Dialer

type key struct{}

func background() (net.Conn, error) {
	return dialer.DialContext(context.Background(), "tcp", "a:1") // want dial
}

func todo() (net.Conn, error) {
	return dialer.DialContext(context.TODO(), "tcp", "a:1") // want dial
}

func withTimeout() (net.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	return dialer.DialContext(ctx, "tcp", "a:1")
}

func withDeadline() (net.Conn, error) {
	ctx, cancel := context.WithDeadline(context.TODO(), time.Now().Add(time.Minute))
	defer cancel()
	return dialer.DialContext(ctx, "tcp", "a:1")
}

func withTimeoutCause() (net.Conn, error) {
	ctx, cancel := context.WithTimeoutCause(context.Background(), time.Minute, net.ErrClosed)
	defer cancel()
	return dialer.DialContext(ctx, "tcp", "a:1")
}

// withCancel has a cancel that only runs when the dial is over.
func withCancel() (net.Conn, error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	return dialer.DialContext(ctx, "tcp", "a:1") // want dial
}

func withValue() (net.Conn, error) {
	ctx := context.WithValue(context.Background(), key{}, 1)
	return dialer.DialContext(ctx, "tcp", "a:1") // want dial
}

// withValueOfTimeout keeps the bound of its parent.
func withValueOfTimeout() (net.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	return dialer.DialContext(context.WithValue(ctx, key{}, 1), "tcp", "a:1")
}

// withCancelOfTimeout, too.
func withCancelOfTimeout() (net.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	return dialer.DialContext(ctx, "tcp", "a:1")
}

// detached throws the bound away.
func detached() (net.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	return dialer.DialContext(context.WithoutCancel(ctx), "tcp", "a:1") // want dial
}

// wrongContext makes a bounded context and uses the other.
func wrongContext() (net.Conn, error) {
	parent := context.Background()
	ctx, cancel := context.WithTimeout(parent, time.Minute)
	defer cancel()
	_ = ctx
	return dialer.DialContext(parent, "tcp", "a:1") // want dial
}

// onOnePath is bounded on one path only.
func onOnePath(slow bool) (net.Conn, error) {
	ctx := context.Background()
	if !slow {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, time.Minute)
		defer cancel()
	}
	return dialer.DialContext(ctx, "tcp", "a:1") // want dial
}

// configured is bounded when the configuration says so.
func configured(d time.Duration) (net.Conn, error) {
	ctx := context.Background()
	if d > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, d)
		defer cancel()
	}
	return dialer.DialContext(ctx, "tcp", "a:1")
}

// Parameter is the caller's, and silent here.
func Parameter(ctx context.Context) (net.Conn, error) {
	return dialer.DialContext(ctx, "tcp", "a:1")
}

func passesTimeout() (net.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	return Parameter(ctx)
}

func passesBackground() (net.Conn, error) {
	return Parameter(context.Background()) // want dial
}

func passesCancel() (net.Conn, error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	return Parameter(ctx) // want dial
}

func passesOn(ctx context.Context) (net.Conn, error) {
	return Parameter(context.WithValue(ctx, key{}, 2))
}

// passesBackgroundTwoUp is two calls away from the dial.
func passesBackgroundTwoUp() (net.Conn, error) {
	return passesOn(context.Background()) // want dial
}

// adds gives its caller's context a deadline, so what it is handed is no matter.
func adds(ctx context.Context) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	return Parameter(ctx)
}

func passesBackgroundToAdds() (net.Conn, error) {
	return adds(context.Background())
}

// bounded is a helper that makes contexts.
func bounded() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.Background(), time.Minute)
}

func usesBounded() (net.Conn, error) {
	ctx, cancel := bounded()
	defer cancel()
	return Parameter(ctx)
}

func unbounded() (context.Context, context.CancelFunc) {
	return context.WithCancel(context.Background())
}

func usesUnbounded() (net.Conn, error) {
	ctx, cancel := unbounded()
	defer cancel()
	return Parameter(ctx) // want dial
}

// incoming is ended when the client goes away: cancellable.
func incoming(w http.ResponseWriter, r *http.Request) {
	c, err := dialer.DialContext(r.Context(), "tcp", "a:1")
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	c.Close()
}

// interrupted is ended by a person at the keyboard: cancellable.
func interrupted() (net.Conn, error) {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	return dialer.DialContext(ctx, "tcp", "a:1")
}

// server holds a context that Close cancels: cancellable.
type server struct {
	ctx    context.Context
	cancel context.CancelFunc
}

func newServer() *server {
	ctx, cancel := context.WithCancel(context.Background())
	return &server{ctx, cancel}
}

func (s *server) close() { s.cancel() }

func (s *server) dial() (net.Conn, error) {
	return dialer.DialContext(s.ctx, "tcp", "a:1")
}

// cancelledElsewhere is ended by somebody: cancellable.
func cancelledElsewhere(quit <-chan struct{}) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() {
		<-quit
		cancel()
	}()
	return exec.CommandContext(ctx, "true").Run()
}

// closure captures a bounded context.
func closure() (net.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	dial := func(addr string) (net.Conn, error) {
		return dialer.DialContext(ctx, "tcp", addr)
	}
	return dial("a:1")
}

func closureOfBackground() (net.Conn, error) {
	ctx := context.Background()
	dial := func(addr string) (net.Conn, error) {
		return dialer.DialContext(ctx, "tcp", addr) // want dial
	}
	return dial("a:1")
}

// Lookup is there for those who have no context.
func Lookup(u string) (*http.Response, error) {
	return LookupContext(context.Background(), u)
}

// LookupContext is for the others.
func LookupContext(ctx context.Context, u string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u, nil)
	if err != nil {
		return nil, err
	}
	return http.DefaultClient.Do(req)
}

func lookupTwice(u string) error {
	ctx := context.Background()
	if _, err := LookupContext(ctx, u); err != nil { // want http-client
		return err
	}
	_, err := LookupContext(ctx, u+"/")
	return err
}

// lookupFor has a context for who passes none.
func lookupFor(ctx context.Context, u string) (*http.Response, error) {
	if ctx == nil {
		ctx = context.Background()
	}
	return LookupContext(ctx, u)
}

func waitFor(ctx context.Context, done chan struct{}) error {
	if ctx == nil {
		ctx = context.Background()
	}
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// lookupAlways has none for those who pass one.
func lookupAlways(ctx context.Context, u string) (*http.Response, error) {
	if ctx != nil {
		ctx = context.Background()
	}
	return LookupContext(ctx, u) // want http-client
}
