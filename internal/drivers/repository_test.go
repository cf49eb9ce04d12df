package drivers

import (
	"io/fs"
	"os"
	"path/filepath"
)

// repository makes a git repository of a module's files, and returns the
// environment in which git takes it for the one at the URL.
func repository(source, url, tag string) ([]string, error) {
	dir, err := os.MkdirTemp(programs, "repository")
	if err != nil {
		return nil, err
	}
	if err := os.CopyFS(dir, os.DirFS(source)); err != nil {
		return nil, err
	}
	if err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			err = os.Chmod(path, 0o755) // the module cache is read-only
		}
		return err
	}); err != nil {
		return nil, err
	}
	if err := initialize(dir); err != nil {
		return nil, err
	}
	return []string{
		"GIT_CONFIG_COUNT=1",
		"GIT_CONFIG_KEY_0=url.file://" + dir + ".insteadOf",
		"GIT_CONFIG_VALUE_0=" + url,
	}, try(dir, nil, "git", "tag", tag)
}

// initialize makes a folder a repository with one commit, on the branch main.
func initialize(dir string) error {
	if err := try(dir, nil, "git", "init", "-q", "-b", "main"); err != nil {
		return err
	}
	for name, value := range map[string]string{"user.name": "test", "user.email": "test@example.com"} {
		if err := try(dir, nil, "git", "config", name, value); err != nil {
			return err
		}
	}
	if err := try(dir, nil, "git", "add", "-A", "-f"); err != nil {
		return err
	}
	return try(dir, nil, "git", "commit", "-q", "-m", "all")
}
