package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// A command is what is measured. It may fail: tools that find something do.
type command struct {
	dir  string
	env  []string
	args []string
}

// A cost is what a command used, with all processes that it started.
type cost struct {
	wall, cpu time.Duration
	rss       int64 // of its largest process, in bytes
}

func run(ctx context.Context, c command) (cost, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, c.args[0], c.args[1:]...)
	cmd.Dir = c.dir
	cmd.Env = append(os.Environ(), c.env...)
	var stderr strings.Builder
	cmd.Stdout, cmd.Stderr = io.Discard, &stderr
	start := time.Now()
	err := cmd.Run()
	if ctx.Err() != nil {
		return cost{}, ctx.Err()
	}
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || c.args[0] == "go" && c.args[1] == "build") {
		return cost{}, fmt.Errorf("%s: %w\n%s", strings.Join(c.args, " "), err, stderr.String())
	}
	s := cmd.ProcessState
	return cost{time.Since(start), s.UserTime() + s.SystemTime(), largest(s)}, nil
}

func largest(s *os.ProcessState) int64 {
	if u, ok := s.SysUsage().(*syscall.Rusage); ok {
		return u.Maxrss * 1024
	}
	return 0
}

// These make this program stand between the go command and a tool, to learn
// how much memory the tool's processes take, apart from the go command.
const (
	logVariable  = "SPEED_LOG"
	toolVariable = "SPEED_TOOL"
)

// passOn runs the tool and notes the size that it had.
func passOn(log string) int {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Getenv(toolVariable), os.Args[1:]...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	err := cmd.Run()
	if f, err := os.OpenFile(log, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666); err == nil {
		//timeoutlint:ignore disk-write a person waits for the measurement
		fmt.Fprintln(f, largest(cmd.ProcessState))
		f.Close()
	}
	if err != nil {
		return 1
	}
	return 0
}

// peak returns the size of the largest process of a tool of go vet.
func (o *options) peak(ctx context.Context, dir, tool string) (int64, error) {
	log := o.work + "/rss"
	if err := os.RemoveAll(log); err != nil {
		return 0, err
	}
	self, err := os.Executable()
	if err != nil {
		return 0, err
	}
	c := command{dir, []string{logVariable + "=" + log, toolVariable + "=" + tool}, vetWith(self)}
	if _, err := run(ctx, c); err != nil {
		return 0, err
	}
	text, err := os.ReadFile(log)
	var sizes []int64
	for line := range strings.FieldsSeq(string(text)) {
		n, _ := strconv.ParseInt(line, 10, 64)
		sizes = append(sizes, n)
	}
	if len(sizes) == 0 {
		return 0, errors.Join(errors.New("the tool did not run"), err)
	}
	return slices.Max(sizes), nil
}

// renew gives an executable a new identity, so that the go command has no
// results of it, and keeps all that it built.
func renew(path string) error {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	//timeoutlint:ignore disk-write a person waits for the measurement
	_, err = fmt.Fprintln(f, time.Now().UnixNano())
	return errors.Join(err, f.Close())
}

// median returns the middle one, or the mean of the two in the middle.
func median(xs []float64) float64 {
	xs = slices.Sorted(slices.Values(xs))
	n := len(xs)
	if n == 0 {
		return 0
	}
	return (xs[(n-1)/2] + xs[n/2]) / 2
}
