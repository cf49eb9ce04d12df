// Package changes knows which lines of a git repository have changed since a
// revision.
package changes

import (
	"context"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"strings"

	godiff "github.com/sourcegraph/go-diff/diff"
)

// Lines are the lines that have changed, by absolute path.
type Lines map[string][]span

// A span is a range of lines, both ends included.
type span struct{ first, last int }

// Since asks git what has changed in Go files since the working tree, of which
// dir is a part, left rev: since the best common ancestor of rev and HEAD, as a
// pull request shows it. What is not committed counts, and so do files that git
// does not track and does not ignore.
func Since(ctx context.Context, dir, rev string) (Lines, error) {
	g := git{dir}
	root, err := g.run(ctx, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, err
	}
	g.dir = strings.TrimSuffix(root, "\n")
	base, err := g.base(ctx, rev)
	if err != nil {
		return nil, err
	}
	diff, err := g.run(ctx, "-c", "core.quotePath=false", "diff", "--unified=0", "--inter-hunk-context=0", "--find-renames",
		"--no-color", "--no-ext-diff", "--no-textconv", "--src-prefix=a/", "--dst-prefix=b/", base, "--", "*.go")
	if err != nil {
		return nil, err
	}
	lines := Lines{}
	if err := lines.read(g.dir, []byte(diff)); err != nil {
		return nil, fmt.Errorf("reading the output of git diff: %w", err)
	}
	untracked, err := g.run(ctx, "ls-files", "--others", "--exclude-standard", "-z", "--", "*.go")
	if err != nil {
		return nil, err
	}
	for name := range strings.SplitSeq(strings.TrimSuffix(untracked, "\x00"), "\x00") {
		lines.add(g.dir, name, span{1, math.MaxInt})
	}
	return lines, nil
}

// base is the commit to compare with.
func (g git) base(ctx context.Context, rev string) (string, error) {
	commit, err := g.run(ctx, "rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{commit}")
	if errors.Is(err, errGit) {
		return "", fmt.Errorf("git knows no revision %q; a shallow clone lacks other branches and old commits", rev)
	}
	if err != nil {
		return "", err
	}
	base, err := g.run(ctx, "merge-base", strings.TrimSpace(commit), "HEAD")
	if errors.Is(err, errGit) {
		return "", fmt.Errorf("%q and HEAD have no common ancestor; in a shallow clone it may be missing", rev)
	}
	return strings.TrimSpace(base), err
}

// read reads a diff without context. Lines that were removed have no place of
// their own: they count as a change of the two lines between which they were,
// since a deadline is set just before what it bounds.
func (l Lines) read(root string, diff []byte) error {
	files, err := godiff.ParseMultiFileDiff(diff)
	if err != nil {
		return err
	}
	for _, f := range files {
		name, _ := strings.CutPrefix(f.NewName, "b/")
		for _, h := range f.Hunks {
			first := int(h.NewStartLine)
			last := first + int(h.NewLines) - 1
			if h.NewLines == 0 {
				last = first + 1
			}
			l.add(root, name, span{first, last})
		}
	}
	return nil
}

func (l Lines) add(root, name string, s span) {
	path := filepath.Join(root, filepath.FromSlash(name))
	l[path] = append(l[path], s)
}

// Touch reports whether one of the lines from first to last of a file has
// changed. The path is absolute.
func (l Lines) Touch(path string, first, last int) bool {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target // as git gives them
	}
	for _, s := range l[path] {
		if first <= s.last && s.first <= max(first, last) {
			return true
		}
	}
	return false
}
