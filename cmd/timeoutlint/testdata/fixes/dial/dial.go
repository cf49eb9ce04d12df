// Package dial connects without a timeout.
package dial

import (
	"context"
	"crypto/tls"
	"net"
)

func plain(addr string) (net.Conn, error) {
	return net.Dial("tcp", addr)
}

func withContext(ctx context.Context, addr string) (net.Conn, error) {
	return net.Dial("tcp", addr)
}

func secure(addr string, cfg *tls.Config) (*tls.Conn, error) {
	return tls.Dial("tcp", addr, cfg)
}

func handshake(c net.Conn, cfg *tls.Config) error {
	t := tls.Client(c, cfg)
	if err := t.Handshake(); err != nil {
		return err
	}
	return nil
}

func handshakeContext(ctx context.Context, c net.Conn, cfg *tls.Config) error {
	return tls.Client(c, cfg).Handshake()
}

func lookup(host string) ([]string, error) {
	return net.LookupHost(host)
}
