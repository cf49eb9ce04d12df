package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

func vetWith(tool string) []string {
	return []string{"go", "vet", "-vettool=" + tool, "./..."}
}

// A subject is a way to check a checkout.
type subject struct {
	name string
	args []string
	env  []string
	cold func() error // makes the next run a cold one
}

func (o *options) timeoutlint() subject {
	return subject{name: "timeoutlint", args: []string{o.tool, "./..."}, cold: func() error { return renew(o.tool) }}
}

func (o *options) least() subject {
	return subject{name: "baseline", args: vetWith(o.baseline), cold: func() error { return renew(o.baseline) }}
}

// checkout compares the two tools, and the peers with them.
func (o *options) checkout(ctx context.Context, dir, file string) error {
	base, own := o.least(), o.timeoutlint()
	for _, s := range []subject{base, own} { // build what both need
		if _, err := run(ctx, command{dir, s.env, s.args}); err != nil {
			return err
		}
	}
	fmt.Printf("\n%s: CPU time with timeoutlint, of that with the baseline; medians\n\n", filepath.Base(dir))
	fmt.Println("| run | baseline | timeoutlint | ratio |\n|---|---|---|---|")
	warm := func() error { return nil }
	edit := func() error { return touch(filepath.Join(dir, file)) }
	modes := []struct {
		name    string
		prepare [2]func() error
	}{
		{"cold", [2]func() error{base.cold, own.cold}},
		{"warm", [2]func() error{warm, warm}},
		{"edited", [2]func() error{edit, edit}},
	}
	if file != "" {
		text, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			return err
		}
		//timeoutlint:ignore disk-write a person waits for the measurement
		defer os.WriteFile(filepath.Join(dir, file), text, 0o666) //nolint:errcheck // the checkout is a copy
	} else {
		modes = modes[:2]
	}
	for _, m := range modes {
		if err := o.pair(ctx, dir, m.name, [2]subject{base, own}, m.prepare); err != nil {
			return err
		}
	}
	if err := o.sizes(ctx, dir); err != nil || o.peers == "" {
		return err
	}
	return o.others(ctx, dir)
}

// pair runs two subjects by turns.
func (o *options) pair(ctx context.Context, dir, name string, s [2]subject, prepare [2]func() error) error {
	var times [2][]float64
	var ratios []float64
	for range o.pairs {
		var c [2]cost
		for i := range s {
			if err := prepare[i](); err != nil {
				return err
			}
			var err error
			if c[i], err = run(ctx, command{dir, s[i].env, s[i].args}); err != nil {
				return err
			}
			times[i] = append(times[i], c[i].cpu.Seconds())
		}
		ratios = append(ratios, c[1].cpu.Seconds()/c[0].cpu.Seconds())
	}
	fmt.Printf("| %s | %.2f s | %.2f s | %.2f |\n", name, median(times[0]), median(times[1]), median(ratios))
	return nil
}

// sizes compares the largest process of each tool.
func (o *options) sizes(ctx context.Context, dir string) error {
	var rss [2]int64
	for i, tool := range []string{o.baseline, o.tool} {
		err := renew(tool)
		if err == nil {
			rss[i], err = o.peak(ctx, dir, tool)
		}
		if err != nil {
			return err
		}
	}
	fmt.Printf("| memory | %d MB | %d MB | %.2f |\n", rss[0]>>20, rss[1]>>20, float64(rss[1])/float64(rss[0]))
	return nil
}

// touch changes a file, so that it has to be checked again.
func touch(path string) error {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	//timeoutlint:ignore disk-write a person waits for the measurement
	_, err = fmt.Fprintf(f, "\nvar _ = %d\n", time.Now().UnixNano())
	return err
}
