package bounded_test

import (
	"runtime"
	"testing"
	"time"

	"github.com/timeoutlint/timeoutlint/bounded"
)

// TestNothingStays: tests that look for goroutines which were left behind find none
// after an operation, with the file still open.
func TestNothingStays(t *testing.T) {
	f := newFile(t)
	h := bounded.File(f)
	before := runtime.NumGoroutine()
	if _, err := bounded.Write(t.Context(), f, []byte("one")); err != nil {
		t.Fatal(err)
	}
	if err := h.Sync(); err != nil {
		t.Fatal(err)
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if n := runtime.NumGoroutine(); n > before {
		t.Errorf("%d goroutines, %d before", n, before)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
}
