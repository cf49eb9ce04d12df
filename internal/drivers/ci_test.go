package drivers

import (
	"encoding/json"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/timeoutlint/timeoutlint/internal/versions"
)

var reviewdog = goInstall("github.com/reviewdog/reviewdog", versions.Reviewdog, "/cmd/reviewdog")

// TestDocsCI does what docs/ci.md says, in a repository with one finding on the
// main branch and one more on another.
func TestDocsCI(t *testing.T) {
	env := append(released(t), "GITHUB_BASE_REF=main")
	dir := tiny(t, "")
	ci, err := snippets("ci.md")
	if err != nil {
		t.Fatal(err)
	}
	run(t, dir, env, "sh", "-euc", ci[0].text).want(t, 0)
	if err := initialize(dir); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"update-ref", "refs/remotes/origin/main", "main"}, {"switch", "-q", "-c", "change"}} {
		run(t, dir, nil, "git", args...).want(t, 0)
	}
	write(t, dir, "q.go", "package p\n\nimport \"os\"\n\nfunc save(f *os.File) error { return f.Sync() }\n")
	run(t, dir, nil, "git", "add", "-A").want(t, 0)
	run(t, dir, nil, "git", "commit", "-qm", "change").want(t, 0)

	of := func(language, begin string) string {
		t.Helper()
		for _, s := range ci[1:] {
			if s.language == language && strings.Contains(s.text, begin) {
				return s.text
			}
		}
		t.Fatalf("docs/ci.md has no %s with %s", language, begin)
		return ""
	}
	t.Run("GitHub", func(t *testing.T) {
		out := workflow(t, dir, env, of("yaml", "upload-sarif"))
		wantFindings(t, out, "::error file=p.go,line=6,", "::error file=q.go,line=5,")
		wantFindings(t, read(t, dir, "timeoutlint.sarif"), `"p.go"`, `"q.go"`)
	})
	t.Run("pull request", func(t *testing.T) {
		out := workflow(t, dir, env, of("yaml", "-new-from=\"origin"))
		wantFindings(t, out, "::error file=q.go,line=5,")
		if strings.Contains(out, "p.go") {
			t.Errorf("what is on main is reported:\n%s", out)
		}
	})
	t.Run("GitLab", func(t *testing.T) { gitlab(t, dir, env, of("yaml", "codequality")) })
	t.Run("pre-commit", func(t *testing.T) { preCommit(t, dir, env, of("yaml", "hooks:")) })
	t.Run("Make", func(t *testing.T) {
		needs(t, "make")
		write(t, dir, "Makefile", of("make", "timeoutlint:"))
		wantFindings(t, run(t, dir, env, "make", "timeoutlint").want(t, 2).stdout, "p.go:6:9: ", "q.go:5:")
	})
	t.Run("reviewdog", func(t *testing.T) {
		reviewdog.path(t)
		text := strings.Replace(of("sh", "reviewdog"), "-reporter=github-pr-review", "-reporter=local -filter-mode=nofilter", 1)
		wantFindings(t, run(t, dir, env, "sh", "-euc", text).want(t, 1).stdout, "p.go:6:9: ", "q.go:5:")
	})
}

func wantFindings(t *testing.T, text string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("no %s in\n%s", w, text)
		}
	}
}

// needs skips a test where a program that is no Go module is not installed.
func needs(t *testing.T, program string) {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		t.Skip("there is no " + program)
	}
}

// workflow checks a workflow of GitHub Actions and executes its own steps.
func workflow(t *testing.T, dir string, env []string, text string) string {
	t.Helper()
	write(t, dir, ".github/workflows/timeoutlint.yml", text)
	run(t, dir, nil, actionlint.path(t), "-shellcheck=", "-pyflakes=").want(t, 0)
	var doc struct {
		Jobs map[string]struct {
			Steps []struct{ Run string }
		}
	}
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, job := range doc.Jobs {
		for _, step := range job.Steps {
			if step.Run != "" {
				out.WriteString(run(t, dir, env, "bash", "-euc", step.Run).want(t, 1).stdout)
			}
		}
	}
	return out.String()
}

func gitlab(t *testing.T, dir string, env []string, text string) {
	t.Helper()
	var jobs map[string]struct {
		Script    []string
		Artifacts struct{ Reports map[string]string }
	}
	if err := yaml.Unmarshal([]byte(text), &jobs); err != nil {
		t.Fatal(err)
	}
	job := jobs["timeoutlint"]
	run(t, dir, env, "sh", "-euc", strings.Join(job.Script, "\n")).want(t, 1)
	var quality []struct{ Location struct{ Path string } }
	if err := json.Unmarshal([]byte(read(t, dir, job.Artifacts.Reports["codequality"])), &quality); err != nil {
		t.Fatal(err)
	}
	if len(quality) != 2 {
		t.Errorf("Code Quality has %d findings, want 2", len(quality))
	}
}

// preCommit runs the hook of this module on a change that is not committed yet.
func preCommit(t *testing.T, dir string, env []string, text string) {
	t.Helper()
	needs(t, "pre-commit")
	source, err := moduleDir(t.Context(), env, self, selfVersion)
	if err != nil {
		t.Fatal(err)
	}
	git, err := repository(source, "https://"+self, selfVersion)
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, ".pre-commit-config.yaml", text)
	write(t, dir, "r.go", "package p\n\nimport \"os\"\n\nfunc again(f *os.File) error { return f.Sync() }\n")
	run(t, dir, nil, "git", "add", "r.go", ".pre-commit-config.yaml").want(t, 0)
	env = append(append(env, git...), "PRE_COMMIT_HOME="+filepath.Join(t.TempDir(), "home"))
	out := run(t, dir, env, "pre-commit", "run").want(t, 1).stdout
	wantFindings(t, out, "r.go:5:")
	if strings.Contains(out, "p.go:") {
		t.Errorf("what is committed is reported:\n%s", out)
	}
}
