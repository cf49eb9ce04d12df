package bounded_test

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/timeoutlint/timeoutlint/bounded"
)

func TestFile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer nothingLeft(t)()
		f := new(fakeFile)
		h := bounded.File(f)
		if n, err := h.Write([]byte("hello ")); n != 6 || err != nil {
			t.Errorf("Write = %d, %v", n, err)
		}
		if n, err := io.WriteString(h, "world"); n != 5 || err != nil {
			t.Errorf("WriteString = %d, %v", n, err)
		}
		if n, err := h.WriteAt([]byte("J"), 0); n != 1 || err != nil {
			t.Errorf("WriteAt = %d, %v", n, err)
		}
		if err := h.Sync(); err != nil {
			t.Errorf("Sync = %v", err)
		}
		if got := h.Name(); got != "fake" {
			t.Errorf("Name = %q", got)
		}
		if err := h.Close(); err != nil {
			t.Errorf("Close = %v", err)
		}
		if n := bounded.FilesInUse(); n != 0 {
			t.Errorf("%d files are known after Close", n)
		}
		if got := f.content(); got != "Jello world" {
			t.Errorf("the file has %q", got)
		}
	})
}

func TestFileErrorsPass(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer nothingLeft(t)()
		failure := errors.New("no space")
		f := &fakeFile{fail: func(int) (int, error) { return 2, failure }}
		if n, err := bounded.Write(t.Context(), f, []byte("data")); n != 2 || err != failure { //nolint:errorlint // as it is
			t.Errorf("Write = %d, %v, want what the file returns", n, err)
		}
	})
}

func TestWriteTimesOut(t *testing.T) {
	tests := []struct {
		name  string
		class bounded.Class
		op    string
		call  func(ctx context.Context, f *fakeFile) error
		bound time.Duration
	}{
		{"Write", bounded.ClassDiskWrite, "write", func(ctx context.Context, f *fakeFile) error {
			_, err := bounded.Write(ctx, f, []byte("data"))
			return err
		}, 30 * time.Second},
		{"WriteAt", bounded.ClassDiskWrite, "write", func(ctx context.Context, f *fakeFile) error {
			_, err := bounded.WriteAt(ctx, f, []byte("data"), 0)
			return err
		}, 30 * time.Second},
		{"Sync", bounded.ClassDiskSync, "sync", func(ctx context.Context, f *fakeFile) error {
			return bounded.Sync(ctx, f)
		}, time.Minute},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				defer nothingLeft(t)()
				f := new(fakeFile)
				release := f.setHang(true)
				e := timeoutOf(t, test.call(context.Background(), f), test.class, test.op, test.bound)
				if errors.Is(e, context.DeadlineExceeded) {
					t.Error("the error blames the context, which has no deadline")
				}
				if e.Resource != "fake" || e.NotBegun {
					t.Errorf("the error is of %q, not begun: %t", e.Resource, e.NotBegun)
				}
				release()
			})
		})
		t.Run(test.name+"/deadline", func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				defer nothingLeft(t)()
				f := new(fakeFile)
				release := f.setHang(true)
				ctx, cancel := context.WithTimeout(t.Context(), 2*test.bound)
				defer cancel()
				e := timeoutOf(t, test.call(ctx, f), test.class, test.op, 2*test.bound)
				if !errors.Is(e, context.DeadlineExceeded) {
					t.Error("the error does not match that of the context")
				}
				release()
			})
		})
	}
}

func TestStuckFailsAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer nothingLeft(t)()
		f := new(fakeFile)
		h := bounded.File(f)
		release := f.setHang(true)
		_, err := h.Write([]byte("first"))
		wantTimeout(t, err, bounded.ClassDiskWrite, "write", 30*time.Second)

		start := time.Now()
		_, err = h.Write([]byte("second"))
		wantStuck(t, err)
		_, err = bounded.Write(t.Context(), f, []byte("third"))
		wantStuck(t, err)
		wantStuck(t, h.Sync())
		if d := time.Since(start); d != 0 {
			t.Errorf("they took %v", d)
		}
		if !strings.Contains(err.Error(), "a write has not returned since 2000-01-01T00:00:00Z") {
			t.Errorf("the error does not say since when: %v", err)
		}

		release()
		synctest.Wait()
		if _, err := h.Write([]byte(" fourth")); err != nil {
			t.Errorf("after a late success Write = %v", err)
		}
		if got := f.content(); got != "first fourth" {
			t.Errorf("the file has %q", got)
		}
	})
}

func TestLateErrorOnce(t *testing.T) {
	failure := errors.New("no space")
	tests := map[string]struct {
		fail func(n int) (int, error)
		want error
	}{
		"error": {func(int) (int, error) { return 0, failure }, failure},
		"short": {func(n int) (int, error) { return n / 2, nil }, io.ErrShortWrite},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				defer nothingLeft(t)()
				f := new(fakeFile)
				release := f.setHang(true)
				f.setFail(test.fail)
				_, err := bounded.Write(t.Context(), f, []byte("data"))
				wantTimeout(t, err, bounded.ClassDiskWrite, "write", 30*time.Second)
				time.Sleep(time.Second)
				release()
				synctest.Wait()
				f.setFail(nil)
				time.Sleep(time.Minute) // the goroutine is gone, the error is not

				err = bounded.Sync(t.Context(), f)
				var late *bounded.LateError
				if !errors.As(err, &late) || !errors.Is(err, test.want) || late.Op != "write" || late.Took != 31*time.Second {
					t.Errorf("the next operation returned %v, want the late error", err)
				}
				if err := bounded.Sync(t.Context(), f); err != nil {
					t.Errorf("the one after it returned %v", err)
				}
				if got := f.log(); !slices.Equal(got, []string{"write data", "sync"}) {
					t.Errorf("the file saw %q, want the first sync not to be begun", got)
				}
			})
		})
	}
}

func TestQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer nothingLeft(t)()
		f := new(fakeFile)
		h := bounded.File(f)
		release := f.setHang(true)
		errs := make([]error, 4)
		for i, s := range []string{"a", "b", "c", "d"} {
			go func() {
				ctx := t.Context()
				if s == "c" {
					var cancel func()
					ctx, cancel = context.WithTimeout(ctx, 5*time.Second)
					defer cancel()
				}
				_, errs[i] = bounded.Write(ctx, f, []byte(s))
			}()
			synctest.Wait()
		}
		time.Sleep(10 * time.Second)
		synctest.Wait()
		if e := timeoutOf(t, errs[2], bounded.ClassDiskWrite, "write", 5*time.Second); !e.NotBegun {
			t.Error("the error does not say that the write was not begun")
		}
		release()
		if _, err := h.Write([]byte("e")); err != nil {
			t.Error(err)
		}
		synctest.Wait()
		if got := f.content(); got != "abde" {
			t.Errorf("the file has %q, want the order of the calls without c", got)
		}
		if err := errors.Join(errs[0], errs[1], errs[3]); err != nil {
			t.Error(err)
		}
	})
}

func TestQueueFailsWhenStuck(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer nothingLeft(t)()
		f := new(fakeFile)
		release := f.setHang(true)
		start := time.Now()
		errs := make([]error, 10)
		took := make([]time.Duration, 10)
		for i := range errs {
			go func() {
				_, errs[i] = bounded.Write(t.Context(), f, []byte("x"))
				took[i] = time.Since(start)
			}()
			synctest.Wait()
			time.Sleep(time.Second)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		wantTimeout(t, errs[0], bounded.ClassDiskWrite, "write", 30*time.Second)
		for i := range errs[1:] {
			wantStuck(t, errs[i+1])
			if took[i+1] != 30*time.Second {
				t.Errorf("one in the queue failed after %v, want as soon as the file is stuck", took[i+1])
			}
		}
		release()
		synctest.Wait()
		if got := f.content(); got != "x" {
			t.Errorf("the file has %q, want the first write only", got)
		}
	})
}

func TestCloseStuck(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer nothingLeft(t)()
		f := new(fakeFile)
		h := bounded.File(f)
		release := f.setHang(true)
		_, err := h.Write([]byte("a"))
		wantTimeout(t, err, bounded.ClassDiskWrite, "write", 30*time.Second)
		wantStuck(t, h.Close())
		release()
		synctest.Wait()
		if got := f.log(); !slices.Equal(got, []string{"write a", "close"}) {
			t.Errorf("the file saw %q, want it to be closed", got)
		}
		if n := bounded.FilesInUse(); n != 0 {
			t.Errorf("%d files are known after that", n)
		}
	})
}

func TestCloseReturnsLateError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer nothingLeft(t)()
		f := new(fakeFile)
		h := bounded.File(f)
		release := f.setHang(true)
		failure := errors.New("no space")
		f.setFail(func(int) (int, error) { return 0, failure })
		wantTimeout(t, h.Sync(), bounded.ClassDiskSync, "sync", time.Minute)
		release()
		synctest.Wait()
		f.setFail(nil)
		if err := h.Close(); !errors.Is(err, failure) {
			t.Errorf("Close = %v", err)
		}
		if got := f.log(); !slices.Equal(got, []string{"sync", "close"}) {
			t.Errorf("the file saw %q, want it to be closed", got)
		}
	})
}

// TestIdle uses a Handle again after its file has been forgotten.
func TestIdle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer nothingLeft(t)()
		f := new(fakeFile)
		h := bounded.File(f)
		for range 3 {
			if _, err := h.Write([]byte("a")); err != nil {
				t.Fatal(err)
			}
			if n := bounded.FilesInUse(); n != 1 {
				t.Errorf("%d files are known", n)
			}
			time.Sleep(time.Hour)
			if n := bounded.FilesInUse(); n != 0 {
				t.Errorf("%d files are known after an hour", n)
			}
		}
		if got := f.content(); got != "aaa" {
			t.Errorf("the file has %q", got)
		}
	})
}
