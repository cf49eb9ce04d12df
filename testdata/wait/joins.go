package wait

import (
	"context"
	"io"
	"net"
	"os/exec"
	"sync"
	"time"
)

// joined closes its channel when its goroutine is done, which waits for nobody.
type joined struct {
	n    int
	done chan struct{}
}

func newJoined() *joined {
	j := &joined{done: make(chan struct{})}
	go j.run()
	return j
}

func (j *joined) run() {
	defer close(j.done)
	for i := range 1000 {
		j.n += i
	}
}

func (j *joined) wait(ctx context.Context) int {
	<-j.done
	return j.n
}

// deaf does so, too, but its goroutine waits for a peer first.
type deaf struct {
	conn net.Conn
	done chan struct{}
}

func newDeaf(c net.Conn) *deaf {
	d := &deaf{conn: c, done: make(chan struct{})}
	go d.run()
	return d
}

func (d *deaf) run() {
	defer close(d.done)
	d.conn.Read(make([]byte, 1)) // want conn-read
}

func (d *deaf) wait(ctx context.Context) {
	<-d.done // want wait
}

// locked waits for its goroutine with the mutex that the goroutine wants.
type locked struct {
	mu   sync.Mutex
	n    int
	done chan struct{}
}

func newLocked() *locked {
	l := &locked{done: make(chan struct{})}
	go l.run()
	return l
}

func (l *locked) run() {
	defer close(l.done)
	l.mu.Lock()
	l.n++
	l.mu.Unlock()
}

func (l *locked) wait(ctx context.Context) {
	l.mu.Lock() // want lock
	defer l.mu.Unlock()
	<-l.done
}

// order carries the channel of its answer; the goroutine that answers waits for
// orders alone.
type order struct {
	n      int
	answer chan int
}

type counter struct {
	orders chan *order
	n      int
}

func newCounter() *counter {
	c := &counter{orders: make(chan *order)}
	go c.serve()
	return c
}

func (c *counter) serve() {
	for o := range c.orders {
		c.n += o.n
		o.answer <- c.n
	}
}

func (c *counter) add(ctx context.Context, n int) int {
	o := &order{n: n, answer: make(chan int)}
	c.orders <- o
	return <-o.answer
}

// A process that was killed ends, whether or not somebody asked to hear of it.
func kill(ctx context.Context, cmd *exec.Cmd, ended chan error) error {
	cmd.Process.Kill()
	if ended == nil {
		return nil
	}
	return <-ended
}

func interrupt(ctx context.Context, ask func(), ended chan error) error {
	ask()
	if ended == nil {
		return nil
	}
	return <-ended // want wait
}

// What runs once a context has ended cannot wait for it.
func untilEnd(ctx context.Context, ended chan struct{}) func() bool {
	return context.AfterFunc(ctx, func() { <-ended })
}

func untilStart(ctx context.Context, started chan struct{}) {
	func() { <-started }() // want wait
}

// Collect is called by those who receive until it returns, as Prometheus does.
func (c *counter) Collect(out chan<- int) {
	out <- c.n
}

func (c *counter) publish(ctx context.Context, out chan<- int) {
	out <- c.n // want wait
}

// patient looks at the time between two values, which takes none.
type patient struct {
	values chan int
	n      int
}

func newPatient() *patient {
	p := &patient{values: make(chan int)}
	go p.loop()
	return p
}

func (p *patient) loop() {
	t := time.NewTicker(time.Second)
	defer t.Stop()
	for {
		select {
		case n := <-p.values:
			p.n += n
		case <-t.C:
			p.n = 0
		}
	}
}

func (p *patient) add(ctx context.Context, n int) { p.values <- n }

// busy may be writing to a peer that does not read.
type busy struct {
	values chan int
	peer   io.Writer
	stop   chan struct{}
}

func newBusy(c net.Conn) *busy {
	b := &busy{values: make(chan int), peer: c, stop: make(chan struct{})}
	go b.loop()
	return b
}

func (b *busy) loop() {
	for {
		select {
		case <-b.values:
		case <-b.stop:
			return
		}
	}
}

func (b *busy) close() { close(b.stop) }

func (b *busy) add(ctx context.Context, n int) { b.values <- n } // want wait

// hub keeps the channels of those who asked for one answer, and of those who want
// to hear of everything: these may not listen any more.
type hub struct {
	mu        sync.Mutex
	askers    map[int]asker
	listeners map[int]listener
}

type asker struct{ answer chan int }

type listener struct{ news chan int }

func (h *hub) ask(id int) chan int {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.askers[id] = asker{make(chan int, 1)}
	return h.askers[id].answer
}

func (h *hub) listen(id int) chan int {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.listeners[id] = listener{make(chan int, 100)}
	return h.listeners[id].news
}

func (h *hub) answer(id, v int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.askers[id].answer <- v
}

func (h *hub) tell(v int) {
	h.mu.Lock() // want lock
	defer h.mu.Unlock()
	for id := range h.listeners {
		h.listeners[id].news <- v
	}
}

// gather starts the goroutine that receives from its channel until the end.
func gather(ctx context.Context, names []string) {
	found := make(chan string)
	defer close(found)
	go count(found)
	for _, n := range names {
		found <- n
	}
}

func count(names <-chan string) (n int) {
	for range names {
		n++
	}
	return n
}

// gatherSome may be left by it.
func gatherSome(ctx context.Context, names []string) {
	found := make(chan string)
	defer close(found)
	go countSome(found)
	for _, n := range names {
		found <- n // want wait
	}
}

func countSome(names <-chan string) string { return <-names }
