//go:build linux

package bounded_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/timeoutlint/timeoutlint/bounded"
)

// TestFrozenFileSystem writes to and syncs an ext4 file system that is frozen: the
// closest to a disk that hangs, as the kernel does not let go of the caller. It mounts
// an image, which takes a root who agrees to that.
func TestFrozenFileSystem(t *testing.T) {
	if os.Getenv("BOUNDED_TEST_MOUNT") == "" {
		t.Skip("BOUNDED_TEST_MOUNT is not set")
	}
	dir := t.TempDir()
	image, mount := filepath.Join(dir, "image"), filepath.Join(dir, "mount")
	if err := os.WriteFile(image, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(image, 32<<20); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(mount, 0o700); err != nil {
		t.Fatal(err)
	}
	command(t, "mkfs.ext4", "-q", image)
	command(t, "mount", "-o", "loop", image, mount)
	defer command(t, "umount", mount)

	f, err := os.Create(filepath.Join(mount, "file"))
	if err != nil {
		t.Fatal(err)
	}
	checkGoroutines(t)
	setDefaults(t, bounded.Config{DiskWrite: short, DiskSync: short})
	h := bounded.File(f)
	if _, err := h.WriteString("before"); err != nil {
		t.Fatal(err)
	}
	command(t, "fsfreeze", "--freeze", mount)
	thaw := func() { command(t, "fsfreeze", "--unfreeze", mount) }
	_, err = h.WriteString(", during")
	var timeout *bounded.TimeoutError
	if !errors.As(err, &timeout) {
		thaw()
		t.Fatalf("the write returned %v", err)
	}
	start := time.Now()
	if err := h.Sync(); !errors.Is(err, bounded.ErrStuck) {
		t.Errorf("the sync returned %v", err)
	}
	t.Logf("the write returned after %v, the sync after %v", timeout.Waited, time.Since(start))
	thaw()
	waitUntil(t, "the file is no longer stuck", func() bool { return h.Sync() == nil })
	if _, err := h.WriteString(", after"); err != nil {
		t.Error(err)
	}
	if err := h.Close(); err != nil {
		t.Error(err)
	}
	if got, err := os.ReadFile(f.Name()); err != nil || string(got) != "before, during, after" {
		t.Errorf("the file has %q, %v", got, err)
	}
}

func command(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
}
