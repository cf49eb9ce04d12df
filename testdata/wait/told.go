package wait

import (
	"context"
	"time"
)

// desks have two channels that end together: who comes later does not wait, but panics.
type desks struct {
	ask, tell chan int
	n         int
}

func newDesks() *desks {
	m := &desks{ask: make(chan int), tell: make(chan int)}
	go m.loop()
	return m
}

func (m *desks) loop() {
	for {
		select {
		case n, ok := <-m.ask:
			if !ok {
				return
			}
			m.n += n
		case n, ok := <-m.tell:
			if !ok {
				return
			}
			m.n -= n
		}
	}
}

func (m *desks) put(n int) { m.ask <- n }

func (m *desks) close() {
	close(m.ask)
	close(m.tell)
}

// poller looks around until it is told to stop, by whoever waits for that.
type poller struct{ stop chan struct{} }

func (p *poller) run(look func() bool) {
	t := time.NewTicker(time.Minute)
	for {
		select {
		case <-t.C:
		case <-p.stop:
			return
		}
		if !look() {
			break
		}
	}
	<-p.stop
}

func (p *poller) end(ctx context.Context) { p.stop <- struct{}{} }

// bell passes its channel to the goroutine that hears it, until its context ends.
type bell struct {
	ring chan struct{}
	n    int
}

func newBell(ctx context.Context) *bell {
	b := &bell{ring: make(chan struct{})}
	go hear(ctx, b.ring, func() { b.n++ })
	return b
}

func hear(ctx context.Context, ring <-chan struct{}, do func()) {
	for {
		select {
		case <-ring:
			do()
		case <-ctx.Done():
			return
		}
	}
}

func (b *bell) press() {
	b.ring <- struct{}{} // want wait "leaves with ctx.Done"
}

// gong passes it to somebody who always comes back.
type gong struct {
	ring chan struct{}
	n    int
}

func newGong() *gong {
	g := &gong{ring: make(chan struct{})}
	go hearAll(g.ring, g)
	return g
}

func hearAll(ring <-chan struct{}, g *gong) {
	for range ring {
		g.n++
	}
}

func (g *gong) press() { g.ring <- struct{}{} }

// spotter has room for the one failure that ends its goroutine.
type spotter struct {
	seen chan string
	errs chan error
	n    int
}

func newSpotter(ctx context.Context, look func() (string, error)) *spotter {
	l := &spotter{seen: make(chan string), errs: make(chan error, 1)}
	go l.look(look)
	go l.serve(ctx)
	return l
}

func (l *spotter) look(look func() (string, error)) {
	for {
		s, err := look()
		if err != nil {
			l.errs <- err
			return
		}
		l.seen <- s // want wait "leaves with ctx.Done"
	}
}

func (l *spotter) serve(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case s := <-l.seen:
			l.n += len(s)
		case <-l.errs:
			l.n = -1
		}
	}
}

// reporter tells of each failure.
type reporter struct {
	errs chan error
	n    int
}

func newReporter(ctx context.Context, look func() error) *reporter {
	s := &reporter{errs: make(chan error, 1)}
	go s.look(look)
	go s.serve(ctx)
	return s
}

func (s *reporter) look(look func() error) {
	for {
		if err := look(); err != nil {
			s.errs <- err // want wait "leaves with ctx.Done"
		}
	}
}

func (s *reporter) serve(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.errs:
			s.n++
		}
	}
}

// clerk answers as long as the context lasts that it makes when it starts.
type clerk struct {
	ask    chan int
	ctx    context.Context
	cancel context.CancelFunc
	n      int
}

// Start answers until Stop.
func (c *clerk) Start() {
	c.ctx, c.cancel = context.WithCancel(context.Background())
	for {
		select {
		case <-c.ctx.Done():
			return
		case n := <-c.ask:
			c.n += n
		}
	}
}

// Stop ends it.
func (c *clerk) Stop() { c.cancel() }

// Ask waits forever after that.
func (c *clerk) Ask(n int) {
	c.ask <- n // want wait "leaves with c.ctx.Done"
}

func newClerk() *clerk { return &clerk{ask: make(chan int)} }
