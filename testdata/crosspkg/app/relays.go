package app

import (
	"io"
	"net"
	"time"

	"example.com/testdata/crosspkg/lib"
)

func serveRelay(t io.ReadWriter, addr string) error {
	c, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	defer c.Close()
	lib.CopyBoth(t, c)
	return nil
}

func serveRelayOpen(t io.ReadWriter, addr string) error {
	c, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	lib.CopyBoth(t, c) // want conn-read
	return nil
}

func serveRelayAll(t io.ReadWriter, addr string) error {
	c, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	defer c.Close()
	lib.CopyAll(t, c) // want conn-read
	return nil
}

// RelayHandler is a handler, whose callers close the connection.
func RelayHandler(t io.ReadWriter, c net.Conn) { lib.CopyBoth(t, c) }

// RelayAllHandler gives them no time to do so.
func RelayAllHandler(t io.ReadWriter, c net.Conn) { lib.CopyAll(t, c) } // want conn-read

type relayServer struct {
	handler func(io.ReadWriter, net.Conn)
}

func newRelayServer(all bool) *relayServer {
	if all {
		return &relayServer{RelayAllHandler}
	}
	return &relayServer{RelayHandler}
}
