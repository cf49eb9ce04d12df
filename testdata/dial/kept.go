package dial

import (
	"context"
	"net"
	"net/http"
	"time"
)

// always keeps a function that is always the same.
type always struct {
	dial func(network, addr string) (net.Conn, error)
}

func newAlways() *always { return &always{dial: net.Dial} }

func (a *always) connect(addr string) (net.Conn, error) {
	return a.dial("tcp", addr) // want dial "a\\.dial"
}

// chosen keeps one of two.
type chosen struct {
	dial func(network, addr string) (net.Conn, error)
}

func newChosen() *chosen { return &chosen{dial: net.Dial} }

func newQuick() *chosen {
	return &chosen{dial: func(network, addr string) (net.Conn, error) { return net.DialTimeout(network, addr, time.Second) }}
}

func (c *chosen) connect(addr string) (net.Conn, error) { return c.dial("tcp", addr) }

// zero has a dialer that nobody sets anything of.
type zero struct{ dialer net.Dialer }

func (z *zero) connect(addr string) (net.Conn, error) {
	return z.dialer.Dial("tcp", addr) // want dial
}

type zeroSet struct{ dialer net.Dialer }

func newZeroSet(d time.Duration) *zeroSet {
	z := new(zeroSet)
	z.dialer.Timeout = d
	return z
}

func (z *zeroSet) connect(addr string) (net.Conn, error) { return z.dialer.Dial("tcp", addr) }

// made is always made without a timeout.
type made struct{ dialer *net.Dialer }

func newMade() *made { return &made{&net.Dialer{KeepAlive: time.Second}} }

func (m *made) connect(addr string) (net.Conn, error) {
	return m.dialer.Dial("tcp", addr) // want dial
}

type givenDialer struct{ dialer *net.Dialer }

func newMadeOr(d *net.Dialer) *givenDialer {
	if d == nil {
		return &givenDialer{&net.Dialer{Timeout: time.Second}}
	}
	return &givenDialer{d}
}

func (m *givenDialer) connect(addr string) (net.Conn, error) { return m.dialer.Dial("tcp", addr) }

// endless keeps a context that never ends.
type endless struct{ ctx context.Context }

func newEndless() *endless { return &endless{context.Background()} }

func (e *endless) connect(addr string) (net.Conn, error) {
	var d net.Dialer
	return d.DialContext(e.ctx, "tcp", addr) // want dial
}

// ending keeps one that somebody cancels.
type ending struct {
	ctx  context.Context
	stop func()
}

func newEnding() *ending {
	ctx, stop := context.WithCancel(context.Background())
	return &ending{ctx, stop}
}

func (e *ending) connect(addr string) (net.Conn, error) {
	var d net.Dialer
	return d.DialContext(e.ctx, "tcp", addr)
}

// fetcher has a client that nobody sets a timeout of.
type fetcher struct{ client http.Client }

func (f *fetcher) get(u string) error {
	res, err := f.client.Get(u) // want http-client
	if err != nil {
		return err
	}
	return res.Body.Close()
}

// usual keeps the default client.
type usual struct{ client *http.Client }

func newUsual() *usual { return &usual{http.DefaultClient} }

func (u *usual) get(url string) error {
	res, err := u.client.Get(url) // want http-client
	if err != nil {
		return err
	}
	return res.Body.Close()
}
