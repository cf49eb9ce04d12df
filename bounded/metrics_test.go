package bounded_test

import (
	"bytes"
	"context"
	"encoding/json"
	"expvar"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/timeoutlint/timeoutlint/bounded"
)

// captureLog returns a function that returns the lines logged so far.
func captureLog(t *testing.T) func() []string {
	t.Helper()
	bounded.ResetLog()
	var mu sync.Mutex
	var buf bytes.Buffer
	bounded.SetLogger(slog.New(slog.NewTextHandler(writerFunc(func(p []byte) (int, error) {
		mu.Lock()
		defer mu.Unlock()
		return buf.Write(p)
	}), nil)))
	t.Cleanup(func() { bounded.SetLogger(slog.New(slog.DiscardHandler)) })
	return func() []string {
		mu.Lock()
		defer mu.Unlock()
		return strings.Split(strings.TrimSpace(buf.String()), "\n")
	}
}

type writerFunc func(p []byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

func TestLog(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer nothingLeft(t)()
		lines := captureLog(t)
		f := new(fakeFile)
		release := f.setHang(true)
		_, _ = bounded.Write(t.Context(), f, []byte("a"))
		time.Sleep(time.Second)
		release()
		synctest.Wait()
		got := lines()
		want := []string{
			`level=WARN msg="bounded: timed out" class=disk-write op=write resource=fake waited=30s not_begun=false suppressed=0`,
			`level=WARN msg="bounded: returned late" class=disk-write op=write resource=fake took=31s err=<nil>`,
		}
		if len(got) != 2 || !strings.HasSuffix(got[0], want[0]) || !strings.HasSuffix(got[1], want[1]) {
			t.Errorf("the log has\n%s", strings.Join(got, "\n"))
		}
	})
}

func TestLogIsLimited(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer nothingLeft(t)()
		lines := captureLog(t)
		l := newChanLock()
		l.Lock()
		for range 100 {
			go func() { _ = bounded.Lock(t.Context(), l) }()
		}
		time.Sleep(time.Minute)
		_ = bounded.Lock(t.Context(), l)
		synctest.Wait()
		if got := lines(); len(got) != 2 || !strings.HasSuffix(got[1], "suppressed=99") {
			t.Errorf("the log has\n%s", strings.Join(got, "\n"))
		}
		l.Unlock()
	})
}

// TestLogToStuckFile has a logger that writes to the file that is stuck, and that holds
// a lock while it does.
func TestLogToStuckFile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer nothingLeft(t)()
		captureLog(t)
		f := new(fakeFile)
		l := slog.New(slog.NewTextHandler(bounded.File(f), nil))
		bounded.SetLogger(l)
		release := f.setHang(true)
		start := time.Now()
		l.Info("this hangs")
		if d := time.Since(start); d != 30*time.Second {
			t.Errorf("the logger returned after %v", d)
		}
		synctest.Wait()
		release()
		synctest.Wait()
		l.Info("this does not")
		got := f.content()
		for _, want := range []string{"this hangs", "this does not", "returned late"} {
			if !strings.Contains(got, want) {
				t.Errorf("the log has\n%s\nwithout %q", got, want)
			}
		}
	})
}

func TestHook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer nothingLeft(t)()
		var mu sync.Mutex
		var events []bounded.Event
		bounded.SetHook(func(e bounded.Event) {
			mu.Lock()
			defer mu.Unlock()
			events = append(events, e)
		})
		defer bounded.SetHook(nil)

		f := new(fakeFile)
		release := f.setHang(true)
		_ = bounded.Sync(t.Context(), f)
		if len(events) != 1 {
			t.Fatalf("%d events when Sync has returned, want 1", len(events))
		}
		release()
		synctest.Wait()

		ctx, cancel := context.WithCancel(t.Context())
		release = f.setHang(true)
		time.AfterFunc(time.Second, cancel)
		_ = bounded.Sync(ctx, f)
		release()
		synctest.Wait()

		if len(events) != 3 {
			t.Fatalf("%d events, want a timeout, its end, and the end of what was cancelled", len(events))
		}
		for i, want := range []bounded.Event{
			{Class: bounded.ClassDiskSync, Op: "sync", Resource: "fake", Waited: time.Minute},
			{Class: bounded.ClassDiskSync, Op: "sync", Resource: "fake", Late: true, Waited: time.Minute},
			{Class: bounded.ClassDiskSync, Op: "sync", Resource: "fake", Late: true, Waited: time.Second},
		} {
			got := events[i]
			if (got.Err != nil) != (i == 0) {
				t.Errorf("event %d has the error %v", i, got.Err)
			}
			if got.Err = nil; got != want {
				t.Errorf("event %d is %+v, want %+v", i, got, want)
			}
		}
	})
}

func TestExpvar(t *testing.T) {
	if expvar.Get("bounded") == nil { // it is set already when the test runs again
		bounded.PublishExpvar("bounded")
	}
	var got map[string]int64
	if err := json.Unmarshal([]byte(expvar.Get("bounded").String()), &got); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{
		"disk_write", "disk_sync", "lock", "wait", "client_read", "client_write", "dial", "late", "stuck",
	} {
		if _, ok := got[key]; !ok {
			t.Errorf("%s is missing in %v", key, got)
		}
	}
}
