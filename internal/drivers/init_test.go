package drivers

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/timeoutlint/timeoutlint/internal/versions"
)

var actionlint = goInstall("github.com/rhysd/actionlint", versions.Actionlint, "/cmd/actionlint")

// TestInit gives what init writes to the programs that it is for.
func TestInit(t *testing.T) {
	dir := t.TempDir()
	service := filepath.Join(dir, "service")
	write(t, dir, ".git/HEAD", "")
	write(t, service, "go.mod", "module example.com/service\n\ngo 1.25\n")
	write(t, service, "s.go", "package s\n\nimport \"net\"\n\nfunc Dial() {\n\tc, _ := net.Dial(\"tcp\", \"a:80\")\n\tc.Close()\n}\n")
	run(t, service, nil, command.path(t), "init").want(t, 0)

	t.Run("GitHub", func(t *testing.T) {
		workflow := filepath.Join(dir, ".github", "workflows", "timeoutlint.yml")
		run(t, dir, nil, actionlint.path(t), "-shellcheck=", "-pyflakes=", workflow).want(t, 0)
	})
	// The plugin itself is not released with each commit: golangci-lint is built
	// from the project's own .custom-gcl.yml, and has to like the settings.
	t.Run("golangci-lint", func(t *testing.T) {
		text := read(t, service, ".custom-gcl.yml")
		_, example, ok := strings.Cut(text, "#\n")
		example, _, _ = strings.Cut(example, "\nversion:")
		if !ok {
			t.Fatalf("there is no example in\n%s", text)
		}
		write(t, service, ".golangci.yml", "version: \"2\"\n"+strings.ReplaceAll("\n"+example, "\n# ", "\n")+"\n")
		r := run(t, service, []string{"GOLANGCI_LINT_CACHE=" + t.TempDir()}, golangci.path(t), "run", "./...").want(t, 1)
		if !strings.Contains(r.stdout, "net.Dial can wait forever") {
			t.Errorf("golangci-lint finds\n%s", r.stdout)
		}
	})
}
