package changes

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

// timeout bounds one call of git. A repository on a network can be slow.
const timeout = 2 * time.Minute

// errGit is the error of a git that ran and did not like the question.
var errGit = errors.New("git failed")

// A git runs in a folder.
type git struct{ dir string }

// run returns what git prints.
func (g git) run(ctx context.Context, args ...string) (string, error) {
	bounded, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	cmd := exec.CommandContext(bounded, "git", args...)
	cmd.Dir = g.dir
	cmd.Env = append(os.Environ(), "GIT_OPTIONAL_LOCKS=0", "LC_ALL=C")
	cmd.WaitDelay = 5 * time.Second
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return stdout.String(), nil
	case errors.Is(err, exec.ErrNotFound):
		return "", errors.New("git is needed, and is not in PATH")
	case ctx.Err() != nil:
		return "", errors.New("interrupted")
	case bounded.Err() != nil:
		return "", fmt.Errorf("git %s took longer than %v", args[0], timeout)
	case errors.As(err, &exit):
		why, _, _ := strings.Cut(stderr.String(), "\n")
		return "", fmt.Errorf("%w: %s", errGit, cmp.Or(why, err.Error()))
	}
	return "", fmt.Errorf("running git: %w", err)
}
