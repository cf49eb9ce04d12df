package changes

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A repo is a repository in a temporary folder.
type repo struct {
	*testing.T
	dir string
}

func newRepo(t *testing.T) repo {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("there is no git")
	}
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	t.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	r := repo{t, t.TempDir()}
	r.git("init", "-q", "-b", "main")
	for _, c := range []string{"user.name=test", "user.email=test@example.com", "core.autocrlf=false"} {
		key, value, _ := strings.Cut(c, "=")
		r.git("config", key, value)
	}
	return r
}

func (r repo) git(args ...string) {
	r.Helper()
	cmd := exec.CommandContext(r.Context(), "git", args...)
	cmd.Dir = r.dir
	if out, err := cmd.CombinedOutput(); err != nil {
		r.Fatalf("git %q: %v\n%s", args, err, out)
	}
}

// write writes lines, one for each letter.
func (r repo) write(name, letters string) {
	r.Helper()
	path := filepath.Join(r.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		r.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(strings.Join(strings.Split(letters, ""), "\n")+"\n"), 0o644); err != nil {
		r.Fatal(err)
	}
}

func (r repo) commit() {
	r.Helper()
	r.git("add", "-A")
	r.git("commit", "-q", "--allow-empty", "-m", "test")
}

// changed lists which of the first 9 lines of a file have changed.
func (r repo) changed(l Lines, name string) string {
	s := ""
	for n := 1; n <= 9; n++ {
		if l.Touch(filepath.Join(r.dir, filepath.FromSlash(name)), n, n) {
			s += string(rune('0' + n))
		}
	}
	return s
}

func (r repo) since(rev string) Lines {
	r.Helper()
	l, err := Since(r.Context(), r.dir, rev)
	if err != nil {
		r.Fatal(err)
	}
	return l
}

func TestSince(t *testing.T) {
	r := newRepo(t)
	for _, name := range []string{"same.go", "modified.go", "staged.go", "dirty.go", "removed.go", "first.go", "deleted.go", "text.txt", "dir/old.go"} {
		r.write(name, "abcdefgh")
	}
	r.write(".gitignore", "")
	if err := os.WriteFile(filepath.Join(r.dir, ".gitignore"), []byte("ignored.go\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	r.commit()

	r.git("checkout", "-q", "-b", "topic")
	r.write("modified.go", "aBcdeXfgh")
	r.write("removed.go", "abcfgh")
	r.write("first.go", "bcdefgh")
	r.write("added é \"quoted\".go", "ab")
	r.write("text.txt", "ABC")
	r.git("rm", "-q", "deleted.go")
	r.git("mv", "dir/old.go", "dir/new.go")
	r.commit()

	// What happens elsewhere since is not this branch's.
	r.git("checkout", "-q", "main")
	r.write("same.go", "ABCDEFGH")
	r.commit()
	r.git("checkout", "-q", "topic")

	r.write("staged.go", "abCdefgh")
	r.git("add", "staged.go")
	r.write("dirty.go", "abcDefgh")
	r.write("dir/untracked.go", "ab")
	r.write("ignored.go", "ab")

	// Settings of people, which must not matter.
	for _, c := range [][2]string{{"diff.noprefix", "true"}, {"diff.mnemonicPrefix", "true"}, {"color.ui", "always"}, {"diff.context", "5"}, {"diff.external", "false"}, {"diff.renames", "false"}} {
		r.git("config", c[0], c[1])
	}
	for _, dir := range []string{r.dir, filepath.Join(r.dir, "dir")} {
		l, err := Since(t.Context(), dir, "main")
		if err != nil {
			t.Fatal(err)
		}
		for name, want := range map[string]string{
			"same.go": "", "modified.go": "26", "staged.go": "3", "dirty.go": "4",
			"removed.go": "34", "first.go": "1", "deleted.go": "", "text.txt": "",
			"added é \"quoted\".go": "12", "dir/new.go": "", "dir/untracked.go": "123456789", "ignored.go": "", "none.go": "",
		} {
			if got := r.changed(l, name); got != want {
				t.Errorf("%s: the lines %q have changed, want %q", name, got, want)
			}
		}
	}
	l := r.since("HEAD")
	if got := r.changed(l, "modified.go") + "," + r.changed(l, "dirty.go"); got != ",4" {
		t.Errorf("since HEAD %q have changed", got)
	}
}

func TestTouch(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.go")
	l := Lines{path: {{3, 5}}}
	for _, test := range []struct {
		first, last int
		want        bool
	}{{2, 2, false}, {3, 3, true}, {5, 9, true}, {1, 3, true}, {6, 9, false}, {4, 0, true}, {2, 0, false}} {
		if got := l.Touch(path, test.first, test.last); got != test.want {
			t.Errorf("lines %d to %d: %v", test.first, test.last, got)
		}
	}
}

// TestLink: the go command may name a file by a path that has links in it.
func TestLink(t *testing.T) {
	r := newRepo(t)
	r.commit()
	r.write("a.go", "a")
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(r.dir, link); err != nil {
		t.Skip(err)
	}
	l, err := Since(t.Context(), link, "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	if !l.Touch(filepath.Join(link, "a.go"), 1, 1) {
		t.Error("a change is not seen through a link")
	}
}

func TestFailures(t *testing.T) {
	r := newRepo(t)
	fail := func(ctx context.Context, dir, rev, want string) {
		t.Helper()
		if _, err := Since(ctx, dir, rev); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", rev, err, want)
		}
	}
	fail(t.Context(), r.dir, "HEAD", `no revision "HEAD"`) // no commit yet
	r.write("a.go", "a")
	r.commit()
	fail(t.Context(), r.dir, "nonsense", `no revision "nonsense"`)
	fail(t.Context(), r.dir, "--help", `no revision "--help"`)
	r.git("checkout", "-q", "--orphan", "other")
	r.write("b.go", "b") // else it would be the same commit
	r.commit()
	fail(t.Context(), r.dir, "main", `"main" and HEAD have no common ancestor`)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	fail(ctx, r.dir, "HEAD", "interrupted")
	outside := t.TempDir()
	t.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(outside))
	fail(t.Context(), outside, "HEAD", "not a git repository")
	t.Setenv("PATH", "")
	fail(t.Context(), r.dir, "HEAD", "git is needed")
}
