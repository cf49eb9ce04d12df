package bounded_test

import (
	"io"
	"log/slog"
	"os"
	"testing"

	"github.com/timeoutlint/timeoutlint/bounded"
)

func TestMain(m *testing.M) {
	// Tests of faults would log thousands of lines. Those of the log set their own.
	bounded.SetLogger(slog.New(slog.NewTextHandler(io.Discard, nil)))
	os.Exit(m.Run())
}
