// Package defers waits in deferred calls: they run at the end, last one first.
package defers

import (
	"bufio"
	"net"
	"os"
	"sync"
	"time"
)

func syncs(f *os.File) {
	defer f.Close()
	defer f.Sync() // want disk-sync
}

func inClosure(f *os.File) (err error) {
	defer func() {
		if e := f.Sync(); err == nil { // want disk-sync
			err = e
		}
	}()
	_, err = f.WriteString("end") // want disk-write
	return err
}

// goodbye writes when the deadline of the reads is long set; it needs its own.
func goodbye(c net.Conn, buf []byte) error {
	defer c.Write([]byte("BYE\r\n")) // want conn-write
	c.SetReadDeadline(time.Now().Add(time.Minute))
	_, err := c.Read(buf)
	return err
}

// goodbyeBounded runs after the deadline was set below it.
func goodbyeBounded(c net.Conn, buf []byte) error {
	defer c.Write([]byte("BYE\r\n"))
	c.SetDeadline(time.Now().Add(time.Minute))
	_, err := c.Read(buf)
	return err
}

// goodbyeEarly may return before.
func goodbyeEarly(c net.Conn, ready bool, buf []byte) error {
	defer c.Write([]byte("BYE\r\n")) // want conn-write
	if !ready {
		return net.ErrClosed
	}
	c.SetDeadline(time.Now().Add(time.Minute))
	_, err := c.Read(buf)
	return err
}

// goodbyeReset clears the deadline before the deferred write.
func goodbyeReset(c net.Conn, buf []byte) error {
	defer c.Write([]byte("BYE\r\n")) // want conn-write
	c.SetDeadline(time.Now().Add(time.Minute))
	defer c.SetDeadline(time.Time{})
	_, err := c.Read(buf)
	return err
}

// goodbyeClosure sets it where it is needed.
func goodbyeClosure(c net.Conn) {
	defer func() {
		c.SetWriteDeadline(time.Now().Add(time.Second))
		c.Write([]byte("BYE\r\n"))
		c.Close()
	}()
}

func flushes(c net.Conn, fill func(*bufio.Writer)) {
	w := bufio.NewWriter(c)
	defer w.Flush() // want conn-write
	fill(w)
}

func flushesBounded(c net.Conn, fill func(*bufio.Writer)) {
	w := bufio.NewWriter(c)
	defer w.Flush()
	c.SetWriteDeadline(time.Now().Add(time.Minute))
	fill(w)
}

// helper is deferred, and waits.
func helper(f *os.File) {
	defer finish(f)
	f.Name()
}

func finish(f *os.File) {
	f.Sync() // want disk-sync
}

// underLock syncs before it unlocks: what is deferred last runs first.
type underLock struct {
	mu sync.Mutex
	f  *os.File
	n  int
}

func (u *underLock) close() {
	u.mu.Lock() // want lock
	defer u.mu.Unlock()
	defer u.f.Sync() // want disk-sync
	u.n = 0
}

// afterUnlock has them the other way around.
type afterUnlock struct {
	mu sync.Mutex
	f  *os.File
	n  int
}

func (a *afterUnlock) close() {
	defer a.f.Sync() // want disk-sync
	a.mu.Lock()
	defer a.mu.Unlock()
	a.n = 0
}

// relocked waits in a deferred closure that gives the mutex back meanwhile.
type relocked struct {
	mu sync.Mutex
	f  *os.File
	n  int
}

func (r *relocked) close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	defer func() {
		r.mu.Unlock()
		r.f.Sync() // want disk-sync
		r.mu.Lock()
	}()
	r.n = 0
}

// onOnePath defers the unlock only where it locked.
type onOnePath struct {
	mu sync.Mutex
	f  *os.File
}

func (o *onOnePath) sync(shared bool) error {
	if !shared {
		return o.f.Sync() // want disk-sync
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	return nil
}

// waits for its goroutines at the end; they compute.
func waits(parts [][]int, sums []int) {
	var wg sync.WaitGroup
	defer wg.Wait()
	for i, part := range parts {
		wg.Go(func() {
			for _, v := range part {
				sums[i] += v
			}
		})
	}
}

// waitsForReads does so for goroutines that may not end.
func waitsForReads(conns []net.Conn) {
	var wg sync.WaitGroup
	defer wg.Wait() // told at what it waits for
	for _, c := range conns {
		wg.Go(func() {
			c.Read(make([]byte, 1)) // want conn-read
		})
	}
}

// recovers waits only when something went wrong.
func recovers(f *os.File, run func()) {
	defer func() {
		if recover() != nil {
			f.Sync() // want disk-sync
		}
	}()
	run()
}

// arguments of a deferred call are evaluated at once.
func arguments(c net.Conn, buf []byte, log func(int, error)) {
	defer log(c.Read(buf)) // want conn-read
	c.SetReadDeadline(time.Now().Add(time.Minute))
}
