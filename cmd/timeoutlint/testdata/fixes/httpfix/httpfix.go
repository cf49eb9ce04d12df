// Package httpfix has clients and servers without timeouts.
package httpfix

import (
	"context"
	"net"
	"net/http"
)

func get(url string) (*http.Response, error) {
	return http.Get(url)
}

func do(ctx context.Context, req *http.Request) (*http.Response, error) {
	return http.DefaultClient.Do(req)
}

func doPlain(url string) (*http.Response, error) {
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	return http.DefaultClient.Do(req)
}

func client() *http.Client {
	return &http.Client{Transport: &http.Transport{}}
}

func server(addr string, h http.Handler) *http.Server {
	return &http.Server{
		Addr:    addr,
		Handler: h,
	}
}

func empty() *http.Server { return &http.Server{} }

func made() *http.Server { return new(http.Server) }

func zero() error {
	var srv http.Server
	return srv.ListenAndServe()
}

func listen(addr string, h http.Handler) error {
	return http.ListenAndServe(addr, h)
}

func listenTLS(addr string) error {
	return http.ListenAndServeTLS(addr, "cert.pem", "key.pem", nil)
}

func serve(l net.Listener) error {
	return http.Serve(l, nil)
}
