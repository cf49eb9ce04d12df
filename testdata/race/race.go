// Package race runs an operation in a goroutine and waits for it no longer than
// a timer or a context allows.
package race

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"os"
	"sync"
	"time"
)

var errTimeout = errors.New("timeout")

func read(c net.Conn, buf []byte) error {
	done := make(chan error, 1)
	go func() {
		_, err := c.Read(buf)
		done <- err
	}()
	select {
	case err := <-done:
		return err
	case <-time.After(time.Minute):
		return errTimeout
	}
}

func syncFile(f *os.File) error {
	done := make(chan error, 1)
	go func() { done <- f.Sync() }()
	t := time.NewTimer(time.Minute)
	defer t.Stop()
	select {
	case err := <-done:
		return err
	case <-t.C:
		return errTimeout
	}
}

func writeContext(ctx context.Context, f *os.File, buf []byte) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	done := make(chan error, 1)
	go func() {
		_, err := f.Write(buf)
		done <- err
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// writeCallersContext is as bounded as the caller's context.
func writeCallersContext(ctx context.Context, f *os.File, buf []byte) error {
	done := make(chan error, 1)
	go func() {
		_, err := f.Write(buf)
		done <- err
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// named runs a function of its own.
func named(f *os.File) error {
	done := make(chan error, 1)
	go flush(f, done)
	select {
	case err := <-done:
		return err
	case <-time.After(time.Minute):
		return errTimeout
	}
}

func flush(f *os.File, done chan<- error) {
	done <- f.Sync()
}

// waitsPlainly starts a goroutine and then waits for it without end.
func waitsPlainly(c net.Conn, buf []byte) error {
	done := make(chan error, 1)
	go func() {
		_, err := c.Read(buf) // want conn-read
		done <- err
	}()
	return <-done // told at what it waits for
}

// selectNoClock has two channels and no clock.
func selectNoClock(f, g *os.File) error {
	first := make(chan error, 1)
	go func() {
		first <- f.Sync() // want disk-sync
	}()
	second := make(chan error, 1)
	go func() {
		second <- g.Sync() // want disk-sync
	}()
	select { // told at what it waits for
	case err := <-first:
		return err
	case err := <-second:
		return err
	}
}

// backgroundDone has a case that never comes.
func backgroundDone(f *os.File) error {
	ctx := context.Background()
	done := make(chan error, 1)
	go func() {
		done <- f.Sync() // want disk-sync
	}()
	select { // told at what it waits for
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// before does the write itself, ahead of the race.
func before(f *os.File, buf []byte) error {
	if _, err := f.Write(buf); err != nil { // want disk-write
		return err
	}
	done := make(chan error, 1)
	go func() { done <- f.Sync() }()
	select {
	case err := <-done:
		return err
	case <-time.After(time.Minute):
		return errTimeout
	}
}

// group waits for several goroutines at once.
func group(files []*os.File) error {
	var wg sync.WaitGroup
	for _, f := range files {
		wg.Add(1)
		go func() {
			defer wg.Done()
			f.Sync()
		}()
	}
	done := make(chan struct{})
	go func() {
		wg.Wait()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-time.After(time.Minute):
		return errTimeout
	}
}

// unrelated waits for another goroutine than the one that reads.
func unrelated(c net.Conn, f *os.File, buf []byte) error {
	go func() {
		c.Read(buf) // want conn-read
	}()
	done := make(chan error, 1)
	go func() { done <- f.Sync() }()
	select {
	case err := <-done:
		return err
	case <-time.After(time.Minute):
		return errTimeout
	}
}

// ticker ends no wait: its case goes around again.
func ticker(f *os.File, alive func()) error {
	done := make(chan error, 1)
	go func() {
		done <- f.Sync() // want disk-sync
	}()
	t := time.NewTicker(time.Second)
	defer t.Stop()
	for {
		select { // may wait
		case err := <-done:
			return err
		case <-t.C:
			alive()
		}
	}
}

// closesAndDrains ends the handshake with the context, and then waits for the
// goroutine to notice.
func closesAndDrains(ctx context.Context, conn net.Conn, cfg *tls.Config) error {
	c := tls.Client(conn, cfg)
	done := make(chan error)
	go func() {
		done <- c.Handshake()
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		conn.Close()
		<-done
		return ctx.Err()
	}
}

// leaves may return with the timer, and then nobody receives what the
// goroutine has to say.
func leaves(c net.Conn, buf []byte) error {
	c.SetReadDeadline(time.Now().Add(time.Minute))
	done := make(chan error)
	go func() {
		_, err := c.Read(buf)
		done <- err // want wait "receiver may have left"
	}()
	select {
	case err := <-done:
		return err
	case <-time.After(time.Second):
		return errTimeout
	}
}

// leavesLater has another try, and then leaves.
func leavesLater(ctx context.Context, work func() error) error {
	done := make(chan error)
	go func() {
		done <- work() // want wait "receiver may have left"
	}()
	for range 3 {
		select {
		case err := <-done:
			return err
		case <-time.After(time.Second):
		}
	}
	return ctx.Err()
}

// stays waits for the goroutine in any case.
func stays(c net.Conn, buf []byte) error {
	done := make(chan error)
	go func() {
		_, err := c.Read(buf)
		done <- err
	}()
	select {
	case err := <-done:
		return err
	case <-time.After(time.Second):
		c.Close()
		return <-done
	}
}

// loops around until the value is there.
func loops(work func() error, tick func()) error {
	done := make(chan error)
	go func() { done <- work() }()
	for {
		select {
		case err := <-done:
			return err
		case <-time.After(time.Second):
			tick()
		}
	}
}

// gives hands the channel on: who receives cannot be seen.
func gives(ctx context.Context, work func() error, keep func(<-chan error)) error {
	done := make(chan error)
	keep(done)
	go func() { done <- work() }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Exported waits with the context of whoever calls it, in another package, too.
func Exported(ctx context.Context, conn net.Conn) error {
	done := make(chan error, 1)
	go func() {
		_, err := conn.Read(make([]byte, 1))
		done <- err
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		conn.Close()
		return ctx.Err()
	}
}

// ExportedBare waits for the goroutine with nothing.
func ExportedBare(_ context.Context, conn net.Conn) error {
	done := make(chan error, 1)
	go func() {
		_, err := conn.Read(make([]byte, 1)) // want conn-read
		done <- err
	}()
	return <-done // told at what it waits for
}

// serves leaves with a signal: so does the program.
func serves(serve func() error, quit <-chan os.Signal, stop func() error) error {
	errs := make(chan error)
	go func() { errs <- serve() }()
	select {
	case err := <-errs:
		return err
	case <-quit:
		return stop()
	}
}
