package drivers

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"golang.org/x/mod/module"
	"golang.org/x/mod/zip"
)

const (
	self        = "github.com/timeoutlint/timeoutlint"
	selfVersion = "v0.0.1"
)

// released returns an environment in which this module is released: a Go module
// proxy has it, modules are cached apart from the user's, and the programs of the
// tests are on the PATH, those that go install makes here before others. With -trimpath the build cache has most of what is built.
func released(t *testing.T) []string {
	t.Helper()
	if testing.Short() {
		t.Skip("downloads modules")
	}
	env, err := release()
	if err != nil {
		t.Fatal(err)
	}
	return env
}

var release = sync.OnceValues(func() ([]string, error) {
	dir := filepath.Join(programs, "proxy")
	if err := publish(filepath.Join(dir, filepath.FromSlash(self), "@v")); err != nil {
		return nil, err
	}
	out, err := exec.Command("go", "env", "GOMODCACHE", "GOPROXY").Output()
	if err != nil {
		return nil, err
	}
	goEnv := strings.Split(string(out), "\n")
	cached := filepath.Join(goEnv[0], "cache", "download")
	return []string{
		"GOPROXY=file://" + filepath.ToSlash(dir) + ",file://" + filepath.ToSlash(cached) + "," + goEnv[1],
		"GOMODCACHE=" + filepath.Join(programs, "mod"), "GOFLAGS=-modcacherw -trimpath", "GONOSUMDB=" + self,
		"GOBIN=" + filepath.Join(programs, "bin"), "GOWORK=off",
		"PATH=" + strings.Join([]string{filepath.Join(programs, "bin"), programs, os.Getenv("PATH")}, string(filepath.ListSeparator)),
	}, nil
})

// publish writes what a proxy serves of this module as it is in the folder.
func publish(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	mod, err := os.ReadFile(filepath.Join(root(), "go.mod"))
	if err != nil {
		return err
	}
	for name, content := range map[string]string{
		"list": selfVersion + "\n", selfVersion + ".info": `{"Version": "` + selfVersion + `"}`, selfVersion + ".mod": string(mod),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			return err
		}
	}
	file, err := os.Create(filepath.Join(dir, selfVersion+".zip"))
	if err != nil {
		return err
	}
	if err := zip.CreateFromDir(file, module.Version{Path: self, Version: selfVersion}, root()); err != nil {
		return err
	}
	return file.Close()
}
