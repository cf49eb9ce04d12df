package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// A point is the cost of code of one size, with the baseline and with timeoutlint.
type point struct {
	lines  int
	cpu    [2]float64 // seconds
	memory [2]int64   // bytes
}

var sizesToGrow = []int{10_000, 20_000, 50_000, 100_000, 200_000, 500_000}

// linesOfPackage is the size of packages in a growing module.
const linesOfPackage = 5_000

// growth measures a growing package, and a module with a growing number of
// packages.
func (o *options) growth(ctx context.Context) error {
	one, err := o.grown(ctx, "one package", func(int) int { return 1 })
	if err != nil {
		return err
	}
	many, err := o.grown(ctx, "packages of 5,000 lines", func(lines int) int { return lines / linesOfPackage })
	if err != nil {
		return err
	}
	//timeoutlint:ignore disk-write a person waits for the measurement
	return os.WriteFile(o.out, []byte(chart(one, many)), 0o666)
}

func (o *options) grown(ctx context.Context, title string, packages func(lines int) int) ([]point, error) {
	fmt.Printf("\n%s\n\n| lines | baseline | timeoutlint | per 1,000 lines | memory, baseline | timeoutlint |\n|---|---|---|---|---|---|\n", title)
	var points []point
	for _, n := range sizesToGrow {
		if n > o.largest {
			break
		}
		dir := filepath.Join(o.work, "code")
		err := os.RemoveAll(dir)
		if err == nil {
			err = generate(dir, n, packages(n))
		}
		p := point{lines: n}
		for i, s := range []subject{o.least(), o.timeoutlint()} {
			if err == nil {
				p.cpu[i], p.memory[i], err = o.price(ctx, dir, s, []string{o.baseline, o.tool}[i])
			}
		}
		if err != nil {
			return nil, err
		}
		points = append(points, p)
		fmt.Printf("| %d | %.2f s | %.2f s | %.1f ms | %d MB | %d MB |\n", n, p.cpu[0], p.cpu[1],
			p.cpu[1]*1e6/float64(n), p.memory[0]>>20, p.memory[1]>>20)
	}
	return points, nil
}

// price is the CPU time of a cold run, and the size of its largest process.
// The first run builds what the others need.
func (o *options) price(ctx context.Context, dir string, s subject, tool string) (cpu float64, memory int64, err error) {
	c := command{dir, s.env, s.args}
	if _, err := run(ctx, c); err != nil {
		return 0, 0, err
	}
	var times []float64
	for range o.pairs {
		if err := s.cold(); err != nil {
			return 0, 0, err
		}
		used, err := run(ctx, c)
		if err != nil {
			return 0, 0, err
		}
		times = append(times, used.cpu.Seconds())
	}
	if err := s.cold(); err != nil {
		return 0, 0, err
	}
	memory, err = o.peak(ctx, dir, tool)
	return median(times), memory, err
}
