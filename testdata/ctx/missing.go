package ctx

import (
	"context"
	"os/exec"
	"time"
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

// One without an error has a deadline, and so have most.
func (s *session) limited(parse func() (time.Duration, error)) context.Context {
	d, err := parse()
	if err == nil {
		ctx, cancel := context.WithTimeout(s.user.ctx, d)
		context.AfterFunc(ctx, cancel)
		return ctx
	}
	return s.user.ctx
}

func (s *session) runLimited(parse func() (time.Duration, error)) error {
	return exec.CommandContext(s.limited(parse), "sync").Run()
}
