package bounded_test

import (
	"errors"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"github.com/timeoutlint/timeoutlint/bounded"
)

// nothingLeft is called at the start of a bubble, and its result at the end: it checks
// that no file, no lock and nothing that counts as stuck is left. That no goroutine is,
// synctest sees to.
func nothingLeft(t *testing.T) func() {
	t.Helper()
	stuck := bounded.Stats().Stuck
	return func() {
		t.Helper()
		time.Sleep(2 * time.Hour) // files that are not used are forgotten
		synctest.Wait()
		if n := bounded.FilesInUse(); n != 0 {
			t.Errorf("%d files are still known", n)
		}
		if n := bounded.LocksInUse(); n != 0 {
			t.Errorf("%d locks are still waited for", n)
		}
		if n := bounded.Stats().Stuck - stuck; n != 0 {
			t.Errorf("%d operations are still stuck", n)
		}
	}
}

func wantTimeout(t *testing.T, err error, class bounded.Class, op string, waited time.Duration) {
	t.Helper()
	_ = timeoutOf(t, err, class, op, waited)
}

// timeoutOf checks that err is a timeout, and returns it for further checks.
func timeoutOf(t *testing.T, err error, class bounded.Class, op string, waited time.Duration) *bounded.TimeoutError {
	t.Helper()
	var e *bounded.TimeoutError
	if !errors.As(err, &e) {
		t.Fatalf("the error is %v, want a timeout", err)
	}
	if e.Class != class || e.Op != op || e.Waited != waited {
		t.Errorf("the timeout is of %s %s after %v, want %s %s after %v", e.Class, e.Op, e.Waited, class, op, waited)
	}
	if !errors.Is(err, os.ErrDeadlineExceeded) || !e.Timeout() {
		t.Errorf("%v does not match os.ErrDeadlineExceeded", err)
	}
	return e
}

func wantStuck(t *testing.T, err error) {
	t.Helper()
	var e *bounded.StuckError
	if !errors.As(err, &e) || !errors.Is(err, bounded.ErrStuck) {
		t.Fatalf("the error is %v, want that the file is stuck", err)
	}
	if e.StuckOp != "write" || e.Resource != "fake" {
		t.Errorf("stuck in a %s of %s, want a write of fake", e.StuckOp, e.Resource)
	}
}
