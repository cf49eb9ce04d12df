package strict

import (
	"context"
	"sync"
	"time"
)

func receive(ch <-chan int) int {
	return <-ch // want[strict] wait
}

func receiveOK(ch <-chan int) (int, bool) {
	v, ok := <-ch // want[strict] wait
	return v, ok
}

func send(ch chan<- int) {
	ch <- 1 // want[strict] wait
}

// closed is ended by whoever closes it, and by no clock.
func closed(done <-chan struct{}) {
	<-done // want[strict] wait
}

func selects(a, b <-chan int) int {
	select { // want[strict] wait
	case v := <-a:
		return v
	case v := <-b:
		return v
	}
}

func selectsSend(a chan<- int, b <-chan int) {
	select { // want[strict] wait
	case a <- 1:
	case <-b:
	}
}

// selectsQuit has no clock either.
func selectsQuit(a <-chan int, quit <-chan struct{}) int {
	select { // want[strict] wait
	case v := <-a:
		return v
	case <-quit:
		return 0
	}
}

// selectsContext is as bounded as the context is, which is its caller's to say.
func selectsContext(ctx context.Context, a <-chan int) (int, error) {
	select { // may[strict] wait
	case v := <-a:
		return v, nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

func selectsContextBounded(ctx context.Context, a <-chan int) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	select {
	case v := <-a:
		return v, nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

func selectsTimer(a <-chan int) int {
	t := time.NewTimer(time.Second)
	defer t.Stop()
	select {
	case v := <-a:
		return v
	case <-t.C:
		return 0
	}
}

// selectsConfigured has a timer when it is told to: a nil channel never fires.
func selectsConfigured(a <-chan int, d time.Duration) int {
	var timeout <-chan time.Time
	if d > 0 {
		timeout = time.After(d)
	}
	select { // want[strict] wait
	case v := <-a:
		return v
	case <-timeout:
		return 0
	}
}

func selectsDefault(a <-chan int) int {
	select {
	case v := <-a:
		return v
	default:
		return 0
	}
}

func group(wg *sync.WaitGroup) {
	wg.Wait() // want[strict] wait
}

func condition(c *sync.Cond, ready func() bool) {
	c.L.Lock()
	defer c.L.Unlock()
	for !ready() {
		c.Wait() // want[strict] wait
	}
}

// worker is meant to wait.
func worker(jobs <-chan func()) {
	for job := range jobs {
		job()
	}
}

// computes waits for a goroutine that ends by itself.
func computes(values []int) int {
	ch := make(chan int, 1)
	go func() {
		sum := 0
		for _, v := range values {
			sum += v
		}
		ch <- sum
	}()
	return <-ch // may[strict] wait
}

// room sends into room that it made itself.
func room() <-chan int {
	ch := make(chan int, 1)
	ch <- 1
	return ch
}

// timers end.
func timers(d time.Duration) {
	time.Sleep(d)
	<-time.After(d)
	t := time.NewTimer(d)
	<-t.C
}

// forever is meant to be.
func forever() {
	select {} // may[strict] wait
}

// withContext is a finding without -strict, too.
func withContext(ctx context.Context, ch <-chan int) (int, error) {
	return <-ch, ctx.Err() // want wait
}

// done waits for a context and nothing else: that is what it is for.
func done(ctx context.Context) error {
	<-ctx.Done() // may[strict] wait
	return ctx.Err()
}

// listeners are told of what happens. That a goroutine closes their channels in the
// end does not make them receive.
type listeners struct{ all []chan int }

// Add adds a listener.
func (l *listeners) Add(c chan int) { l.all = append(l.all, c) }

func (l *listeners) shutdown() {
	for _, c := range l.all {
		close(c)
	}
}

func (l *listeners) tell(n int) {
	if n == 0 {
		go l.shutdown()
		return
	}
	for _, c := range l.all {
		c <- n // want[strict] wait
	}
}

// result waits for the goroutine that closes the channel, which ends.
func result() int {
	c := make(chan int)
	n := 0
	go func() {
		defer close(c)
		n = 1
	}()
	<-c
	return n
}

// groupInScope waits for goroutines, though a context is at hand.
func groupInScope(ctx context.Context, wg *sync.WaitGroup) error {
	wg.Wait() // want[strict] wait
	return ctx.Err()
}

// tokens limits how much runs at a time.
type tokens struct{ free chan struct{} }

func newTokens(n int) *tokens { return &tokens{free: make(chan struct{}, n)} }

func (t *tokens) run(job func()) {
	t.free <- struct{}{} // want[strict] wait "those who hold its tokens"
	defer func() { <-t.free }()
	job()
}

// give never waits: it gives back what was taken.
func (t *tokens) give() { t.free <- struct{}{} }

// leaver has a loop that it may leave; stayer has none.
type leaver struct {
	in, stop chan int
	n        int
}

func newLeaver() *leaver {
	l := &leaver{in: make(chan int), stop: make(chan int)}
	go l.loop()
	return l
}

func (l *leaver) loop() {
	for {
		select { // may[strict] wait
		case n := <-l.in:
			l.n += n
		case <-l.stop:
			return
		}
	}
}

func (l *leaver) add(n int) {
	l.in <- n // want[strict] wait "left its loop"
}

type stayer struct {
	in chan int
	n  int
}

func newStayer() *stayer {
	s := &stayer{in: make(chan int)}
	go s.loop()
	return s
}

func (s *stayer) loop() {
	for n := range s.in {
		s.n += n
	}
}

func (s *stayer) add(n int) { s.in <- n }

// asks wants an answer, and not to work until the end.
func asks(in <-chan int) bool {
	for n := range in { // want[strict] wait
		if n == 0 {
			return true
		}
	}
	return false
}

// inner waits in the course of its work.
func inner(jobs <-chan chan int) (err error) {
	for j := range jobs {
		for n := range j { // want[strict] wait
			println(n)
		}
	}
	return err
}

// handler is somebody else's.
type handler interface{ handle(n int) }

func handleAll(h handler, ns []int) {
	var wg sync.WaitGroup
	for _, n := range ns {
		wg.Add(1)
		go func() {
			defer wg.Done()
			h.handle(n)
		}()
	}
	wg.Wait() // want[strict] wait "callback"
}

// enqueue relies on the worker of its queue, though it has a context.
func enqueue(ctx context.Context, tasks []int, run func(int)) {
	queue := make(chan int)
	defer close(queue)
	go func() {
		for t := range queue {
			run(t)
		}
	}()
	for _, t := range tasks {
		queue <- t // want[strict] wait
	}
}

// exchange has a clock only if it is passed one.
func exchange(req chan<- int, answers <-chan int, late <-chan time.Time) (int, bool) {
	req <- 1 // want[strict] wait
	select { // want[strict] wait "on every path"
	case n := <-answers:
		return n, true
	case <-late:
		return 0, false
	}
}

func exchangeAtLeisure(req chan<- int, answers <-chan int) (int, bool) {
	return exchange(req, answers, nil)
}

func exchangeSoon(req chan<- int, answers <-chan int) (int, bool) {
	return exchange(req, answers, time.After(time.Second))
}
