package httpclient

import (
	"context"
	"net/http"
	"time"
)

// A Poster has the client that its users give it, or one without a timeout.
type Poster struct{ Client *http.Client }

func (p *Poster) fetch(u string) (*http.Response, error) {
	if p.Client == nil {
		p.Client = http.DefaultClient
	}
	return p.Client.Get(u) // want http-client
}

func (p *Poster) fetchWithin(ctx context.Context, u string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u, nil)
	if err != nil {
		return nil, err
	}
	return p.Client.Do(req)
}

// A Teller always has the one of its users.
type Teller struct{ Client *http.Client }

func (t *Teller) fetch(u string) (*http.Response, error) {
	return t.Client.Get(u)
}

// A Patron has one with a timeout, if users give none.
type Patron struct{ Client *http.Client }

var patient = &http.Client{Timeout: time.Minute}

func (p *Patron) client() *http.Client {
	if p.Client != nil {
		return p.Client
	}
	return patient
}

func (p *Patron) fetch(u string) (*http.Response, error) {
	return p.client().Get(u)
}

// An Agent has one without.
type Agent struct{ Client *http.Client }

func (a *Agent) client() *http.Client {
	if a.Client != nil {
		return a.Client
	}
	return http.DefaultClient
}

func (a *Agent) fetch(u string) (*http.Response, error) {
	return a.client().Get(u) // want http-client
}

func fetchWith(client *http.Client, u string) (*http.Response, error) {
	if client == nil {
		client = http.DefaultClient
	}
	return client.Get(u) // want http-client
}

// A caller is made with one.
type caller struct{ client *http.Client }

func newCaller(client *http.Client) *caller {
	if client == nil {
		client = http.DefaultClient
	}
	return &caller{client}
}

func (c *caller) call(u string) (*http.Response, error) {
	return c.client.Get(u) // want http-client
}

// An API has the default client from its constructor on; users may put another one there.
type API struct{ HTTPClient *http.Client }

func NewAPI() *API { return &API{HTTPClient: http.DefaultClient} }

func (a *API) fetch(u string) (*http.Response, error) {
	return a.HTTPClient.Get(u) // want http-client
}

// A PatientAPI gets one with a timeout.
type PatientAPI struct{ HTTPClient *http.Client }

func NewPatientAPI() *PatientAPI {
	return &PatientAPI{HTTPClient: &http.Client{Timeout: time.Minute}}
}

func (a *PatientAPI) fetch(u string) (*http.Response, error) { return a.HTTPClient.Get(u) }

// A ToldAPI's requests have their callers' contexts.
type ToldAPI struct{ HTTPClient *http.Client }

func NewToldAPI() *ToldAPI { return &ToldAPI{HTTPClient: http.DefaultClient} }

func (a *ToldAPI) fetch(ctx context.Context, u string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u, nil)
	if err != nil {
		return nil, err
	}
	return a.HTTPClient.Do(req)
}
