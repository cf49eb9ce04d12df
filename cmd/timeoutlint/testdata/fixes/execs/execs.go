// Package execs runs processes that nothing ends.
package execs

import (
	"context"
	"os"
	"os/exec"
)

func run(ctx context.Context) error {
	return exec.Command("true").Run()
}

func output() ([]byte, error) {
	cmd := exec.Command("git", "status")
	cmd.Stderr = os.Stderr
	return cmd.Output()
}

func loop(dirs []string) error {
	for _, d := range dirs {
		cmd := exec.Command("make")
		cmd.Dir = d
		if err := cmd.Run(); err != nil {
			return err
		}
	}
	return nil
}

func given(cmd *exec.Cmd) error {
	return cmd.Run()
}
