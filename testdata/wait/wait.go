// Package wait waits for other goroutines. By default a wait is a finding where
// a context is at hand and not used, and where what it waits for has no end.
package wait

import (
	"context"
	"net"
	"os"
	"sync"
	"time"
)

func receive(ctx context.Context, ch chan int) (int, error) {
	return <-ch, ctx.Err() // want wait
}

func send(ctx context.Context, ch chan<- int) error {
	ch <- 1 // want wait
	return ctx.Err()
}

func selectWithContext(ctx context.Context, ch chan int) (int, error) {
	select {
	case v := <-ch:
		return v, nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

func selectWithTimer(ctx context.Context, ch chan int) (int, error) {
	select {
	case v := <-ch:
		return v, ctx.Err()
	case <-time.After(time.Second):
		return 0, os.ErrDeadlineExceeded
	}
}

func selectWithDefault(ctx context.Context, ch chan int) (int, error) {
	select {
	case v := <-ch:
		return v, ctx.Err()
	default:
		return 0, nil
	}
}

// selectNeither waits for one of two channels, and not for the context.
func selectNeither(ctx context.Context, a, b chan int) (int, error) {
	select { // want wait
	case v := <-a:
		return v, ctx.Err()
	case v := <-b:
		return v, ctx.Err()
	}
}

// group and groupField cannot select: what the goroutines wait for is what to bound.
func group(ctx context.Context, wg *sync.WaitGroup) error {
	wg.Wait()
	return ctx.Err()
}

func groupField(ctx context.Context, p *pool) error {
	p.wg.Wait()
	return ctx.Err()
}

type pool struct {
	wg   sync.WaitGroup
	mu   sync.Mutex
	cond *sync.Cond
	n    int
	done chan struct{}
}

func (p *pool) idle(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	for p.n > 0 {
		p.cond.Wait() // want wait
	}
	return ctx.Err()
}

// idleNoContext has no better way to wait.
func (p *pool) idleNoContext() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for p.n > 0 {
		p.cond.Wait()
	}
}

// closed waits for a channel that Close closes; without a context in scope it
// is silent by default.
func (p *pool) closed() {
	<-p.done
}

func (p *pool) closedContext(ctx context.Context) {
	<-p.done // want wait
}

// groupRaced waits in a goroutine, and for that goroutine with the context.
func groupRaced(ctx context.Context, wg *sync.WaitGroup) error {
	done := make(chan struct{})
	go func() {
		wg.Wait()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// computing goroutines end by themselves.
func sum(ctx context.Context, parts [][]int) (total int) {
	sums := make([]int, len(parts))
	var wg sync.WaitGroup
	for i, part := range parts {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for _, v := range part {
				sums[i] += v
			}
		}()
	}
	wg.Wait()
	for _, s := range sums {
		total += s
	}
	return total
}

func first(ctx context.Context, values []int) int {
	ch := make(chan int)
	go func() {
		best := 0
		for _, v := range values {
			best = max(best, v)
		}
		ch <- best
	}()
	return <-ch
}

// reading goroutines do not.
func readAll(conns []net.Conn) {
	var wg sync.WaitGroup
	for _, c := range conns {
		wg.Add(1)
		go func() {
			defer wg.Done()
			c.Read(make([]byte, 1)) // want conn-read
		}()
	}
	wg.Wait() // want wait
}

func readOne(c net.Conn) error {
	done := make(chan error)
	go func() {
		_, err := c.Read(make([]byte, 1)) // want conn-read
		done <- err
	}()
	return <-done // want wait
}

// readBounded ends with the deadline.
func readBounded(c net.Conn) error {
	c.SetReadDeadline(time.Now().Add(time.Minute))
	done := make(chan error)
	go func() {
		_, err := c.Read(make([]byte, 1))
		done <- err
	}()
	return <-done
}

// notify sends into room that it made itself.
func notify(ctx context.Context) <-chan error {
	ch := make(chan error, 1)
	ch <- ctx.Err()
	return ch
}

// timer ends by itself.
func timer(ctx context.Context, d time.Duration) {
	<-time.After(d)
	t := time.NewTimer(d)
	defer t.Stop()
	<-t.C
	time.Sleep(d)
}

// done waits for nothing but the context.
func done(ctx context.Context) error {
	<-ctx.Done()
	return ctx.Err()
}

// shutdown stops the server that the context told to stop.
func shutdown(ctx context.Context, stop func(), stopped <-chan struct{}) {
	<-ctx.Done()
	stop()
	<-stopped // want wait
}

// goroutine waits where no caller is kept; the context is its own all the same.
func goroutine(ctx context.Context, in, out chan int) {
	go func() {
		v := <-in // want wait
		select {
		case out <- v:
		case <-ctx.Done():
		}
	}()
}

// bare has no context: only -strict has a word about it.
func bare(ch chan int) int {
	return <-ch
}

// field has its context in a field.
type field struct {
	ctx context.Context
	in  chan int
}

func (f *field) next() (int, error) {
	select {
	case v := <-f.in:
		return v, nil
	case <-f.ctx.Done():
		return 0, f.ctx.Err()
	}
}

// drained waits for a worker when the context has ended already.
func drained(ctx context.Context, ch, stopped chan int) (int, error) {
	select {
	case v := <-ch:
		return v, nil
	case <-ctx.Done():
		return <-stopped, ctx.Err()
	}
}

// drainedEither gets there in the other case, too.
func drainedEither(ctx context.Context, ch, stopped chan int) error {
	select {
	case <-ch:
	case <-ctx.Done():
	}
	<-stopped // want wait
	return ctx.Err()
}

// drainedOther is in the other case.
func drainedOther(ctx context.Context, ch, stopped chan int) error {
	select {
	case <-ch:
		<-stopped // want wait
	case <-ctx.Done():
	}
	return ctx.Err()
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

// drain only waits once the context is done: there is nothing left to select with.
func drain(ctx context.Context, in, out chan int) {
	select {
	case v := <-in:
		out <- v // want wait
	case <-ctx.Done():
		out <- 0
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

// closer waits in a goroutine of its own, so that collect need not.
func collect(ctx context.Context, n int, work func(context.Context) int) []int {
	results := make(chan int, n)
	var wg sync.WaitGroup
	for range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			results <- work(ctx)
		}()
	}
	go func() {
		wg.Wait()
		close(results)
	}()
	var out []int
	for r := range results {
		out = append(out, r)
	}
	return out
}

// produce sends in its goroutine without looking at the context.
func produce(ctx context.Context, next func() int) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for ctx.Err() == nil {
			out <- next() // want wait
		}
	}()
	return out
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

// A lease ends with its context, and says so through a method.
type lease struct {
	ctx   context.Context
	lost  chan struct{}
	ended chan struct{}
}

func (l *lease) over() <-chan struct{} { return l.ctx.Done() }

func (l *lease) losing() <-chan struct{} { return l.lost }

// watchLease waits for the end on purpose.
func watchLease(ctx context.Context, l *lease) {
	go func() {
		defer close(l.ended)
		<-l.over()
	}()
	<-ctx.Done()
}

func awaitLoss(ctx context.Context, l *lease) error {
	<-l.losing() // want wait
	return ctx.Err()
}

// watched gets a channel from a function that has the context, and closes it then.
func watched(ctx context.Context, w watcher) error {
	<-w.watch(ctx)
	return ctx.Err()
}

// unwatched does not hand the context on.
func unwatched(ctx context.Context, w watcher) error {
	<-w.events() // want wait
	return ctx.Err()
}

type watcher interface {
	watch(ctx context.Context) <-chan int
	events() <-chan int
}

// cleanUp waits in a goroutine of its own for an end, so that nobody else has to.
func cleanUp(ctx context.Context, stopped <-chan struct{}, remove func()) error {
	go func() {
		<-stopped
		remove()
	}()
	return ctx.Err()
}

// cleanUpHere keeps its caller waiting.
func cleanUpHere(ctx context.Context, stopped <-chan struct{}, remove func()) error {
	<-stopped // want wait
	remove()
	return ctx.Err()
}

// gate wakes whoever waits when the context ends.
type gate struct {
	mu   sync.Mutex
	cond *sync.Cond
	open bool
}

func (g *gate) pass(ctx context.Context) error {
	done := make(chan struct{})
	go func() {
		g.enter(ctx)
		close(done)
	}()
	select {
	case <-done:
	case <-ctx.Done():
		g.cond.Broadcast()
		<-done
	}
	return ctx.Err()
}

func (g *gate) enter(ctx context.Context) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for !g.open && ctx.Err() == nil {
		g.cond.Wait()
	}
}

// door is opened by others alone.
type door struct {
	mu   sync.Mutex
	cond *sync.Cond
	open bool
}

func (d *door) enter(ctx context.Context) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for !d.open && ctx.Err() == nil {
		d.cond.Wait() // want wait
	}
}

func (d *door) unlock() {
	d.mu.Lock()
	d.open = true
	d.mu.Unlock()
	d.cond.Broadcast()
}
