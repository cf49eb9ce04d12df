package ctx

import (
	"context"
	"net"
	"net/http"
	"time"
)

// asked has the timeout that a request asks for, if it does.
func asked(header http.Header) (context.Context, context.CancelFunc, error) {
	ctx := context.Background()
	if text := header.Get("Request-Timeout"); text != "" {
		timeout, err := time.ParseDuration(text)
		if err != nil {
			return nil, nil, err
		}
		ctx, cancel := context.WithTimeout(ctx, timeout)
		return ctx, cancel, nil
	}
	return ctx, func() {}, nil
}

func dialAsked(header http.Header, addr string) (net.Conn, error) {
	ctx, cancel, err := asked(header)
	if err != nil {
		return nil, err
	}
	defer cancel()
	var d net.Dialer
	return d.DialContext(ctx, "tcp", addr)
}

// hurried has a timeout for some, whatever that depends on.
func hurried(header http.Header, timeout time.Duration) (context.Context, context.CancelFunc) {
	ctx := context.Background()
	if header.Get("Hurry") != "" {
		return context.WithTimeout(ctx, timeout)
	}
	return ctx, func() {}
}

func dialHurried(header http.Header, addr string) (net.Conn, error) {
	ctx, cancel := hurried(header, time.Minute)
	defer cancel()
	var d net.Dialer
	return d.DialContext(ctx, "tcp", addr) // want dial
}
