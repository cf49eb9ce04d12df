package wait

import (
	"context"
	"sync"
)

// notify sends into room that it made itself.
func notify(ctx context.Context) <-chan error {
	ch := make(chan error, 1)
	ch <- ctx.Err()
	return ch
}

// A request brings the channel for its answer, which always has room.
type request struct {
	key    string
	answer chan error
}

func ask(ctx context.Context, requests chan<- request, key string) error {
	r := request{key: key, answer: make(chan error, 1)}
	select {
	case requests <- r:
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case err := <-r.answer:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func serve(ctx context.Context, requests <-chan request) {
	for {
		select {
		case r := <-requests:
			r.answer <- nil
		case <-ctx.Done():
			return
		}
	}
}

// A call's answer has no room; its caller is not in sight.
type call struct{ answer chan error }

func newCall() call { return call{make(chan error)} }

func serveCalls(ctx context.Context, calls <-chan call) {
	for {
		select {
		case c := <-calls:
			c.answer <- nil // want wait
		case <-ctx.Done():
			return
		}
	}
}

// compare is given a channel with room for each of those who report.
func compareAll(ctx context.Context, names []string) error {
	errc := make(chan error, len(names))
	for _, n := range names {
		go compareOne(ctx, errc, n)
	}
	for range names {
		select {
		case err := <-errc:
			if err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

func compareOne(ctx context.Context, errc chan<- error, name string) {
	if name == "" {
		errc <- ctx.Err()
		return
	}
	errc <- nil
}

// compareTight is given one without.
func compareTight(ctx context.Context, name string) error {
	errc := make(chan error)
	go compareTwo(ctx, errc, name)
	select {
	case err := <-errc:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func compareTwo(ctx context.Context, errc chan<- error, name string) {
	if name == "" {
		errc <- ctx.Err() // want wait
		return
	}
	errc <- nil
}

// A page has a reader that takes one after the other, until there are no more.
type page struct{ n int }

func readPages(pages <-chan *page) (sum int) {
	for p := range pages {
		sum += p.n
	}
	return sum
}

func sendPage(ctx context.Context, pages chan<- *page) error {
	pages <- &page{1}
	return ctx.Err()
}

// A sheet has a reader that leaves with the context.
type sheet struct{ n int }

func readSheets(ctx context.Context, sheets <-chan *sheet) (sum int) {
	for {
		select {
		case s := <-sheets:
			sum += s.n
		case <-ctx.Done():
			return sum
		}
	}
}

func sendSheet(ctx context.Context, sheets chan<- *sheet) error {
	sheets <- &sheet{1} // want wait
	return ctx.Err()
}

// only has room for the one value that is sent before it is closed.
type only struct {
	mu  sync.Mutex
	res chan int
}

func newOnly() *only { return &only{res: make(chan int, 1)} }

func (o *only) deliver(v int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.res <- v
	close(o.res)
}

// again may send a second value before the first is received.
type again struct {
	mu  sync.Mutex
	res chan int
}

func newAgain() *again { return &again{res: make(chan int, 1)} }

func (a *again) deliver(v int) {
	a.mu.Lock() // want lock
	defer a.mu.Unlock()
	a.res <- v
}

// collectAll makes room for all, and hands the channel on through a closure.
func collectAll(ctx context.Context, names []string) {
	sizes := make(chan int, len(names))
	var wg sync.WaitGroup
	for _, n := range names {
		wg.Go(func() { measure(ctx, n, sizes) })
	}
	wg.Wait()
}

func measure(ctx context.Context, name string, sizes chan<- int) {
	if ctx.Err() == nil {
		sizes <- len(name)
	}
}

// collectFirst makes none.
func collectFirst(ctx context.Context, names []string) int {
	sizes := make(chan int)
	for _, n := range names {
		go func() { measureOne(ctx, n, sizes) }()
	}
	return <-sizes
}

func measureOne(ctx context.Context, name string, sizes chan<- int) {
	if ctx.Err() == nil {
		sizes <- len(name) // want wait
	}
}

// A channel that is closed gives what is left in it at once.
func (a *again) end(free func(int)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	close(a.res)
	if v, ok := <-a.res; ok {
		free(v)
	}
}

// forward goes on sending: there is room for one only.
func forward(ctx context.Context, in <-chan int) <-chan int {
	out := make(chan int, 1)
	go func() {
		for {
			select {
			case v := <-in:
				out <- v // want wait
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}

func forwardOne(ctx context.Context, in <-chan int) <-chan int {
	out := make(chan int, 1)
	go func() {
		select {
		case v := <-in:
			out <- v
		case <-ctx.Done():
		}
	}()
	return out
}

// forwardAll knows how many there are.
func forwardAll(ctx context.Context, all []int) <-chan int {
	out := make(chan int, 8)
	go func() {
		for _, v := range all[:8] {
			if ctx.Err() == nil {
				out <- v
			}
		}
	}()
	return out
}
