// Package proxy is what the corpus needs of the dialers.
package proxy

import (
	"context"
	"net"
)

// A Dialer dials.
type Dialer interface {
	Dial(network, addr string) (net.Conn, error)
}

// A ContextDialer dials with a context.
type ContextDialer interface {
	DialContext(ctx context.Context, network, addr string) (net.Conn, error)
}
