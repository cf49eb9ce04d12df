//go:build unix

package bounded_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"os"
	"runtime"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/timeoutlint/timeoutlint/bounded"
)

// The tests in this file have real faults and the real clock. What they bound by a short
// time may take much longer on a slow machine; they check that it ends.
const short = 50 * time.Millisecond

// checkGoroutines checks at the end of the test that no goroutine is left of it.
func checkGoroutines(t *testing.T) {
	t.Helper()
	before := runtime.NumGoroutine()
	t.Cleanup(func() {
		waitUntil(t, "the goroutines have ended", func() bool { return runtime.NumGoroutine() <= before })
	})
}

// hangingFile returns a file whose writes hang in the kernel, as on a disk that hangs,
// until what it holds is drained: a pipe that is full, with a descriptor that blocks, so
// that no deadline of the runtime could help.
func hangingFile(t *testing.T) (f *os.File, full int, reader *os.File) {
	t.Helper()
	var fds [2]int
	if err := syscall.Pipe(fds[:]); err != nil {
		t.Fatal(err)
	}
	if err := syscall.SetNonblock(fds[1], true); err != nil {
		t.Fatal(err)
	}
	for {
		n, err := syscall.Write(fds[1], make([]byte, 1024))
		if err != nil {
			break
		}
		full += n
	}
	if err := syscall.SetNonblock(fds[1], false); err != nil {
		t.Fatal(err)
	}
	reader, f = os.NewFile(uintptr(fds[0]), "reader"), os.NewFile(uintptr(fds[1]), "pipe")
	t.Cleanup(func() { reader.Close() })
	return f, full, reader
}

func TestDiskHangs(t *testing.T) {
	checkGoroutines(t)
	f, full, reader := hangingFile(t)
	goroutines := runtime.NumGoroutine()
	h := bounded.File(f)
	ctx, cancel := context.WithTimeout(t.Context(), short)
	defer cancel()
	p := []byte("late")
	_, err := bounded.Write(ctx, f, p)
	if !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Fatalf("the write returned %v", err)
	}
	copy(p, "oops")

	// Others are told at once, and do not gather.
	var wg sync.WaitGroup
	for range 100 {
		wg.Go(func() {
			if _, err := h.Write([]byte("no")); !errors.Is(err, bounded.ErrStuck) {
				t.Errorf("another write returned %v", err)
			}
		})
	}
	wg.Wait()
	waitUntil(t, "there is one goroutine more", func() bool { return runtime.NumGoroutine() <= goroutines+1 })

	other := newFile(t)
	if _, err := bounded.Write(t.Context(), other, []byte("fine")); err != nil {
		t.Errorf("another file: %v", err)
	}
	if err := bounded.File(other).Close(); err != nil {
		t.Error(err)
	}

	if _, err := io.CopyN(io.Discard, reader, int64(full)); err != nil {
		t.Fatal(err)
	}
	waitUntil(t, "the file is no longer stuck", func() bool {
		_, err := h.Write([]byte(", fine"))
		return err == nil
	})
	if err := h.Close(); err != nil {
		t.Error(err)
	}
	if got, err := io.ReadAll(reader); err != nil || string(got) != "late, fine" {
		t.Errorf("the file has %q, %v", got, err)
	}
}

func TestLockHeld(t *testing.T) {
	if testing.Short() {
		t.Skip("takes 6s")
	}
	checkGoroutines(t)
	var mu, other sync.Mutex
	mu.Lock()
	start := time.Now()
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			var e *bounded.TimeoutError
			if err := bounded.Lock(context.Background(), &mu); !errors.As(err, &e) || e.Waited < 5*time.Second {
				t.Errorf("Lock = %v", err)
			}
		})
	}
	if err := bounded.Lock(t.Context(), &other); err != nil {
		t.Errorf("another lock: %v", err)
	}
	wg.Wait()
	time.AfterFunc(6*time.Second-time.Since(start), mu.Unlock)
	if err := bounded.Lock(t.Context(), &mu); err != nil {
		t.Errorf("after the lock was released, Lock = %v", err)
	}
	mu.Unlock()
}

// TestSlowClient has one client that reads nothing and one that says nothing, and one
// that is served nevertheless.
func TestSlowClient(t *testing.T) {
	checkGoroutines(t)
	plain, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := bounded.Listener(plain, bounded.ReadTimeout(short), bounded.WriteTimeout(short))
	errs := make(chan error, 3)
	var server sync.WaitGroup
	server.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			server.Go(func() { errs <- serve(c) })
		}
	})
	dial := func(request string) net.Conn {
		c, err := bounded.Dial(t.Context(), "tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = c.Close() })
		if _, err := io.WriteString(c, request); err != nil {
			t.Fatal(err)
		}
		return c
	}
	wantClass := func(class bounded.Class) {
		t.Helper()
		var e *bounded.TimeoutError
		if err := <-errs; !errors.As(err, &e) || e.Class != class || !e.Timeout() {
			t.Errorf("the server got %v, want a timeout of class %s", err, class)
		}
	}

	dial("") // says nothing
	wantClass(bounded.ClassClientRead)
	dial("G") // gets more than fits into the buffers, and does not read it
	wantClass(bounded.ClassClientWrite)
	c := dial("s")
	if got, err := io.ReadAll(c); err != nil || string(got) != "short" {
		t.Errorf("a good client got %q, %v", got, err)
	}
	if err := <-errs; err != nil {
		t.Errorf("a good client was served with %v", err)
	}
	if err := l.Close(); err != nil {
		t.Error(err)
	}
	server.Wait()
}

func serve(c net.Conn) error {
	defer func() { _ = c.Close() }()
	request := make([]byte, 1)
	if _, err := io.ReadFull(c, request); err != nil {
		return err
	}
	if request[0] == 's' {
		_, err := io.WriteString(c, "short")
		return err
	}
	_, err := c.Write(bytes.Repeat(request, 64<<20))
	return err
}
