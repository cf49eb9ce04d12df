// Package waits waits for other goroutines with a context at hand.
package waits

import (
	"context"
	"sync"
)

func receive(ctx context.Context, ch chan int) error {
	<-ch
	return nil
}

func value(ctx context.Context, ch chan int) (int, error) {
	v := <-ch
	return v, nil
}

func result(ctx context.Context, ch chan error) error {
	return <-ch
}

func send(ctx context.Context, ch chan int) {
	ch <- 1
}

func group(ctx context.Context, wg *sync.WaitGroup) error {
	wg.Wait()
	return nil
}

func choose(ctx context.Context, a, b chan int) error {
	select {
	case <-a:
	case <-b:
	}
	return nil
}

// number has no way to tell that it gave up.
func number(ctx context.Context, ch chan int) int {
	v := <-ch
	return v
}

// expression has to be taken apart by a person.
func expression(ctx context.Context, ch chan int) (int, error) {
	return 1 + <-ch, nil
}

func cond(ctx context.Context, c *sync.Cond) error {
	c.Wait()
	return nil
}
