package main

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"timeoutlint": main})
}

// TestScript runs the scripts of testdata/script. Their modules import nothing
// but the standard library, and expect findings that are beyond doubt.
func TestScript(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the go command many times")
	}
	// The standard library's export data is worth sharing; the scripts'
	// modules have folders of their own and so never meet in the cache.
	cache, err := exec.CommandContext(t.Context(), "go", "env", "GOCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			bin := filepath.SplitList(env.Getenv("PATH"))[0] // testscript's own
			env.Setenv("TOOL", filepath.Join(bin, "timeoutlint"+env.Getenv("exe")))
			env.Setenv("GOCACHE", strings.TrimSpace(string(cache)))
			env.Setenv("GOPROXY", "off")
			env.Setenv("GOTOOLCHAIN", "local")
			env.Setenv("GOFLAGS", "")
			env.Setenv("GOWORK", "off")
			return nil
		},
	})
}
