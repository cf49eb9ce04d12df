package wait

import (
	"context"
	"net"
	"sync"
	"time"
)

// desk serves requests until it is stopped. Who comes later waits forever.
type desk struct {
	ask  chan int
	ret  chan int
	stop chan struct{}
}

func newDesk() *desk {
	m := &desk{ask: make(chan int), ret: make(chan int), stop: make(chan struct{})}
	go m.loop()
	return m
}

func (m *desk) loop() {
	for {
		select {
		case n := <-m.ask:
			m.ret <- n + 1
		case <-m.stop:
			return
		}
	}
}

func (m *desk) next(n int) int {
	m.ask <- n // want wait "leaves with m.stop"
	return <-m.ret
}

func (m *desk) close() { close(m.stop) }

// deskToo selects with what ends the loop.
type deskToo struct {
	ask  chan int
	stop chan struct{}
	n    int
}

func (m *deskToo) open() {
	m.ask, m.stop = make(chan int), make(chan struct{})
	go m.loop()
}

func (m *deskToo) loop() {
	for {
		select {
		case n := <-m.ask:
			m.n += n
		case <-m.stop:
			return
		}
	}
}

func (m *deskToo) add(n int) {
	select {
	case m.ask <- n:
	case <-m.stop:
	}
}

// emptied receives what is left before it returns.
type emptied struct {
	ask  chan int
	stop chan struct{}
	n    int
}

func newEmptied() *emptied {
	d := &emptied{ask: make(chan int), stop: make(chan struct{})}
	go d.loop()
	return d
}

func (d *emptied) loop() {
	for {
		select {
		case n := <-d.ask:
			d.n += n
		case <-d.stop:
			for n := range d.ask {
				d.n += n
			}
			return
		}
	}
}

func (d *emptied) add(n int) { d.ask <- n }

// loyal only leaves for a while: nothing tells it to go.
type loyal struct {
	ask  chan int
	tick chan int
	n    int
}

func newLoyal() *loyal {
	l := &loyal{ask: make(chan int), tick: make(chan int)}
	go l.loop()
	return l
}

func (l *loyal) loop() {
	for {
		select {
		case n := <-l.ask:
			l.n += n
		case <-l.tick:
			l.n = 0
		}
	}
}

func (l *loyal) add(n int) { l.ask <- n }

// opened hands its channel to others, who may receive, too.
type opened struct {
	ask  chan int
	stop chan struct{}
}

func newOpened() *opened {
	o := &opened{ask: make(chan int), stop: make(chan struct{})}
	go o.loop()
	return o
}

// C is for those who want to receive.
func (o *opened) C() <-chan int { return o.ask }

func (o *opened) loop() {
	for {
		select {
		case <-o.ask:
		case <-o.stop:
			return
		}
	}
}

func (o *opened) add(n int) { o.ask <- n }

// acceptor looks at its channel only when Accept has failed, which it does not
// before Close has sent.
type acceptor struct {
	l    net.Listener
	done chan struct{}
}

func newAcceptor(l net.Listener) *acceptor { return &acceptor{l: l, done: make(chan struct{})} }

func (a *acceptor) serve() error {
	for {
		c, err := a.l.Accept()
		if err != nil {
			select {
			case <-a.done:
				return nil
			default:
				return err
			}
		}
		c.Close()
	}
}

func (a *acceptor) Close() {
	a.done <- struct{}{} // want wait "in passing"
	a.l.Close()
}

// results waits for as many results as there are jobs, though the workers leave
// when the caller's context ends.
func results(ctx context.Context, jobs []int, f func(int) error) error {
	out := make(chan error)
	work := make(chan int, len(jobs))
	for range 4 {
		go func() {
			for j := range work {
				select {
				case <-ctx.Done():
					return
				default:
				}
				out <- f(j)
			}
		}()
	}
	for _, j := range jobs {
		work <- j
	}
	close(work)
	var err error
	for range jobs {
		err = <-out // want wait "leave with the context"
	}
	return err
}

// resultsOrError: a worker that leaves says so first.
func resultsOrError(ctx context.Context, jobs []int, f func(int) error) error {
	out := make(chan error)
	for _, j := range jobs {
		go func() {
			select {
			case <-ctx.Done():
				out <- ctx.Err()
				return
			default:
			}
			out <- f(j)
		}()
	}
	var err error
	for range jobs {
		err = <-out
	}
	return err
}

// ownCancel: only the function itself ends the context, when it has all results.
func ownCancel(jobs []int, f func(int) error) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	out := make(chan error)
	for _, j := range jobs {
		go func() {
			select {
			case <-ctx.Done():
				return
			default:
			}
			out <- f(j)
		}()
	}
	var err error
	for range jobs {
		err = <-out
	}
	return err
}

// leftover empties its channel once it has left its loop: who comes later waits.
type leftover struct {
	ask  chan int
	stop chan struct{}
	n    int
}

func newLeftover() *leftover {
	d := &leftover{ask: make(chan int, 8), stop: make(chan struct{})}
	go d.loop()
	return d
}

func (d *leftover) loop() {
out:
	for {
		select {
		case n := <-d.ask:
			d.n += n
		case <-d.stop:
			break out
		}
	}
	for {
		select {
		case n := <-d.ask:
			d.n += n
		default:
			return
		}
	}
}

func (d *leftover) add(n int) {
	d.ask <- n // want wait "leaves with d.stop"
}

func (d *leftover) close() { close(d.stop) }

// lookout looks in passing, again and again, between other things that end.
type lookout struct {
	ask  chan int
	stop chan struct{}
	n    int
}

func newLookout() *lookout {
	d := &lookout{ask: make(chan int, 8), stop: make(chan struct{})}
	go d.loop()
	return d
}

func (d *lookout) loop() {
	for {
		select {
		case n := <-d.ask:
			d.n += n
		default:
			d.n++
		}
	}
}

func (d *lookout) add(n int) { d.ask <- n }

// deskShut closes the channel when it leaves: who comes later panics, and does not wait.
type deskShut struct {
	ask  chan int
	stop chan struct{}
	n    int
}

func (m *deskShut) open() {
	m.ask, m.stop = make(chan int), make(chan struct{})
	go m.loop()
}

func (m *deskShut) loop() {
	for {
		select {
		case n := <-m.ask:
			m.n += n
		case <-m.stop:
			close(m.ask)
			return
		}
	}
}

func (m *deskShut) add(n int) { m.ask <- n }

func (m *deskShut) close() { close(m.stop) }

// firstOf leaves with the first error, and all who still work wait forever.
func firstOf(jobs []func() error) error {
	errs := make(chan error)
	for _, job := range jobs {
		go func() {
			errs <- job() // want wait "its receiver may have left"
		}()
	}
	for range jobs {
		if err := <-errs; err != nil {
			return err
		}
	}
	return nil
}

// allOf takes what each of them sends.
func allOf(jobs []func() error) error {
	errs := make(chan error)
	for _, job := range jobs {
		go func() { errs <- job() }()
	}
	var first error
	for range jobs {
		if err := <-errs; err != nil && first == nil {
			first = err
		}
	}
	return first
}

// firstWithRoom leaves, too, but there is room for the others.
func firstWithRoom(jobs []func() error) error {
	errs := make(chan error, len(jobs))
	for _, job := range jobs {
		go func() { errs <- job() }()
	}
	for range jobs {
		if err := <-errs; err != nil {
			return err
		}
	}
	return nil
}

// allThatCome goes on until the channel is closed, and so takes everything.
func allThatCome(jobs []func() error, done *sync.WaitGroup) error {
	errs := make(chan error)
	for _, job := range jobs {
		go func() {
			defer done.Done()
			errs <- job()
		}()
	}
	go func() {
		done.Wait()
		close(errs)
	}()
	var first error
	for err := range errs {
		first = err
	}
	return first
}

// oneByOne makes a channel with room for each.
func oneByOne(jobs []func() error, d time.Duration) error {
	for _, job := range jobs {
		errs := make(chan error, 1)
		go func() { errs <- job() }()
		select {
		case err := <-errs:
			if err != nil {
				return err
			}
		case <-time.After(d):
			return context.DeadlineExceeded
		}
	}
	return nil
}
