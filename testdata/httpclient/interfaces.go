package httpclient

import (
	"net/http"
	"time"
)

// A requester is what a client needs of http.Client.
type requester interface {
	Do(*http.Request) (*http.Response, error)
}

// plain has the default client, which has no timeout.
type plain struct{ r requester }

func newPlain() *plain { return &plain{http.DefaultClient} }

func (p *plain) get(url string) (*http.Response, error) {
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	return p.r.Do(req) // want http-client
}

// chosen has it when its users give none.
type chosen struct{ r requester }

func newChosen(r requester) *chosen {
	if r == nil {
		r = http.DefaultClient
	}
	return &chosen{r}
}

func (c *chosen) get(url string) (*http.Response, error) {
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	return c.r.Do(req) // want http-client
}

// left has what its users give, which may have a timeout.
type left struct{ r requester }

func newLeft(r requester) *left { return &left{r} }

func (l *left) get(url string) (*http.Response, error) {
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	return l.r.Do(req)
}

// hurried has a timeout, and forgetful is told of where it makes its client.
type hurried struct{ r requester }

func newHurried() *hurried { return &hurried{&http.Client{Timeout: time.Minute}} }

func (p *hurried) get(url string) (*http.Response, error) {
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	return p.r.Do(req)
}

type forgetful struct{ r requester }

func newForgetful() *forgetful {
	return &forgetful{&http.Client{}} // want http-client
}

func (f *forgetful) get(url string) (*http.Response, error) {
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	return f.r.Do(req)
}

// limited puts a layer of its own in between.
type limited struct{ r requester }

type limiter struct {
	next   requester
	tokens chan struct{}
}

func (l *limiter) Do(req *http.Request) (*http.Response, error) {
	return l.next.Do(req)
}

func newLimited(r requester) *limited { return &limited{&limiter{next: r}} }

func (l *limited) get(url string) (*http.Response, error) {
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	return l.r.Do(req)
}
