package ctx

import (
	"context"
	"os/exec"
)

// A session has the context of its user, once there is one.
type session struct{ user *user }

type user struct{ ctx context.Context }

func (s *session) context() context.Context {
	if s == nil || s.user == nil {
		return context.Background()
	}
	return s.user.ctx
}

func (s *session) run() error {
	return exec.CommandContext(s.context(), "sync").Run()
}

// detached has none in any case that is not an error.
func (s *session) detached(n int) context.Context {
	if n < 0 {
		return s.user.ctx
	}
	return context.Background()
}

func (s *session) runDetached() error {
	return exec.CommandContext(s.detached(1), "sync").Run() // want exec
}
