// Package relay copies between two connections, in both directions. Such a copy
// lasts as long as its peers like; what must not last is one direction without
// the other.
package relay

import (
	"io"
	"net"
	"sync"
	"time"
)

// The first direction that ends closes both.
func join(a, b net.Conn) {
	var wg sync.WaitGroup
	pipe := func(to, from net.Conn) {
		defer wg.Done()
		defer to.Close()
		defer from.Close()
		io.Copy(to, from)
	}
	wg.Add(2)
	go pipe(a, b)
	go pipe(b, a)
	wg.Wait()
}

// The first that ends lets the function go on, which closes both.
func first(a, b net.Conn) {
	defer a.Close()
	defer b.Close()
	done := make(chan struct{}, 2)
	go func() {
		io.Copy(a, b)
		done <- struct{}{}
	}()
	go func() {
		io.Copy(b, a)
		done <- struct{}{}
	}()
	<-done
}

// One peer that has gone silent keeps both connections.
func both(a, b net.Conn) {
	defer a.Close()
	defer b.Close()
	var wg sync.WaitGroup
	wg.Add(2)
	go func() {
		defer wg.Done()
		io.Copy(a, b) // want conn-read
	}()
	go func() {
		defer wg.Done()
		io.Copy(b, a) // want conn-read
	}()
	wg.Wait() // told at what it waits for
}

// Nobody closes anything.
func left(a, b net.Conn) {
	go io.Copy(a, b) // want conn-read
	io.Copy(b, a)    // want conn-read
}

// One direction is no relay.
func tee(a, b net.Conn) {
	defer a.Close()
	defer b.Close()
	io.Copy(a, b) // want conn-read
}

// Two dialogs between the same connections are no relay: each end waits for
// answers, not for what its peer has to say.
func dialogs(a, b net.Conn) {
	defer a.Close()
	defer b.Close()
	dialog(a, b)
	dialog(b, a)
}

func dialog(x, y net.Conn) {
	buf := make([]byte, 16)
	for {
		x.Write(buf)                     // told at the answer
		y.Write(buf)                     // told at the answer
		x.Read(buf)                      // want conn-read
		if n, _ := y.Read(buf); n == 0 { // want conn-read
			return
		}
	}
}

// A dialogue with two peers reads from both and writes to both, in one call:
// no direction goes on by itself.
func dialogue(a, b net.Conn) {
	defer a.Close()
	defer b.Close()
	ask(a, b)
}

func ask(a, b net.Conn) {
	buf := make([]byte, 16)
	for range 3 {
		a.Read(buf)  // want conn-read
		b.Write(buf) // told at the answer
		b.Read(buf)  // want conn-read
		a.Write(buf) // want conn-write
	}
}

// Streams of any kind can be copied so.
func joinStreams(a, b io.ReadWriteCloser) {
	var wg sync.WaitGroup
	pipe := func(to, from io.ReadWriteCloser) {
		defer wg.Done()
		defer to.Close()
		defer from.Close()
		io.Copy(to, from)
	}
	wg.Add(2)
	go pipe(a, b)
	go pipe(b, a)
	wg.Wait()
}

func joinTwo(a, b net.Conn) { joinStreams(a, b) }

// tunnel is some stream that has no deadlines.
type tunnel interface {
	io.ReadWriteCloser
	CloseWrite() error
}

type opener interface{ open() (tunnel, error) }

// through copies between a connection and such a stream.
func through(o opener, addr string) error {
	conn, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	t, err := o.open()
	if err != nil {
		conn.Close()
		return err
	}
	go func() {
		defer t.Close()
		defer conn.Close()
		io.Copy(t, conn)
	}()
	go func() {
		defer t.Close()
		defer conn.Close()
		io.Copy(conn, t)
	}()
	return nil
}

// halfThrough leaves the connection to a peer that has nothing to say.
func halfThrough(o opener, addr string) error {
	conn, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	t, err := o.open()
	if err != nil {
		conn.Close()
		return err
	}
	go func() {
		io.Copy(t, conn) // want conn-read
		t.CloseWrite()
	}()
	go func() {
		io.Copy(conn, t) // want conn-write
		t.Close()
	}()
	return nil
}

// Another stream than the one that is copied from.
func crossed(o opener, addr string, log io.Writer) error {
	conn, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	t, err := o.open()
	if err != nil {
		conn.Close()
		return err
	}
	go func() {
		defer t.Close()
		defer conn.Close()
		io.Copy(log, conn) // want conn-read
	}()
	go func() {
		defer t.Close()
		defer conn.Close()
		io.Copy(conn, t) // want conn-write
	}()
	return nil
}

// half leaves the other direction behind.
func half(a, b io.ReadWriteCloser) {
	go io.Copy(a, b)
	io.Copy(b, a)
	a.Close()
}

func halfOfTwo(a, b net.Conn) { half(a, b) } // want conn-read

// onceClosed closes both ends by one function, which each direction calls at its end.
func onceClosed(a, b net.Conn) {
	var wg sync.WaitGroup
	var once sync.Once
	end := func() {
		a.Close()
		b.Close()
	}
	wg.Add(2)
	go func() {
		defer wg.Done()
		io.Copy(a, b)
		once.Do(end)
	}()
	go func() {
		defer wg.Done()
		io.Copy(b, a)
		once.Do(end)
	}()
	wg.Wait()
}

// onceHalf closes one end only.
func onceHalf(a, b net.Conn) {
	var wg sync.WaitGroup
	var once sync.Once
	end := func() {
		a.Close()
	}
	wg.Add(2)
	go func() {
		defer wg.Done()
		io.Copy(a, b) // want conn-read
		once.Do(end)
	}()
	go func() {
		defer wg.Done()
		io.Copy(b, a) // want conn-read
		once.Do(end)
	}()
	wg.Wait() // told at what it waits for
}

// closedLater calls the function when both directions have ended.
func closedLater(a, b net.Conn) {
	var wg sync.WaitGroup
	end := func() {
		a.Close()
		b.Close()
	}
	wg.Add(2)
	go func() {
		defer wg.Done()
		io.Copy(a, b) // want conn-read
	}()
	go func() {
		defer wg.Done()
		io.Copy(b, a) // want conn-read
	}()
	wg.Wait() // told at what it waits for
	end()
}
