package watchdog

import (
	"context"
	"crypto/tls"
	"net"
	"time"
)

// watcher calls a function when a context ends. What the function does is known
// where the watcher is made.
type watcher struct {
	onCancel func()
	stop     chan struct{}
}

func newWatcher(onCancel func()) *watcher {
	return &watcher{onCancel: onCancel, stop: make(chan struct{})}
}

func (w *watcher) watch(ctx context.Context) {
	if ctx.Done() == nil {
		return
	}
	go func() {
		select {
		case <-ctx.Done():
			w.onCancel()
			<-w.stop
		case <-w.stop:
		}
	}()
}

// session has a watcher that interrupts its connection.
type session struct {
	conn    net.Conn
	watcher *watcher
}

func newSession(c net.Conn) *session {
	cl := &session{conn: c}
	cl.watcher = newWatcher(func() { cl.conn.SetDeadline(time.Unix(1, 0)) })
	return cl
}

// ping is as bounded as the caller's context.
func (c *session) ping(ctx context.Context, buf []byte) error {
	if ctx != context.Background() {
		c.watcher.watch(ctx)
	}
	_, err := c.conn.Read(buf)
	return err
}

func (c *session) pingSoon(buf []byte) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return c.ping(ctx, buf)
}

func (c *session) pingForever(buf []byte) error {
	return c.ping(context.Background(), buf) // want conn-read
}

// begin leaves the watcher on, for what follows.
func (c *session) begin(ctx context.Context) { c.watcher.watch(ctx) }

func (c *session) beginSoon(buf []byte) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	c.begin(ctx)
	_, err := c.conn.Read(buf)
	return err
}

func (c *session) beginForever(buf []byte) error {
	c.begin(context.Background())
	_, err := c.conn.Read(buf) // want conn-read
	return err
}

// unwatched has a watcher, and does not use it here.
func (c *session) unwatched(ctx context.Context, buf []byte) error {
	_, err := c.conn.Read(buf) // want conn-read
	return err
}

// logger is told of the end of a context, too, but before it waits for it.
type logger struct{ log func(string) }

func (l *logger) watch(ctx context.Context) {
	go func() {
		l.log("waiting")
		<-ctx.Done()
	}()
}

type logged struct {
	conn   net.Conn
	logger *logger
}

func (l *logged) ping(ctx context.Context, buf []byte) error {
	l.logger.watch(ctx)
	_, err := l.conn.Read(buf) // want conn-read
	return err
}

// canceler is told what to interrupt when a context ends, by what it is given.
type canceler interface{ cancel() }

type breaker struct{ conn net.Conn }

func (b breaker) cancel() { b.conn.SetDeadline(time.Unix(1, 0)) }

// guard watches a context without a goroutine of its own.
type guard struct {
	c    canceler
	stop func() bool
}

func newGuard(c canceler) *guard { return &guard{c: c} }

func (g *guard) watch(ctx context.Context) {
	g.stop = context.AfterFunc(ctx, func() { g.c.cancel() })
}

func guarded(ctx context.Context, c net.Conn, buf []byte) error {
	g := newGuard(&breaker{c})
	g.watch(ctx)
	defer g.stop()
	_, err := c.Read(buf)
	return err
}

// guardedOther is interrupted on another connection.
func guardedOther(ctx context.Context, c, other net.Conn, buf []byte) error {
	g := newGuard(&breaker{other})
	g.watch(ctx)
	defer g.stop()
	_, err := c.Read(buf) // want conn-read
	return err
}

// guardedLate is interrupted once it has read.
func guardedLate(ctx context.Context, c net.Conn, buf []byte) error {
	g := newGuard(&breaker{c})
	defer func() { g.stop() }()
	_, err := c.Read(buf) // want conn-read
	g.watch(ctx)
	return err
}

// guardedEither is interrupted on whichever connection it has, in a layer or not.
func guardedEither(ctx context.Context, dial func() (net.Conn, error), secure bool, buf []byte) error {
	c, err := dial()
	if err != nil {
		if c, err = dial(); err != nil {
			return err
		}
	}
	g := newGuard(&breaker{c})
	g.watch(ctx)
	defer g.stop()
	if secure {
		c = tls.Client(c, nil)
	}
	_, err = c.Read(buf)
	return err
}

// guardedOne is interrupted on one of the two.
func guardedOne(ctx context.Context, dial func() (net.Conn, error), again bool, buf []byte) error {
	c, err := dial()
	if err != nil {
		return err
	}
	g := newGuard(&breaker{c})
	g.watch(ctx)
	defer g.stop()
	if again {
		if c, err = dial(); err != nil {
			return err
		}
	}
	_, err = c.Read(buf) // want conn-read
	return err
}
