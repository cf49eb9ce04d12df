package httpclient

import (
	"context"
	"net/http"
	"time"
)

// A notifier makes a client for requests that all have a deadline.
type notifier struct{ custom *http.Client }

func (n *notifier) client() *http.Client {
	if n.custom != nil {
		return n.custom
	}
	return &http.Client{CheckRedirect: neverRedirect}
}

func neverRedirect(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

func (n *notifier) notify(ctx context.Context, uri string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, uri, nil)
	if err != nil {
		return err
	}
	resp, err := n.client().Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// One of the requests of a prober has no deadline.
type prober struct{}

func (prober) client() *http.Client {
	return &http.Client{CheckRedirect: neverRedirect} // want http-client
}

func (p prober) probe(req *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return p.client().Do(req.WithContext(ctx))
}

func (p prober) fetch(uri string) (*http.Response, error) {
	return p.client().Get(uri)
}
