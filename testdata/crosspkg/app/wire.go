package app

import (
	"net"
	"time"

	"example.com/testdata/crosspkg/lib"
)

func message(conn net.Conn) ([]byte, error) {
	w := lib.Wire{Conn: conn, Size: 8}
	return w.ReadMessage() // want conn-read
}

// messageWithin sets the deadline on the wire, which is that of its connection.
func messageWithin(conn net.Conn) ([]byte, error) {
	w := lib.Wire{Conn: conn, Size: 8}
	w.SetReadDeadline(time.Now().Add(time.Second))
	return w.ReadMessage()
}

func messageAfter(conn net.Conn) ([]byte, error) {
	conn.SetReadDeadline(time.Now().Add(time.Second))
	w := &lib.Wire{Conn: conn, Size: 8}
	return w.ReadMessage()
}
