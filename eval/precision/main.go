// Precision says how much of what timeoutlint finds in real repositories is
// true, by the labels that people gave to its findings.
//
//	go run ./eval/precision [flags] [repository...]
//
// README.md, in the folder above, tells how to label.
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"time"

	"go.yaml.in/yaml/v3"
)

// A Repo is one repository of the list.
type Repo struct {
	Repo   string
	Commit string
	What   string   // kind of program
	Touch  []string // files that its own build makes, and that it embeds
}

type options struct {
	labels, repos, tool, seed string
	sample                    int
}

func main() {
	var o options
	flag.StringVar(&o.labels, "labels", "eval/labels", "`folder` of the labels and of repos.yaml")
	flag.StringVar(&o.repos, "repos", filepath.Join(os.TempDir(), "timeoutlint-repos"), "`folder` of the checkouts, owner+name; missing ones are cloned there")
	flag.StringVar(&o.tool, "tool", "timeoutlint", "the `command` to run")
	flag.StringVar(&o.seed, "seed", "1", "`seed` of the drawing")
	flag.IntVar(&o.sample, "n", 25, "draw at most this many `findings` of each repository")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := o.run(ctx, flag.Args())
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "precision:", err)
		os.Exit(1)
	}
}

// maxRun is how long one repository may take.
const maxRun = 30 * time.Minute

func (o *options) run(ctx context.Context, only []string) error {
	repos, err := readRepos(filepath.Join(o.labels, "repos.yaml"))
	if err != nil {
		return err
	}
	var rows []row
	changed := false
	for _, r := range repos {
		if len(only) > 0 && !slices.Contains(only, r.Repo) {
			continue
		}
		row, ok, err := o.one(ctx, r)
		if err != nil {
			return fmt.Errorf("%s: %w", r.Repo, err)
		}
		changed = changed || !ok
		rows = append(rows, row)
	}
	fmt.Print(table(rows))
	if changed {
		return errors.New("a true finding is gone, or a mended one is back")
	}
	return nil
}

// one looks at one repository; ok is false if a label is contradicted.
func (o *options) one(ctx context.Context, r Repo) (rw row, ok bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, maxRun)
	defer cancel()
	labels, err := readLabels(o.labels, r.Repo)
	if err != nil {
		return row{}, false, err
	}
	dir, err := checkout(ctx, o.repos, r)
	if err != nil {
		return row{}, false, err
	}
	findings, err := run(ctx, o.tool, dir, r)
	if err != nil {
		return row{}, false, err
	}
	lines, err := countLines(dir)
	if err != nil {
		return row{}, false, err
	}
	m := compare(findings, labels)
	for _, f := range o.draw(findings) {
		if slices.Contains(m.unlabelled, f) {
			fmt.Println(f.line())
		}
	}
	for _, l := range m.gone {
		fmt.Printf("gone: %s\n", l.line())
	}
	for _, l := range m.back {
		fmt.Printf("back: %s\n", l.line())
	}
	return newRow(r, len(findings), lines, m), len(m.gone)+len(m.back) == 0, nil
}

// draw lists the findings to read: the first ones in a random order.
func (o *options) draw(findings []Label) []*Label {
	var out []*Label
	for i := range findings {
		out = append(out, &findings[i])
	}
	slices.SortFunc(out, func(a, b *Label) int { return cmp.Compare(a.rank(o.seed), b.rank(o.seed)) })
	return out[:min(o.sample, len(out))]
}

func readRepos(name string) ([]Repo, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	d := yaml.NewDecoder(f)
	d.KnownFields(true)
	var repos []Repo
	if err := d.Decode(&repos); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return repos, nil
}
