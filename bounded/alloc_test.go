//go:build !race

package bounded_test

import (
	"context"
	"sync"
	"testing"

	"github.com/timeoutlint/timeoutlint/bounded"
)

func TestNoAllocations(t *testing.T) {
	f := newFile(t)
	h := bounded.File(f)
	defer func() { _ = h.Close() }()
	p := make([]byte, 4096)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var mu sync.Mutex
	var rw sync.RWMutex
	for name, call := range map[string]func() error{
		"File.Write":       func() error { _, err := h.Write(p); return err },
		"File.WriteString": func() error { _, err := h.WriteString("some text"); return err },
		"File.WriteAt":     func() error { _, err := h.WriteAt(p, 0); return err },
		"Write":            func() error { _, err := bounded.Write(ctx, f, p); return err },
		"Lock":             func() error { defer mu.Unlock(); return bounded.Lock(ctx, &mu) },
		"RLock":            func() error { defer rw.RUnlock(); return bounded.RLock(ctx, &rw) },
	} {
		if n := testing.AllocsPerRun(1000, func() {
			if err := call(); err != nil {
				t.Fatal(err)
			}
		}); n != 0 {
			t.Errorf("%s makes %v allocations", name, n)
		}
	}
}
