package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/timeoutlint/timeoutlint/analyzer"
	"github.com/timeoutlint/timeoutlint/internal/report"
	"github.com/timeoutlint/timeoutlint/internal/scaffold"
)

// starters are the names of the files that init writes.
func starters() []string { return scaffold.Names }

// initialize writes the files with which one begins. As go mod init does, it
// changes nothing where there is something already.
func initialize(_ context.Context, args []string) int {
	wd, err := os.Getwd()
	if err != nil {
		return fail(exitErrors, err)
	}
	files, err := newFiles(wd, args)
	if err != nil {
		return fail(exitUsage, err)
	}
	for i, f := range files {
		err := os.MkdirAll(filepath.Dir(f.Path), 0o755)
		if err == nil {
			err = writeFile(f.Path, []byte(f.Text))
		}
		if err != nil {
			for _, written := range files[:i] {
				err = errors.Join(err, os.Remove(written.Path))
			}
			return fail(exitErrors, err)
		}
	}
	for _, f := range files {
		fmt.Println("wrote", f.Path)
	}
	return exitClean
}

// newFiles returns the files to write, with paths of this system. It is an error
// if one of them is there.
func newFiles(wd string, names []string) ([]scaffold.File, error) {
	tree := report.FindTree(wd)
	setup := scaffold.Setup{Flags: &analyzer.New(analyzer.Config{}).Flags, Version: released()}
	if path, _ := tree.Path(wd); path != "." {
		setup.Subdir = path
	}
	files, err := scaffold.Choose(scaffold.Files(setup), names)
	if err != nil {
		return nil, err
	}
	var there []string
	for i := range files {
		f := &files[i]
		f.Path = filepath.FromSlash(f.Path)
		if f.Top && setup.Subdir != "" {
			f.Path = report.Shorten(wd, filepath.Join(tree.Root, f.Path))
		}
		if _, err := os.Lstat(f.Path); err == nil {
			there = append(there, f.Path)
		}
	}
	if len(there) > 0 {
		return nil, fmt.Errorf("nothing was written, since there is already %s; name the files to write: timeoutlint init %s",
			strings.Join(there, ", "), strings.Join(starters(), "|"))
	}
	return files, nil
}
