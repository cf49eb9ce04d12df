// Package execs runs other programs.
package execs

import (
	"context"
	"io"
	"net/http"
	"os"
	"os/exec"
	"time"
)

func run() error {
	return exec.Command("git", "fetch").Run() // want exec "CommandContext"
}

func output() ([]byte, error) {
	return exec.Command("git", "status").Output() // want exec
}

func combined() ([]byte, error) {
	cmd := exec.Command("git", "status")
	return cmd.CombinedOutput() // want exec
}

func startAndWait() error {
	cmd := exec.Command("git", "gc")
	if err := cmd.Start(); err != nil {
		return err
	}
	return cmd.Wait() // want exec
}

// startOnly does not wait.
func startOnly() error {
	return exec.Command("git", "gc").Start()
}

func withTimeout() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	return exec.CommandContext(ctx, "git", "fetch").Run()
}

func withTimeoutVariable() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "git", "fetch")
	cmd.Stdout = os.Stdout
	if err := cmd.Start(); err != nil {
		return err
	}
	return cmd.Wait()
}

func withBackground() error {
	return exec.CommandContext(context.Background(), "git", "fetch").Run() // want exec
}

func withCallersContext(ctx context.Context) error {
	return exec.CommandContext(ctx, "git", "fetch").Run()
}

func withRequest(r *http.Request) error {
	return exec.CommandContext(r.Context(), "git", "fetch").Run()
}

// command is a helper that makes the command.
func command(args ...string) *exec.Cmd {
	cmd := exec.Command("git", args...)
	cmd.Env = append(os.Environ(), "LANG=C")
	return cmd
}

func usesCommand() error {
	return command("fetch").Run() // want exec
}

func process(p *os.Process) error {
	_, err := p.Wait() // want exec
	return err
}

// reaped is waited for in a goroutine, under a timer.
func reaped() error {
	cmd := exec.Command("git", "fetch")
	if err := cmd.Start(); err != nil {
		return err
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	select {
	case err := <-done:
		return err
	case <-time.After(time.Minute):
		cmd.Process.Kill()
		return <-done
	}
}

// editor gives the terminal to a program that a person ends.
func editor(path string) error {
	cmd := exec.Command("vi", path)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	return cmd.Run()
}

// tune tells the kernel something, which waits for nobody.
func tune(key, value string) error {
	program := "/sbin/sysctl"
	return exec.Command(program, "-w", key+"="+value).Run()
}

// tuneBy does not say which program it is.
func tuneBy(program, key, value string) error {
	return exec.Command(program, "-w", key+"="+value).Run() // want exec
}

// filter has an input of its own, and only shows what it does.
func filter(in io.Reader) error {
	cmd := exec.Command("gunzip")
	cmd.Stdin, cmd.Stdout = in, os.Stdout
	return cmd.Run() // want exec
}

// daemon is a process whose end is noticed: who starts it does not wait for that.
type daemon struct {
	exit chan struct{}
}

func (d *daemon) start(ctx context.Context, name string) error {
	cmd := exec.CommandContext(ctx, name)
	if err := cmd.Start(); err != nil {
		return err
	}
	d.exit = make(chan struct{})
	go func() {
		defer close(d.exit)
		cmd.Wait()
	}()
	return nil
}

func (d *daemon) begin(ctx context.Context) error { return d.start(ctx, "daemon") }

func startDaemon() error { return new(daemon).begin(context.Background()) }

// end waits for a process that it has killed.
func end(pid int) error {
	p, err := os.FindProcess(pid)
	if err != nil {
		return err
	}
	if err := p.Kill(); err != nil {
		return err
	}
	_, err = p.Wait()
	return err
}

func endCommand(cmd *exec.Cmd) error {
	if err := cmd.Process.Kill(); err != nil {
		return err
	}
	return cmd.Wait()
}

// endOther kills another one.
func endOther(other *os.Process) error {
	cmd := exec.Command("sleep", "1")
	if err := cmd.Start(); err != nil {
		return err
	}
	if err := other.Kill(); err != nil {
		return err
	}
	return cmd.Wait() // want exec
}
