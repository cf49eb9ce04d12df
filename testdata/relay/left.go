package relay

import (
	"io"
	"net"
	"sync"
	"time"
)

// copying ends with the first direction, and leaves it to its caller to end the other.
type copying struct{ done chan struct{} }

func (c *copying) wait() { <-c.done }

func (c *copying) run(dst io.Writer, src io.Reader) {
	io.Copy(dst, src)
	c.done <- struct{}{}
}

func copyBoth(a, b io.ReadWriter) {
	c := &copying{make(chan struct{}, 2)}
	go c.run(a, b)
	go c.run(b, a)
	c.wait()
}

func forward(a, b io.ReadWriter) { copyBoth(a, b) }

// The connection is closed when the first direction has ended.
func serveClosed(t io.ReadWriter, addr string) error {
	c, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	defer c.Close()
	forward(t, c)
	return nil
}

// Nobody closes the connection.
func serveOpen(t io.ReadWriter, addr string) error {
	c, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	forward(t, c) // want conn-read
	return nil
}

// copyAll waits for both directions, so that its callers close too late.
func copyAll(a, b io.ReadWriter) {
	c := &copying{make(chan struct{}, 2)}
	go c.run(a, b)
	go c.run(b, a)
	c.wait()
	c.wait()
}

func serveAll(t io.ReadWriter, addr string) error {
	c, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	defer c.Close()
	copyAll(t, c) // want conn-read
	return nil
}

// copyGroup does so, too.
func copyGroup(a, b io.ReadWriter) {
	var wg sync.WaitGroup
	wg.Go(func() { io.Copy(a, b) })
	wg.Go(func() { io.Copy(b, a) })
	wg.Wait()
}

func serveGroup(t io.ReadWriter, addr string) error {
	c, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	defer c.Close()
	copyGroup(t, c) // want conn-read
	return nil
}

// copyHere has one direction on its own goroutine, and waits for that.
func copyHere(a, b io.ReadWriter) {
	c := &copying{make(chan struct{}, 2)}
	go c.run(a, b)
	c.run(b, a)
}

func serveHere(t io.ReadWriter, addr string) error {
	c, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	defer c.Close()
	copyHere(t, c) // want conn-read
	return nil
}

// A layered stream is a type of the package around what it is made of.
type layered struct{ io.ReadWriter }

func (l *layered) Read(b []byte) (int, error) { return l.ReadWriter.Read(b) }

func newLayered(rw io.ReadWriter) *layered { return &layered{rw} }

func forwardLayered(a, b io.ReadWriter) { copyBoth(newLayered(a), newLayered(b)) }

func serveLayered(t io.ReadWriter, addr string) error {
	c, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	defer c.Close()
	forwardLayered(t, c)
	return nil
}

func serveLayeredOpen(t io.ReadWriter, addr string) error {
	c, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	forwardLayered(t, c) // want conn-read
	return nil
}
