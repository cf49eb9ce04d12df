package wait

import (
	"context"
	"time"
)

// watch tells its watcher that it is done, who may have left with the context.
func watch(ctx context.Context, cancel func(), work func()) {
	c := make(chan struct{})
	go func() {
		select {
		case <-c:
		case <-ctx.Done():
			cancel()
		}
	}()
	work()
	c <- struct{}{} // want wait "receiver may have left"
}

func watchClosing(ctx context.Context, cancel func(), work func()) {
	c := make(chan struct{})
	go func() {
		select {
		case <-c:
		case <-ctx.Done():
			cancel()
		}
	}()
	work()
	close(c)
}

func watchWithRoom(ctx context.Context, cancel func(), work func()) {
	c := make(chan struct{}, 1)
	go func() {
		select {
		case <-c:
		case <-ctx.Done():
			cancel()
		}
	}()
	work()
	c <- struct{}{}
}

// feed has a worker that leaves with the context.
func feed(ctx context.Context, items []int, use func(int)) {
	in := make(chan int)
	go func() {
		for {
			select {
			case i := <-in:
				use(i)
			case <-ctx.Done():
				return
			}
		}
	}()
	for _, i := range items {
		in <- i // want wait "receiver may have left"
	}
}

func feedAsWell(ctx context.Context, items []int, use func(int)) {
	in := make(chan int)
	go func() {
		for {
			select {
			case i := <-in:
				use(i)
			case <-ctx.Done():
				return
			}
		}
	}()
	for _, i := range items {
		select {
		case in <- i:
		case <-ctx.Done():
			return
		}
	}
}

// alarm waits no longer than a second, and takes the value all the same.
func alarm(work func()) {
	c := make(chan struct{})
	go func() {
		select {
		case <-c:
			return
		case <-time.After(time.Second):
			println("still at work")
		}
		<-c
	}()
	work()
	c <- struct{}{}
}

// clock tells of its end with a channel, and can be stopped before: who stops it later waits for
// a goroutine that has gone.
func clock(d time.Duration) (<-chan struct{}, func()) {
	timer, out, stop := time.NewTimer(d), make(chan struct{}, 1), make(chan struct{})
	go func() {
		select {
		case <-timer.C:
			out <- struct{}{}
		case <-stop:
		}
	}()
	return out, func() {
		stop <- struct{}{} // want wait "receiver may have left"
	}
}

// clockToo closes the channel.
func clockToo(d time.Duration) (<-chan struct{}, func()) {
	timer, out, stop := time.NewTimer(d), make(chan struct{}, 1), make(chan struct{})
	go func() {
		select {
		case <-timer.C:
			out <- struct{}{}
		case <-stop:
		}
	}()
	return out, func() { close(stop) }
}

// whistle rings until it is stopped.
func whistle(ring func()) func() {
	stop := make(chan struct{})
	go func() {
		t := time.NewTicker(time.Second)
		defer t.Stop()
		for {
			select {
			case <-t.C:
				ring()
			case <-stop:
				return
			}
		}
	}()
	return func() { stop <- struct{}{} }
}
