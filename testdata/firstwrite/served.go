package firstwrite

import (
	"encoding/binary"
	"io"
	"net"
	"net/http"
	"time"
)

// A listener may be one for TLS, but whoever has read from it has shaken hands.
func serve(l net.Listener) error {
	for {
		conn, err := l.Accept()
		if err != nil {
			return err
		}
		go answer(conn)
	}
}

func answer(conn net.Conn) {
	defer conn.Close()
	conn.SetReadDeadline(time.Now().Add(time.Second))
	buf := make([]byte, 4)
	if _, err := io.ReadFull(conn, buf); err != nil {
		return
	}
	if string(buf) != "V2  " {
		reply(conn, []byte("E_PROTOCOL"))
	}
}

// reply is for short messages.
func reply(w io.Writer, msg []byte) error {
	if err := binary.Write(w, binary.BigEndian, int32(len(msg))); err != nil {
		return err
	}
	_, err := w.Write(msg)
	return err
}

func serveGreeting(l net.Listener) error {
	for {
		conn, err := l.Accept()
		if err != nil {
			return err
		}
		conn.Write([]byte("220 ready\r\n")) // want conn-write
		conn.Close()
	}
}

func serveTCP(l *net.TCPListener) error {
	for {
		conn, err := l.Accept()
		if err != nil {
			return err
		}
		conn.Write([]byte("220 ready\r\n"))
		conn.Close()
	}
}

type handler struct{}

// converse answers one question after the other, until the buffer is full.
func converse(conn net.Conn) {
	for {
		conn.SetReadDeadline(time.Now().Add(time.Second))
		if _, err := conn.Read(make([]byte, 4)); err != nil {
			return
		}
		acknowledge(conn)
	}
}

func acknowledge(conn net.Conn) {
	conn.Read(make([]byte, 4))
	conn.Write([]byte("OK\r\n")) // want conn-write
}

// The request was read before.
func hijack(rw http.ResponseWriter, req *http.Request) {
	conn, _, err := rw.(http.Hijacker).Hijack()
	if err != nil {
		return
	}
	defer conn.Close()
	conn.Write([]byte("HTTP/1.1 200 OK\r\n\r\n"))
}
