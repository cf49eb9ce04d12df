// Package apply applies the repairs of findings to source files. It works in
// rounds: each applies what fits together, in memory, and has the packages
// checked again with the result. What does not compile, or does not make its
// finding go, is taken back. Nothing is written before all that is done.
package apply

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"

	"github.com/timeoutlint/timeoutlint/internal/report"
)

// Check finds what is to be repaired, with some files replaced.
type Check func(ctx context.Context, files map[string][]byte) (*report.Report, error)

// A Result is what the repairs come to.
type Result struct {
	Files  map[string]*File // that change, by absolute path
	Fixed  []report.Finding
	Report *report.Report // what is left; NoFix says why
}

// A File is the content of a file before and after.
type File struct{ Old, New []byte }

// maxRounds keeps repairs that undo each other from going on forever.
const maxRounds = 100

// A run is the state between rounds.
type run struct {
	check    Check
	files    map[string]*File
	errors   map[string]bool   // those of the first check
	rejected map[string]string // findings whose repair does not work: why
	careful  map[string]bool   // files that take one repair a round
	fixed    []report.Finding
}

// Run repairs what check finds.
func Run(ctx context.Context, check Check) (*Result, error) {
	r := &run{check: check, files: map[string]*File{}, errors: map[string]bool{}, rejected: map[string]string{}, careful: map[string]bool{}}
	rep, err := check(ctx, nil)
	if err != nil {
		return nil, err
	}
	for _, e := range rep.Errors {
		r.errors[e.Message] = true
	}
	for range maxRounds {
		next, err := r.round(ctx, rep)
		if err != nil {
			return nil, err
		}
		if next == nil {
			break
		}
		rep = next
	}
	for i, f := range rep.Findings {
		if why := r.rejected[key(f)]; why != "" {
			rep.Findings[i].NoFix = why
		}
	}
	res := &Result{Files: map[string]*File{}, Fixed: r.fixed, Report: rep}
	for name, f := range r.files {
		if string(f.Old) != string(f.New) {
			res.Files[name] = f
		}
	}
	return res, nil
}

// key tells findings apart over the rounds, in which lines move.
func key(f report.Finding) string {
	return f.File + "\x00" + f.Kind + "\x00" + positions.ReplaceAllString(f.Message, "$1")
}

var positions = regexp.MustCompile(`(line |\.go:)\d+`)

// round applies repairs once. It returns the next report, or nil if there is
// nothing left to do.
func (r *run) round(ctx context.Context, rep *report.Report) (*report.Report, error) {
	p, err := r.plan(rep)
	if err != nil || len(p.fixes) == 0 {
		return nil, err
	}
	next, err := r.try(ctx, p)
	if err != nil {
		return nil, err
	}
	bad := r.judge(p, rep, next)
	if len(bad) == 0 {
		r.accept(p)
		return next, nil
	}
	for file, why := range bad {
		r.refuse(p, file, why)
	}
	return rep, nil
}

// A plan is the repairs of a round.
type plan struct {
	fixes []report.Finding
	files map[string][]byte // their outcome
	count map[string]int    // repairs by file
}

// plan chooses repairs that fit together. Locks come last: most are at rest
// once what their holders wait for is bounded.
func (r *run) plan(rep *report.Report) (*plan, error) {
	p := &plan{files: map[string][]byte{}, count: map[string]int{}}
	for _, locks := range []bool{false, true} {
		edits := map[string][]report.Edit{}
		for _, f := range rep.Findings {
			if len(f.Fixes) == 0 || r.rejected[key(f)] != "" || (f.Kind == "lock") != locks || !r.room(p, f) {
				continue
			}
			if report.Merge(edits, f.Fixes[0].Edits) {
				p.fixes = append(p.fixes, f)
				for _, file := range filesOf(f) {
					p.count[file]++
				}
			}
		}
		if len(p.fixes) > 0 {
			return p, r.outcome(p, edits)
		}
	}
	return p, nil
}

// room: a file in which repairs did not work together takes one at a time, and
// so does everything while repairs of locks are tried.
func (r *run) room(p *plan, f report.Finding) bool {
	if f.Kind == "lock" && len(p.fixes) > 0 {
		return false
	}
	return !slices.ContainsFunc(filesOf(f), func(file string) bool { return r.careful[file] && p.count[file] > 0 })
}

func filesOf(f report.Finding) []string {
	var out []string
	for _, e := range f.Fixes[0].Edits {
		if !slices.Contains(out, e.File) {
			out = append(out, e.File)
		}
	}
	return out
}

// outcome computes the files after the edits.
func (r *run) outcome(p *plan, edits map[string][]report.Edit) error {
	for file, list := range edits {
		f := r.files[file]
		if f == nil {
			content, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			f = &File{content, content}
			r.files[file] = f
		}
		content, err := rewrite(f.New, list)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		p.files[file] = content
	}
	return nil
}

// try checks the packages as they would be.
func (r *run) try(ctx context.Context, p *plan) (*report.Report, error) {
	files := map[string][]byte{}
	for name, f := range r.files {
		if string(f.Old) != string(f.New) {
			files[name] = f.New
		}
	}
	maps.Copy(files, p.files)
	return r.check(ctx, files)
}

// judge says which files of a plan came out badly, and why.
func (r *run) judge(p *plan, before, after *report.Report) map[string]string {
	bad := map[string]string{}
	for _, e := range after.Errors {
		if r.errors[e.Message] {
			continue
		}
		file := ""
		if e.Position != nil {
			file, _ = filepath.Abs(e.File)
		}
		if p.files[file] == nil { // elsewhere: anything can be the reason
			for name := range p.files {
				bad[name] = "the result does not compile: " + e.Message
			}
			break
		}
		bad[file] = "the result does not compile: " + e.Message
	}
	if len(bad) > 0 {
		return bad
	}
	was, is := counts(before), counts(after)
	for _, f := range p.fixes {
		if k := key(f); is[k] >= was[k] {
			for _, file := range filesOf(f) {
				bad[file] = "the finding would stay"
			}
		}
	}
	return bad
}

func counts(rep *report.Report) map[string]int {
	out := map[string]int{}
	for _, f := range rep.Findings {
		out[key(f)]++
	}
	return out
}

// accept keeps the outcome of a plan.
func (r *run) accept(p *plan) {
	for name, content := range p.files {
		r.files[name].New = content
	}
	r.fixed = append(r.fixed, p.fixes...)
}

// refuse gives up the only repair of a file, or tries them one by one.
func (r *run) refuse(p *plan, file, why string) {
	if p.count[file] > 1 {
		r.careful[file] = true
		return
	}
	for _, f := range p.fixes {
		if slices.Contains(filesOf(f), file) {
			r.rejected[key(f)] = why
		}
	}
}

// ErrChanged says that a file is not what was analysed.
var ErrChanged = errors.New("it changed meanwhile")
