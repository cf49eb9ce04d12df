package lib

import (
	"io"
	"net"
)

// A Wire is made by its users, of a connection.
type Wire struct {
	net.Conn
	Size int
}

func (w *Wire) ReadMessage() ([]byte, error) {
	b := make([]byte, w.Size)
	_, err := io.ReadFull(w.Conn, b)
	return b, err
}
