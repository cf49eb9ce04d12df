package lock

import (
	"context"
	"sync"
)

// depot makes what is asked for in a goroutine, so that who asks can give up.
type depot struct {
	mu    sync.Mutex
	items int
	fails int
}

func (d *depot) acquire(ctx context.Context, build func() error) error {
	failed := make(chan error)
	go func() {
		err := build()
		d.mu.Lock() // want lock "held while failed <-"
		defer d.mu.Unlock()
		d.items++
		failed <- err
	}()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Who acquires here stays until it is there.
func (d *depot) acquireSurely(build func() error) error {
	failed := make(chan error)
	go func() {
		err := build()
		d.mu.Lock()
		defer d.mu.Unlock()
		d.fails++
		failed <- err
	}()
	return <-failed
}
