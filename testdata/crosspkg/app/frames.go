package app

import (
	"net"
	"time"

	"example.com/testdata/crosspkg/lib"
)

type sender struct {
	conn   net.Conn
	frames *lib.Frames
}

// run sets a deadline before each write, in the goroutine.
func run(conn net.Conn, messages <-chan []byte) *sender {
	s := &sender{conn: conn, frames: lib.NewFrames(conn)}
	go func() {
		for m := range messages {
			s.conn.SetWriteDeadline(time.Now().Add(time.Second))
			if s.frames.Send(m) != nil {
				return
			}
		}
	}()
	return s
}

func runBare(conn net.Conn, messages <-chan []byte) *sender {
	s := &sender{conn: conn, frames: lib.NewFrames(conn)}
	go func() { // want conn-write
		for m := range messages {
			if s.frames.Send(m) != nil {
				return
			}
		}
	}()
	return s
}
