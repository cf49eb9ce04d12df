package bounded_test

import (
	"context"
	"errors"
	"os"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"github.com/timeoutlint/timeoutlint/bounded"
)

func TestDo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer nothingLeft(t)()
		failure := errors.New("rejected")
		if err := bounded.Do(t.Context(), "propose", func() error { return failure }); err != failure { //nolint:errorlint // as it is
			t.Errorf("Do = %v, want what the function returns", err)
		}

		before := bounded.Stats()
		slow := func() error { time.Sleep(time.Minute); return nil }
		err := bounded.Do(context.Background(), "propose", slow)
		wantTimeout(t, err, bounded.ClassWait, "propose", 10*time.Second)
		if got := err.Error(); got != "bounded: propose: timed out after 10s" {
			t.Errorf("the error reads %q", got)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		err = bounded.Do(ctx, "propose", slow)
		wantTimeout(t, err, bounded.ClassWait, "propose", time.Second)
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%v does not match the context's error", err)
		}
		if err := bounded.Do(ctx, "propose", func() error { t.Error("it runs"); return nil }); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("with a context that is done Do = %v", err)
		}
		ctx, cancel = context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		if err := bounded.Do(ctx, "propose", slow); !errors.Is(err, context.Canceled) || errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("after a cancel Do = %v", err)
		}
		if now := bounded.Stats(); now.Wait-before.Wait != 3 || now.Stuck-before.Stuck != 3 {
			t.Errorf("from %+v to %+v, want 3 timeouts, 3 stuck", before, now)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if now := bounded.Stats(); now.Late-before.Late != 3 || now.Stuck != before.Stuck {
			t.Errorf("from %+v to %+v, want 3 late, none stuck", before, now)
		}
	})
}

func TestDoPanics(t *testing.T) {
	defer func() {
		if got := recover(); got != "oops" {
			t.Errorf("recovered %v", got)
		}
	}()
	_ = bounded.Do(t.Context(), "panic", func() error { panic("oops") })
	t.Error("Do returned")
}

func TestDoGoexit(t *testing.T) {
	done := make(chan bool)
	go func() {
		defer close(done)
		_ = bounded.Do(context.Background(), "exit", func() error { runtime.Goexit(); return nil })
		t.Error("Do returned")
	}()
	<-done
}

func TestReceive(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer nothingLeft(t)()
		c := make(chan int, 1)
		c <- 42
		done, cancel := context.WithCancel(t.Context())
		cancel()
		if v, err := bounded.Receive(done, c); v != 42 || err != nil {
			t.Errorf("Receive = %d, %v", v, err)
		}
		if _, err := bounded.Receive(done, c); !errors.Is(err, context.Canceled) {
			t.Errorf("Receive = %v", err)
		}
		_, err := bounded.Receive(t.Context(), c)
		if e := timeoutOf(t, err, bounded.ClassWait, "receive", 10*time.Second); e.Resource != "<-chan int" {
			t.Errorf("the resource is %q", e.Resource)
		}
		time.AfterFunc(time.Second, func() { c <- 1 })
		if v, err := bounded.Receive(t.Context(), c); v != 1 || err != nil {
			t.Errorf("Receive = %d, %v", v, err)
		}
		close(c)
		if v, err := bounded.Receive(t.Context(), c); v != 0 || err != nil {
			t.Errorf("of a closed channel Receive = %d, %v", v, err)
		}
	})
}
