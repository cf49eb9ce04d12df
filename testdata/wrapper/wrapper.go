// Package wrapper has functions that run a function under a timeout, and some
// that only sound like it. What the body does decides, not the name.
package wrapper

import (
	"context"
	"errors"
	"net"
	"os"
	"time"
)

var errTimeout = errors.New("timeout")

// within returns after d at the latest.
func within(d time.Duration, fn func() error) error {
	done := make(chan error, 1)
	go func() { done <- fn() }()
	select {
	case err := <-done:
		return err
	case <-time.After(d):
		return errTimeout
	}
}

// do returns when ctx does.
func do(ctx context.Context, fn func() error) error {
	done := make(chan error, 1)
	go func() { done <- fn() }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// generic returns a value, too.
func generic[T any](d time.Duration, fn func() (T, error)) (T, error) {
	type result struct {
		v   T
		err error
	}
	done := make(chan result, 1)
	go func() {
		v, err := fn()
		done <- result{v, err}
	}()
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case r := <-done:
		return r.v, r.err
	case <-t.C:
		var zero T
		return zero, errTimeout
	}
}

// nested hands the function on.
func nested(fn func() error) error {
	return within(time.Second, fn)
}

// runWithTimeout is a name and nothing more.
func runWithTimeout(d time.Duration, fn func() error) error {
	start := time.Now()
	err := fn()
	if time.Since(start) > d {
		return errTimeout
	}
	return err
}

// retry calls fn again and again; each call can take forever.
func retry(ctx context.Context, fn func() error) error {
	for {
		if err := fn(); err == nil {
			return nil
		}
		select {
		case <-time.After(time.Second):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// background runs fn elsewhere and waits for it without end.
func background(fn func() error) error {
	done := make(chan error, 1)
	go func() { done <- fn() }()
	return <-done
}

func inWithin(f *os.File) error {
	return within(time.Minute, func() error { return f.Sync() })
}

func methodInWithin(f *os.File) error {
	return within(time.Minute, f.Sync)
}

func variableInWithin(f *os.File) error {
	fn := func() error {
		return f.Sync()
	}
	return within(time.Minute, fn)
}

func inDo(c net.Conn, buf []byte) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	return do(ctx, func() error {
		_, err := c.Read(buf)
		return err
	})
}

// inDoBackground hands it a context that never ends.
func inDoBackground(c net.Conn, buf []byte) error {
	return do(context.Background(), func() error { // may wait
		_, err := c.Read(buf) // want conn-read
		return err
	})
}

func inGeneric(f *os.File, buf []byte) (int, error) {
	return generic(time.Minute, func() (int, error) { return f.Write(buf) })
}

func inNested(f *os.File) error {
	return nested(func() error { return f.Sync() })
}

func inRunWithTimeout(f *os.File) error {
	return runWithTimeout(time.Minute, func() error {
		return f.Sync() // want disk-sync
	})
}

func inRetry(ctx context.Context, c net.Conn, buf []byte) error {
	return retry(ctx, func() error {
		_, err := c.Write(buf) // want conn-write
		return err
	})
}

func methodInRetry(ctx context.Context, f *os.File) error {
	return retry(ctx, f.Sync) // want disk-sync
}

func inBackground(f *os.File) error {
	return background(func() error {
		return f.Sync() // want disk-sync
	})
}

// beside has one operation inside and one outside.
func beside(f *os.File, buf []byte) error {
	if err := within(time.Minute, f.Sync); err != nil {
		return err
	}
	_, err := f.Write(buf) // want disk-write
	return err
}

// guard keeps the wrapper in a type.
type guard struct{ limit time.Duration }

func (g guard) run(fn func() error) error {
	ctx, cancel := context.WithTimeout(context.Background(), g.limit)
	defer cancel()
	return do(ctx, fn)
}

func (g guard) sync(f *os.File) error {
	return g.run(f.Sync)
}
