package drivers

import (
	"net"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/timeoutlint/timeoutlint/internal/versions"
)

// A program for GOCACHEPROG, and the server on which it keeps the cache besides a
// folder of its own.
var (
	cacher       = goInstall("github.com/bradfitz/go-tool-cache", versions.GoToolCache, "/cmd/go-cacher")
	cacherServer = goInstall("github.com/bradfitz/go-tool-cache", versions.GoToolCache, "/cmd/go-cacher-server")
)

// TestSharedCache analyses a module on two machines, as it were: each has an
// empty cache, and both share a server. The second has nothing to analyse.
func TestSharedCache(t *testing.T) {
	dir, server := tiny(t, ""), serve(t)
	analyses := func() int {
		env := []string{"GOCACHEPROG=" + cacher.path(t) + " --cache-dir=" + t.TempDir() + " --cache-server=" + server}
		r := run(t, dir, env, "go", "vet", "-x", "-vettool="+command.path(t), "./...").want(t, 1)
		if !strings.Contains(r.stderr, "net.Dial can wait forever") {
			t.Fatalf("no finding in %s", r.stderr)
		}
		n := 0
		for line := range strings.Lines(r.stderr) {
			if strings.Contains(line, command.path(t)) && strings.Contains(line, "vet.cfg") {
				n++
			}
		}
		return n
	}
	if first := analyses(); first == 0 {
		t.Fatal("with empty caches there are no analyses")
	}
	if second := analyses(); second != 0 {
		t.Errorf("the second machine does %d analyses", second)
	}
}

// serve starts the server and returns its URL.
func serve(t *testing.T) string {
	t.Helper()
	program := cacherServer.path(t)
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	if err := l.Close(); err != nil { // the server takes its place
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program, "--cache-dir="+t.TempDir(), "--listen="+address)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Wait() }) // the end of the test kills it
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if c, err := (&net.Dialer{Timeout: time.Second}).DialContext(t.Context(), "tcp", address); err == nil {
			_ = c.Close()
			return "http://" + address
		}
	}
	t.Fatal("the server does not listen")
	return ""
}
