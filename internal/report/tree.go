package report

import (
	"os"
	"path/filepath"
	"strings"
)

// A Tree says where paths begin. Those of a report are relative to Dir; what
// shows findings in a repository wants them relative to its root.
type Tree struct{ Dir, Root string }

// FindTree returns the tree of a working directory. The root is the nearest
// folder above that has a .git, which is a file in worktrees and submodules, or
// else the directory itself.
func FindTree(dir string) Tree {
	for root := dir; ; root = filepath.Dir(root) {
		if _, err := os.Lstat(filepath.Join(root, ".git")); err == nil {
			return Tree{dir, root}
		}
		if root == filepath.Dir(root) {
			return Tree{dir, dir}
		}
	}
}

// Abs returns the absolute path of a file of a report.
func (t Tree) Abs(file string) string {
	if filepath.IsAbs(file) {
		return file
	}
	return filepath.Join(t.Dir, file)
}

// Path returns the path from the root, with slashes. Inside is false for a file
// that is elsewhere; its path is absolute then.
func (t Tree) Path(file string) (path string, inside bool) {
	abs := t.Abs(file)
	rel, err := filepath.Rel(t.Root, abs)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return filepath.ToSlash(abs), false
	}
	return filepath.ToSlash(rel), true
}
