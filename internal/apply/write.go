package apply

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	udiff "github.com/aymanbagabas/go-udiff"
	"github.com/natefinch/atomic"
)

// Write replaces the files. Each is replaced at once and keeps its mode; one
// that cannot be, or has changed, stays as it is and is part of the error.
func (r *Result) Write() error {
	var failed []error
	for _, name := range slices.Sorted(maps.Keys(r.Files)) {
		if err := replace(name, r.Files[name]); err != nil {
			failed = append(failed, fmt.Errorf("%s was not changed: %w", name, err))
			delete(r.Files, name)
		}
	}
	return errors.Join(failed...)
}

func replace(name string, f *File) error {
	target, err := filepath.EvalSymlinks(name) // the link stays a link
	if err != nil {
		return err
	}
	now, err := os.ReadFile(target)
	if err != nil {
		return err
	}
	if !bytes.Equal(now, f.Old) {
		return ErrChanged
	}
	info, err := os.Stat(target)
	if err != nil {
		return err
	}
	if info.Mode().Perm()&0o200 == 0 {
		return errors.New("it is read-only")
	}
	return atomic.WriteFile(target, bytes.NewReader(f.New))
}

// Diff is the change of all files as a unified diff, sorted by name.
func (r *Result) Diff(shorten func(string) string) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(r.Files)) {
		f := r.Files[name]
		short := filepath.ToSlash(shorten(name))
		b.WriteString(udiff.Unified("a/"+short, "b/"+short, string(f.Old), string(f.New)))
	}
	return b.String()
}
