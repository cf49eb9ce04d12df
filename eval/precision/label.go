package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// A Label says of one finding whether it is true, as a person read it: the wait
// could last forever in production, and a maintainer would want to know.
type Label struct {
	Repo      string `json:"repo"`
	Commit    string `json:"commit"`
	File      string `json:"file"`
	Line      int    `json:"line"`
	Function  string `json:"function"`
	Kind      string `json:"kind"`
	Operation string `json:"operation"`
	True      *bool  `json:"true"`
	// Mended marks a false finding that must not come back, Strict a true one
	// that only -strict finds.
	Mended bool   `json:"mended,omitempty"`
	Strict bool   `json:"strict,omitempty"`
	Reason string `json:"reason"`
	// told are the places that the finding tells of, as file:line.
	told []string
}

// place is where the finding is, as file:line.
func (l *Label) place() string { return place(l.File, l.Line) }

func place(file string, line int) string { return fmt.Sprintf("%s:%d", file, line) }

// key identifies a finding where lines move, as a baseline does.
func (l *Label) key() string {
	return strings.Join([]string{l.File, l.Function, l.Kind, l.Operation}, "\x00")
}

// rank orders findings at random, the same way each time: those that come and
// go do not change the order of the others.
func (l *Label) rank(seed string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%s\x00%d", seed, l.Repo, l.key(), l.Line))
	return string(sum[:])
}

// labelFile is where the labels of a repository are.
func labelFile(dir, repo string) string {
	return filepath.Join(dir, strings.ReplaceAll(repo, "/", "+")+".jsonl")
}

// readLabels reads the labels of a repository, none if there is no file.
func readLabels(dir, repo string) ([]Label, error) {
	name := labelFile(dir, repo)
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var out []Label
	lines := bufio.NewScanner(bytes.NewReader(data))
	for n := 1; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var l Label
		d := json.NewDecoder(bytes.NewReader(lines.Bytes()))
		d.DisallowUnknownFields()
		if err := d.Decode(&l); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		if err := l.check(repo); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		out = append(out, l)
	}
	return out, lines.Err()
}

func (l *Label) check(repo string) error {
	switch {
	case l.Repo != repo:
		return fmt.Errorf("is of %s", l.Repo)
	case l.True == nil:
		return errors.New("says neither true nor false")
	case l.Reason == "":
		return errors.New("has no reason")
	case *l.True && l.Mended:
		return errors.New("is true and mended")
	case !*l.True && l.Strict:
		return errors.New("is false and strict")
	}
	return nil
}

// A match is what became of the findings and labels of a repository.
type match struct {
	labelled   map[*Label]*Label // the label of a finding
	unlabelled []*Label
	gone       []*Label // true ones that are not found any more, and no finding tells of
	back       []*Label // mended ones that are found again
}

// compare finds the label of each finding: on the same line, or else with the
// same file, function, kind and operation.
func compare(findings, labels []Label) match {
	m := match{labelled: map[*Label]*Label{}}
	used := map[*Label]bool{}
	for _, sameLine := range []bool{true, false} {
		for i := range findings {
			f := &findings[i]
			for j := range labels {
				l := &labels[j]
				if m.labelled[f] == nil && !used[l] && l.key() == f.key() && (!sameLine || l.Line == f.Line) {
					m.labelled[f], used[l] = l, true
				}
			}
		}
	}
	told := map[string]bool{}
	for i := range findings {
		f := &findings[i]
		for _, p := range f.told {
			told[p] = true
		}
		if l := m.labelled[f]; l == nil {
			m.unlabelled = append(m.unlabelled, f)
		} else if l.Mended {
			m.back = append(m.back, f)
		}
	}
	for j := range labels {
		if l := &labels[j]; *l.True && !l.Strict && !used[l] && !told[l.place()] {
			m.gone = append(m.gone, l)
		}
	}
	return m
}
