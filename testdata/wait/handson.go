package wait

import (
	"context"
	"sync"
)

// A client calls back when a request is done, or its context.
type client struct {
	requests chan func()
	left     chan struct{}
	cancel   context.CancelFunc
}

func (c *client) do(ctx context.Context, done func(error)) {
	select {
	case c.requests <- func() { done(nil) }:
	case <-ctx.Done():
		done(ctx.Err())
	}
}

func (c *client) post(done func(error)) { c.requests <- func() { done(nil) } }

// call hands the context to who calls back.
func (c *client) call(ctx context.Context) (err error) {
	done := make(chan struct{})
	c.do(ctx, func(e error) {
		err = e
		close(done)
	})
	<-done
	return err
}

// callDeferred waits in a literal.
func (c *client) callDeferred(ctx context.Context) (err error) {
	done := make(chan struct{})
	defer func() { <-done }()
	finish := func(e error) {
		err = e
		close(done)
	}
	c.do(ctx, finish)
	return nil
}

// callWithout keeps the context to itself.
func (c *client) callWithout(ctx context.Context) (err error) {
	done := make(chan struct{})
	c.post(func(e error) {
		err = e
		close(done)
	})
	<-done // want wait
	return err
}

// each starts its goroutines in a function that another one calls.
func each(ctx context.Context, all func(func(*client))) {
	var wg sync.WaitGroup
	all(func(c *client) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			c.call(ctx)
		}()
	})
	wg.Wait()
}

// eachWithout gives them no context.
func eachWithout(ctx context.Context, all func(func(*client))) {
	var wg sync.WaitGroup
	all(func(c *client) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			c.requests <- func() {} // want wait
		}()
	})
	wg.Wait()
}

// stop waits for who was cancelled.
func (c *client) stop(ctx context.Context) {
	c.cancel()
	<-c.left
}

// join waits for who was not.
func (c *client) join(ctx context.Context) {
	<-c.left // want wait
	c.cancel()
}
