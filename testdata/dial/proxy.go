package dial

import (
	"context"
	"net"

	"golang.org/x/net/proxy"
)

type dialFunc func(ctx context.Context, network, addr string) (net.Conn, error)

// What gets to Dial takes no context: there is nothing better to call.
func throughProxy(ctx context.Context, d proxy.Dialer, addr string) (net.Conn, error) {
	if cd, ok := d.(proxy.ContextDialer); ok {
		return cd.DialContext(ctx, "tcp", addr)
	}
	return d.Dial("tcp", addr)
}

// The literal is for what was asked before.
func adapt(d proxy.Dialer) dialFunc {
	if cd, ok := d.(proxy.ContextDialer); ok {
		return cd.DialContext
	}
	return func(_ context.Context, network, addr string) (net.Conn, error) {
		return d.Dial(network, addr)
	}
}

// It may ask itself.
func adaptLate(d proxy.Dialer) dialFunc {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		switch d := d.(type) {
		case proxy.ContextDialer:
			return d.DialContext(ctx, network, addr)
		default:
			return d.Dial(network, addr)
		}
	}
}

// Nobody asked this one.
func adaptOther(d, other proxy.Dialer) dialFunc {
	if cd, ok := other.(proxy.ContextDialer); ok {
		return cd.DialContext
	}
	return func(_ context.Context, network, addr string) (net.Conn, error) {
		return d.Dial(network, addr) // want dial
	}
}

type proxied struct{ dialer proxy.Dialer }

// connect keeps the dialer that it asks.
func (p *proxied) connect(ctx context.Context, d proxy.Dialer, addr string) (net.Conn, error) {
	p.dialer = d
	if cd, ok := d.(proxy.ContextDialer); ok {
		return cd.DialContext(ctx, "tcp", addr)
	}
	return p.dialer.Dial("tcp", addr)
}

// connectTo keeps another one.
func (p *proxied) connectTo(ctx context.Context, d, other proxy.Dialer, addr string) (net.Conn, error) {
	p.dialer = other
	if cd, ok := d.(proxy.ContextDialer); ok {
		return cd.DialContext(ctx, "tcp", addr)
	}
	return p.dialer.Dial("tcp", addr) // want dial
}
