package streams

import (
	"bufio"
	"net"
	"net/http"
	"time"
)

// What is buffered of a connection that is taken over from an HTTP server reads from it.
func takeOver(h http.Hijacker) (string, error) {
	conn, rw, err := h.Hijack()
	if err != nil {
		return "", err
	}
	defer conn.Close()
	return rw.ReadString('\n') // want conn-read
}

func takeOverBounded(h http.Hijacker) (string, error) {
	conn, rw, err := h.Hijack()
	if err != nil {
		return "", err
	}
	defer conn.Close()
	if err := conn.SetReadDeadline(time.Now().Add(time.Second)); err != nil {
		return "", err
	}
	return rw.ReadString('\n')
}

type upgrader interface {
	Upgrade(addr string) (net.Conn, *bufio.Reader, error)
}

func upgrade(u upgrader, addr string) (byte, error) {
	conn, br, err := u.Upgrade(addr)
	if err != nil {
		return 0, err
	}
	defer conn.Close()
	return br.ReadByte() // want conn-read
}
