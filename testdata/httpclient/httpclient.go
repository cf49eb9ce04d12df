// Package httpclient sends HTTP requests.
package httpclient

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

func get(u string) (*http.Response, error) {
	return http.Get(u) // want http-client
}

func head(u string) (*http.Response, error) {
	return http.Head(u) // want http-client
}

func post(u string) (*http.Response, error) {
	return http.Post(u, "text/plain", strings.NewReader("x")) // want http-client
}

func postForm(u string, v url.Values) (*http.Response, error) {
	return http.PostForm(u, v) // want http-client
}

func defaultClient(u string) (*http.Response, error) {
	return http.DefaultClient.Get(u) // want http-client
}

// requestParameter is as bounded as the context that the caller gave the request.
func requestParameter(req *http.Request) (*http.Response, error) {
	return http.DefaultClient.Do(req)
}

// newClient is flagged where the timeout is missing.
func newClient() *http.Client {
	return &http.Client{} // want http-client "Timeout"
}

// usesNewClient is no second finding.
func usesNewClient(u string) (*http.Response, error) {
	return newClient().Get(u)
}

func zeroTimeout() *http.Client {
	return &http.Client{Timeout: 0} // want http-client
}

func timeout() *http.Client {
	return &http.Client{Timeout: 10 * time.Second}
}

func timeoutParameter(d time.Duration) *http.Client {
	return &http.Client{Timeout: d}
}

func timeoutLater() *http.Client {
	c := &http.Client{Transport: http.DefaultTransport}
	c.Timeout = 10 * time.Second
	return c
}

func zeroTimeoutLater() *http.Client {
	c := &http.Client{} // want http-client
	c.Timeout = 0
	return c
}

// transportOnly bounds parts of the exchange, never the body.
func transportOnly() *http.Client {
	return &http.Client{ // want http-client
		Transport: &http.Transport{
			DialContext:         (&net.Dialer{Timeout: time.Second}).DialContext,
			TLSHandshakeTimeout: time.Second,
		},
	}
}

func value(u string) (*http.Response, error) {
	c := http.Client{} // want http-client
	return c.Get(u)
}

// packageClient is made once for the whole package.
var packageClient = &http.Client{Timeout: time.Minute}

var barePackageClient = &http.Client{} // want http-client

func usesPackageClient(u string) (*http.Response, error) {
	return packageClient.Get(u)
}

func usesBarePackageClient(u string) (*http.Response, error) {
	return barePackageClient.Get(u)
}

// boundedRequest needs no timeout of the client.
func boundedRequest(u string) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u, nil)
	if err != nil {
		return nil, err
	}
	return http.DefaultClient.Do(req)
}

func boundedRequestLater(u string) (*http.Response, error) {
	req, err := http.NewRequest(http.MethodGet, u, nil)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	return http.DefaultClient.Do(req.WithContext(ctx))
}

// localClient never leaves the function, and its one request has a deadline.
func localClient(u string) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u, nil)
	if err != nil {
		return nil, err
	}
	c := &http.Client{}
	return c.Do(req)
}

func backgroundRequest(u string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, u, nil)
	if err != nil {
		return nil, err
	}
	return http.DefaultClient.Do(req) // want http-client
}

func plainRequest(u string) (*http.Response, error) {
	req, err := http.NewRequest(http.MethodGet, u, nil)
	if err != nil {
		return nil, err
	}
	return http.DefaultClient.Do(req) // want http-client
}

// callersContext is the caller's.
func callersContext(ctx context.Context, u string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u, nil)
	if err != nil {
		return nil, err
	}
	return http.DefaultClient.Do(req)
}

// api is a client type as people write them.
type api struct {
	base string
	hc   *http.Client
}

func newAPI(base string) *api {
	return &api{base: base, hc: &http.Client{Timeout: 10 * time.Second}}
}

func (a *api) status() (*http.Response, error) {
	return a.hc.Get(a.base + "/status")
}

// bareAPI is its near miss.
type bareAPI struct {
	base string
	hc   *http.Client
}

func newBareAPI(base string) *bareAPI {
	return &bareAPI{base: base, hc: &http.Client{}} // want http-client
}

func (a *bareAPI) status() (*http.Response, error) {
	return a.hc.Get(a.base + "/status")
}

// transport is one of the layers of a client.
type transport struct{ next http.RoundTripper }

func (t transport) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("User-Agent", "corpus")
	return t.next.RoundTrip(req)
}

func detached(req *http.Request) (*http.Response, error) {
	return http.DefaultTransport.RoundTrip(req.WithContext(context.Background())) // want http-client
}

// transportHeaders bounds the wait for the response; a stalled body is rarer.
func transportHeaders() *http.Client {
	return &http.Client{Transport: &http.Transport{ResponseHeaderTimeout: time.Minute}}
}

func transportHeadersVar() *http.Client {
	tr := &http.Transport{ResponseHeaderTimeout: time.Minute}
	return &http.Client{Transport: tr}
}

func transportHeadersZero() *http.Client {
	return &http.Client{Transport: &http.Transport{ResponseHeaderTimeout: 0}} // want http-client
}

func newTransport(d time.Duration) http.RoundTripper {
	return &http.Transport{ResponseHeaderTimeout: d}
}

func transportMade(d time.Duration) *http.Client {
	return &http.Client{Transport: newTransport(d)}
}

func newPlainTransport(proxy *url.URL) http.RoundTripper {
	return &http.Transport{Proxy: http.ProxyURL(proxy)}
}

func transportMadePlain(proxy *url.URL) *http.Client {
	return &http.Client{Transport: newPlainTransport(proxy)} // want http-client
}

var makeTransport = func(secure bool) (*http.Transport, error) {
	tr := &http.Transport{ResponseHeaderTimeout: time.Minute}
	tr.DisableCompression = secure
	return tr, nil
}

var makePlainTransport = func(secure bool) (*http.Transport, error) {
	return &http.Transport{DisableCompression: secure}, nil
}

type transportOptions struct {
	Transport http.RoundTripper
	Secure    bool
}

// transportByDefault takes what its user chose, or one with a timeout.
func transportByDefault(opts transportOptions) (*http.Client, error) {
	transport := opts.Transport
	if transport == nil {
		var err error
		if transport, err = makeTransport(opts.Secure); err != nil {
			return nil, err
		}
	}
	return &http.Client{Transport: transport}, nil
}

func transportPlainByDefault(opts transportOptions) (*http.Client, error) {
	transport := opts.Transport
	if transport == nil {
		var err error
		if transport, err = makePlainTransport(opts.Secure); err != nil {
			return nil, err
		}
	}
	return &http.Client{Transport: transport}, nil // want http-client
}

// transportCloned gets its timeout later, the second one does not.
func transportCloned() (*http.Client, *http.Client) {
	tr := http.DefaultTransport.(*http.Transport).Clone()
	tr.ResponseHeaderTimeout = time.Minute
	plain := http.DefaultTransport.(*http.Transport).Clone()
	plain.MaxIdleConns = 3
	return &http.Client{Transport: tr}, &http.Client{Transport: plain} // want http-client
}

// transportSwapped has one or the other, neither of which has a timeout.
func transportSwapped(again bool) *http.Client {
	a, b := http.DefaultTransport, http.DefaultTransport
	for again {
		a, b = b, a
		again = a == b
	}
	return &http.Client{Transport: a} // want http-client
}

// transportGiven is for others to bound, who make the transport.
func transportGiven(rt http.RoundTripper) *http.Client {
	return &http.Client{Transport: rt}
}

// transportGivenDefault is called here, by somebody who does not.
func transportGivenDefault(rt http.RoundTripper) *http.Client {
	return &http.Client{Transport: rt} // want http-client
}

func giveDefault() *http.Client {
	return transportGivenDefault(http.DefaultTransport)
}

// transportGivenBounded is called here with a transport that has a timeout, also by itself.
func transportGivenBounded(rt http.RoundTripper, again bool) *http.Client {
	if again {
		return transportGivenBounded(rt, false)
	}
	return &http.Client{Transport: rt}
}

func giveBounded(d time.Duration) *http.Client {
	return transportGivenBounded(newTransport(d), true)
}

// poll passes a client on, all of whose requests have a deadline.
func poll(u string) {
	client := &http.Client{}
	client.Transport = http.DefaultTransport
	for range 3 {
		ask(context.Background(), client, u)
	}
}

func ask(ctx context.Context, client *http.Client, u string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	req, err := http.NewRequest("GET", u, nil)
	if err != nil {
		return err
	}
	res, err := client.Do(req.WithContext(ctx))
	if err != nil {
		return err
	}
	return res.Body.Close()
}

// pollAlso passes it on to another that has none.
func pollAlso(u string) {
	client := &http.Client{} // want http-client
	ask(context.Background(), client, u)
	askPlainly(client, u)
}

func askPlainly(client *http.Client, u string) error {
	res, err := client.Get(u)
	if err != nil {
		return err
	}
	return res.Body.Close()
}

// pollElsewhere gives it to who knows.
func pollElsewhere(u string, use func(*http.Client)) {
	client := &http.Client{} // want http-client
	ask(context.Background(), client, u)
	use(client)
}

// registry keeps its client behind a method; all of its requests have a deadline.
type registry struct{ client *http.Client }

func newRegistry() *registry { return &registry{client: &http.Client{}} }

func (r *registry) getClient() *http.Client { return r.client }

func (r *registry) fetch(ctx context.Context, u string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, "GET", u, nil)
	if err != nil {
		return err
	}
	res, err := r.getClient().Do(req)
	if err != nil {
		return err
	}
	return res.Body.Close()
}

// mirror has one that has none.
type mirror struct{ client *http.Client }

func newMirror() *mirror { return &mirror{client: &http.Client{}} } // want http-client

func (m *mirror) getClient() *http.Client { return m.client }

func (m *mirror) fetch(u string) error {
	res, err := m.getClient().Get(u)
	if err != nil {
		return err
	}
	return res.Body.Close()
}

// archive passes on the context of who calls it, which may never end.
type archive struct{ client *http.Client }

func newArchive() *archive { return &archive{client: &http.Client{}} } // want http-client

func (a *archive) fetch(ctx context.Context, u string) error {
	req, err := http.NewRequestWithContext(ctx, "GET", u, nil)
	if err != nil {
		return err
	}
	res, err := a.client.Do(req)
	if err != nil {
		return err
	}
	return res.Body.Close()
}
