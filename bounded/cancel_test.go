package bounded_test

import (
	"context"
	"errors"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"github.com/timeoutlint/timeoutlint/bounded"
)

// TestCancel cancels a write while another waits for its turn: the cancel of one must
// not fail the other, unless the disk turns out to hang.
func TestCancel(t *testing.T) {
	for _, hang := range []time.Duration{10 * time.Second, 40 * time.Second} {
		t.Run(hang.String(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				defer nothingLeft(t)()
				f := new(fakeFile)
				release := f.setHang(true)
				time.AfterFunc(hang, release)
				ctx, cancel := context.WithCancel(t.Context())
				time.AfterFunc(time.Second, cancel)
				before := bounded.Stats()
				_, err := bounded.Write(ctx, f, []byte("a"))
				if !errors.Is(err, context.Canceled) || errors.Is(err, os.ErrDeadlineExceeded) {
					t.Errorf("the cancelled write returned %v", err)
				}
				if bounded.Stats().DiskWrite != before.DiskWrite {
					t.Error("the cancel is counted as a timeout")
				}

				start := time.Now()
				_, err = bounded.Write(t.Context(), f, []byte("b"))
				if hang < 30*time.Second {
					if err != nil || f.content() != "ab" {
						t.Errorf("the next write returned %v, and the file has %q", err, f.content())
					}
					return
				}
				wantStuck(t, err)
				if d := time.Since(start); d != 29*time.Second {
					t.Errorf("it failed after %v, want 30s after the first began", d)
				}
				time.Sleep(time.Minute)
				if got := f.content(); got != "a" {
					t.Errorf("the file has %q", got)
				}
			})
		})
	}
}

func TestDoneBefore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer nothingLeft(t)()
		f := new(fakeFile)
		ctx, cancel := context.WithCancelCause(t.Context())
		cause := errors.New("shutting down")
		cancel(cause)
		_, err := bounded.Write(ctx, f, []byte("a"))
		if !errors.Is(err, context.Canceled) || !errors.Is(err, cause) {
			t.Errorf("Write = %v, want the context's error and cause", err)
		}
		if got := f.log(); len(got) != 0 {
			t.Errorf("the file saw %q", got)
		}
	})
}

// TestBufferIsTheCallers changes the data right after each return.
func TestBufferIsTheCallers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer nothingLeft(t)()
		f := new(fakeFile)
		release := f.setHang(true)
		p := []byte("right")
		_, err := bounded.Write(t.Context(), f, p)
		wantTimeout(t, err, bounded.ClassDiskWrite, "write", 30*time.Second)
		copy(p, "wrong")
		release()
		synctest.Wait()
		if got := f.content(); got != "right" {
			t.Errorf("the file has %q", got)
		}
	})
}
