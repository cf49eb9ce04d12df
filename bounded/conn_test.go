package bounded_test

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"github.com/timeoutlint/timeoutlint/bounded"
)

// pipe returns the two ends of a connection that a synctest bubble can wait for.
func pipe(t *testing.T, options ...bounded.ConnOption) (ours, peer net.Conn) {
	t.Helper()
	c, peer := net.Pipe()
	ours = bounded.Conn(c, options...)
	t.Cleanup(func() {
		_ = ours.Close()
		_ = peer.Close()
	})
	return ours, peer
}

func TestConn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer nothingLeft(t)()
		c, peer := pipe(t)
		p := make([]byte, 8)
		_, err := c.Read(p)
		e := timeoutOf(t, err, bounded.ClassClientRead, "read", 30*time.Second)
		if e.Resource != "pipe" {
			t.Errorf("the resource is %q", e.Resource)
		}
		var asNet net.Error
		if !errors.As(err, &asNet) || !asNet.Timeout() {
			t.Errorf("%v is not a net.Error", err)
		}
		_, err = c.Write([]byte("hello"))
		wantTimeout(t, err, bounded.ClassClientWrite, "write", 30*time.Second)

		// Each operation has the whole time, and a connection that works goes on working.
		go func() {
			for range 5 {
				time.Sleep(20 * time.Second)
				_, _ = peer.Write([]byte("x"))
			}
		}()
		for range 5 {
			if n, err := c.Read(p); n != 1 || err != nil {
				t.Fatalf("Read = %d, %v", n, err)
			}
		}
		if c.(interface{ NetConn() net.Conn }).NetConn() == nil {
			t.Error("NetConn is nil")
		}
		if err := c.(interface{ CloseWrite() error }).CloseWrite(); !errors.Is(err, errors.ErrUnsupported) {
			t.Errorf("CloseWrite of a pipe is %v", err)
		}
	})
}

func TestConnOptions(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer nothingLeft(t)()
		c, _ := pipe(t, bounded.ReadTimeout(time.Second), bounded.WriteTimeout(2*time.Second))
		_, err := c.Read(make([]byte, 1))
		wantTimeout(t, err, bounded.ClassClientRead, "read", time.Second)
		_, err = c.Write([]byte("hello"))
		wantTimeout(t, err, bounded.ClassClientWrite, "write", 2*time.Second)
	})
}

// TestConnDeadlines sets deadlines as if the connection were a plain one.
func TestConnDeadlines(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer nothingLeft(t)()
		c, _ := pipe(t)
		before := bounded.Stats()
		read := func() (took time.Duration, err error) {
			start := time.Now()
			_, err = c.Read(make([]byte, 1))
			return time.Since(start), err
		}

		_ = c.SetReadDeadline(time.Now().Add(time.Second))
		took, err := read()
		if took != time.Second || !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("with an earlier deadline Read took %v: %v", took, err)
		}
		time.AfterFunc(3*time.Second, func() { _ = c.SetDeadline(time.Unix(1, 0)) })
		_ = c.SetDeadline(time.Time{})
		if took, err := read(); took != 3*time.Second || !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("with a deadline set meanwhile Read took %v: %v", took, err)
		}
		if n := bounded.Stats().ClientRead - before.ClientRead; n != 0 {
			t.Errorf("%d timeouts are counted, but the deadlines were not ours", n)
		}
		time.AfterFunc(3*time.Second, func() { _ = c.SetDeadline(time.Time{}) })
		_ = c.SetDeadline(time.Now().Add(time.Hour))
		if took, err := read(); took != 30*time.Second || !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("with a later deadline Read took %v: %v", took, err)
		}
		if n := bounded.Stats().ClientRead - before.ClientRead; n != 1 {
			t.Errorf("%d timeouts are counted, want ours", n)
		}
	})
}

func TestConnIdle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer nothingLeft(t)()
		c, peer := pipe(t, bounded.IdleTimeout(5*time.Minute))
		p := make([]byte, 8)
		go func() {
			time.Sleep(4 * time.Minute)
			_, _ = peer.Write([]byte("request"))
		}()
		if n, err := c.Read(p); n != 7 || err != nil {
			t.Fatalf("Read of a request after 4 minutes = %d, %v", n, err)
		}
		_, err := c.Read(p)
		wantTimeout(t, err, bounded.ClassClientRead, "read", 30*time.Second)

		go func() {
			_, _ = io.ReadFull(peer, make([]byte, 6))
			time.Sleep(4 * time.Minute)
			_, _ = io.ReadFull(peer, make([]byte, 6))
		}()
		go func() {
			for range 2 {
				_, _ = c.Write([]byte("answer"))
				time.Sleep(4 * time.Minute)
			}
		}()
		synctest.Wait()
		_, err = c.Read(p)
		wantTimeout(t, err, bounded.ClassClientRead, "read", 9*time.Minute)
	})
}

func TestListener(t *testing.T) {
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	b := bounded.Listener(l, bounded.AcceptTimeout(10*time.Millisecond), bounded.ReadTimeout(10*time.Millisecond))
	_, err = b.Accept()
	var e *bounded.TimeoutError
	if !errors.As(err, &e) || e.Op != "accept" || e.Resource != l.Addr().String() {
		t.Errorf("Accept = %v, want a timeout", err)
	}
	peer, err := bounded.Dial(t.Context(), "tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = peer.Close() }()
	c, err := b.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	if _, err := c.Read(make([]byte, 1)); !errors.As(err, &e) || e.Class != bounded.ClassClientRead {
		t.Errorf("Read = %v, want a timeout", err)
	}

	b = bounded.Listener(struct{ net.Listener }{l}, bounded.AcceptTimeout(time.Second))
	if _, err := b.Accept(); !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("Accept without SetDeadline = %v", err)
	}
}

// TestDial has a bound that is over before a dial can be.
func TestDial(t *testing.T) {
	setDefaults(t, bounded.Config{Dial: time.Nanosecond})
	before := bounded.Stats()
	_, err := bounded.Dial(context.Background(), "tcp", "127.0.0.1:1")
	var e *bounded.TimeoutError
	if !errors.As(err, &e) || e.Class != bounded.ClassDial || e.Resource != "127.0.0.1:1" {
		t.Errorf("Dial = %v, want a timeout", err)
	}
	if errors.Is(err, context.DeadlineExceeded) {
		t.Error("the error blames the context")
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Nanosecond)
	defer cancel()
	if _, err := bounded.Dial(ctx, "tcp", "127.0.0.1:1"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Dial = %v, want the context's error", err)
	}
	if n := bounded.Stats().Dial - before.Dial; n != 2 {
		t.Errorf("%d timeouts are counted", n)
	}
	setDefaults(t, bounded.DefaultConfig())
	if _, err := bounded.Dial(t.Context(), "tcp", "127.0.0.1:1"); err == nil || errors.As(err, &e) {
		t.Errorf("Dial of a closed port = %v", err)
	}
}
