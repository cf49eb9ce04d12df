package deadline

import (
	"io"
	"net"
)

// throughPipe waits for its own goroutine, which closes its end.
func throughPipe(request []byte) ([]byte, error) {
	here, there := net.Pipe()
	go func() {
		defer there.Close()
		there.Write(request)
	}()
	defer here.Close()
	return io.ReadAll(here)
}

// readsPipe reads from a pipe only.
func readsPipe(c net.Conn, buf []byte) error {
	_, err := io.ReadFull(c, buf)
	return err
}

// readsEither is given a peer, too.
func readsEither(c net.Conn, buf []byte) error {
	_, err := io.ReadFull(c, buf)
	return err
}

func pipes(peer net.Conn, buf []byte) error {
	here, there := net.Pipe()
	defer there.Close()
	if err := readsPipe(here, buf); err != nil {
		return err
	}
	if err := readsEither(here, buf); err != nil {
		return err
	}
	return readsEither(peer, buf) // want conn-read
}

// joined reads from the peer of a pipe in another process.
func joined(addr string, buf []byte) error {
	c, err := net.DialUnix("unix", nil, &net.UnixAddr{Name: addr, Net: "unix"})
	if err != nil {
		return err
	}
	defer c.Close()
	_, err = c.Read(buf) // want conn-read
	return err
}
