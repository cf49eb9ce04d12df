package drivers

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"github.com/aymanbagabas/go-udiff"
)

// copyOf copies a folder of the project, so that a test can change it.
func copyOf(t *testing.T, elem ...string) string {
	t.Helper()
	dir := filepath.Join(realPath(t, t.TempDir()), "copy")
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(append([]string{root()}, elem...)...))); err != nil {
		t.Fatal(err)
	}
	return dir
}

// renameModule gives a module another path.
func renameModule(t *testing.T, dir, from, to string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(path, bytes.ReplaceAll(b, []byte(from), []byte(to)), 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// realPath is a path without symbolic links, which go list follows and the
// temporary folder of some systems has.
func realPath(t *testing.T, path string) string {
	t.Helper()
	path, err := filepath.EvalSymlinks(path)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// untilStable runs a program that repairs files until it changes nothing:
// within a run, each drops repairs that overlap. It returns the folder.
func untilStable(t *testing.T, dir string, repair func()) string {
	t.Helper()
	before := tree(t, dir)
	for range 20 {
		repair()
		after := tree(t, dir)
		if maps.Equal(before, after) {
			return dir
		}
		before = after
	}
	t.Error("it changes something each time")
	return dir
}

// sameTree compares two folders.
func sameTree(t *testing.T, want, got string) {
	t.Helper()
	wantFiles, gotFiles := tree(t, want), tree(t, got)
	if len(wantFiles) != len(gotFiles) {
		t.Errorf("%d files, want %d", len(gotFiles), len(wantFiles))
	}
	for name, text := range wantFiles {
		if diff := udiff.Unified(name+" (want)", name+" (got)", text, gotFiles[name]); diff != "" {
			t.Error("\n" + diff)
		}
	}
}

// tree has the text of all files of a folder.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		files[rel] = read(t, path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func write(t *testing.T, dir, name, content string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, elem ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(elem...))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
