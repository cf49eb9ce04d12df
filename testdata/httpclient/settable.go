package httpclient

import (
	"net/http"
	"time"
)

// A Fetcher has a client whose timeout its users set.
type Fetcher struct {
	client  *http.Client
	retries int
}

// NewFetcher makes one.
func NewFetcher() *Fetcher { return makeFetcher(&http.Client{}) }

func makeFetcher(c *http.Client) *Fetcher {
	return &Fetcher{client: c, retries: 3}
}

// SetTimeout is for users.
func (f *Fetcher) SetTimeout(d time.Duration) *Fetcher {
	f.client.Timeout = d
	return f
}

// Fetch asks.
func (f *Fetcher) Fetch(u string) (*http.Response, error) { return f.client.Get(u) }

// A Puller has one that nobody can set.
type Puller struct{ client *http.Client }

// NewPuller makes one.
func NewPuller() *Puller { return makePuller(&http.Client{}) } // want http-client

func makePuller(c *http.Client) *Puller {
	p := &Puller{}
	p.client = c
	return p
}

// Pull asks.
func (p *Puller) Pull(u string) (*http.Response, error) { return p.client.Get(u) }
