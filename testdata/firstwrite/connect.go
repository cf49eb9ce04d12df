package firstwrite

import (
	"bufio"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"
)

// tunnel asks a proxy for a connection: a line and a few headers.
func tunnel(proxy, host string) (net.Conn, error) {
	conn, err := net.DialTimeout("tcp", proxy, time.Minute)
	if err != nil {
		return nil, err
	}
	req := &http.Request{Method: http.MethodConnect, URL: &url.URL{Opaque: host}, Host: host, Header: make(http.Header)}
	if err := req.Write(conn); err != nil {
		return nil, err
	}
	_, err = http.ReadResponse(bufio.NewReader(conn), req) // want conn-read
	return conn, err
}

// upload sends a body with it.
func upload(proxy, host string, body io.ReadCloser) error {
	conn, err := net.DialTimeout("tcp", proxy, time.Minute)
	if err != nil {
		return err
	}
	req := &http.Request{Method: http.MethodPost, URL: &url.URL{Opaque: host}, Host: host, Body: body}
	return req.Write(conn) // want conn-write
}

// forward sends somebody else's.
func forward(proxy string, req *http.Request) error {
	conn, err := net.DialTimeout("tcp", proxy, time.Minute)
	if err != nil {
		return err
	}
	return req.Write(conn) // want conn-write
}

// encryptedFirst: the handshake is over when tls.Dial returns.
func encryptedFirst(addr string, cfg *tls.Config) error {
	conn, err := tls.DialWithDialer(&net.Dialer{Timeout: time.Second}, "tcp", addr, cfg)
	if err != nil {
		return err
	}
	_, err = io.WriteString(conn, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
	return err
}

// encryptedLater leaves the handshake to the first write.
func encryptedLater(addr string, cfg *tls.Config) error {
	raw, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	_, err = io.WriteString(tls.Client(raw, cfg), "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") // want conn-write
	return err
}
