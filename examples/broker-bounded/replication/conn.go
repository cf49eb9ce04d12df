package replication

import (
	"net"
	"time"

	"github.com/timeoutlint/timeoutlint/examples/broker/frame"
)

// read reads a frame. A peer may be silent between two frames for a while, but
// one that begins a frame has to complete it.
func read(conn net.Conn) (frame.Frame, error) {
	if err := conn.SetReadDeadline(time.Now().Add(readTimeout)); err != nil {
		return frame.Frame{}, err
	}
	h, err := frame.ReadHeader(conn)
	if err != nil {
		return frame.Frame{}, err
	}
	if err := conn.SetReadDeadline(time.Now().Add(bodyTimeout)); err != nil {
		return frame.Frame{}, err
	}
	return frame.ReadBody(conn, h)
}

func write(conn net.Conn, f frame.Frame) error {
	if err := conn.SetWriteDeadline(time.Now().Add(writeTimeout)); err != nil {
		return err
	}
	return frame.Write(conn, f)
}
