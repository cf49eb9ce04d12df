package wait

import "sync"

// An answer is what a peer says to one request; a channel for it has room for one
// wherever one is made.
type answer struct{ text string }

type inquirer struct {
	mu      sync.Mutex
	waiting map[int]chan<- answer
}

func (a *inquirer) ask(id int, ch chan answer) answer {
	if cap(ch) < 1 {
		ch = make(chan answer, 1)
	}
	a.enter(id, ch)
	return <-ch
}

// enter sends to a channel that has room, whoever made it.
func (a *inquirer) enter(id int, ch chan<- answer) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if id < 0 {
		ch <- answer{"refused"}
		return
	}
	a.waiting[id] = ch
}

// broadcast sends to all that wait.
func (a *inquirer) broadcast() {
	a.mu.Lock()
	defer a.mu.Unlock()
	for id, ch := range a.waiting {
		ch <- answer{"gone"}
		a.waiting[id] = make(chan<- answer, 1)
	}
}

func (a *inquirer) askReused() answer {
	ch := make(chan answer, 1)
	return a.ask(1, ch)
}

// A notice has channels with more room and without, so that nothing is known of one
// that comes from elsewhere.
type notice struct{ text string }

type board struct {
	mu       sync.Mutex
	watchers map[int]chan<- notice
}

func (b *board) watch(id int) chan notice {
	ch := make(chan notice)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.watchers[id] = ch
	return ch
}

func (b *board) watchOne(id int) chan notice {
	ch := make(chan notice, 1)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.watchers[id] = ch
	return ch
}

func (b *board) post(n notice) {
	b.mu.Lock() // want lock
	defer b.mu.Unlock()
	for _, ch := range b.watchers {
		ch <- n
	}
}

// A pulse has one channel, with room for one, that its owner keeps: it fills up.
type pulse struct{ at int }

type heart struct {
	mu     sync.Mutex
	pulses chan pulse
}

func newHeart() *heart { return &heart{pulses: make(chan pulse, 1)} }

func (h *heart) beat(at int) {
	h.mu.Lock() // want lock
	defer h.mu.Unlock()
	h.pulses <- pulse{at}
}

// A post office keeps channels for one answer in a map of anything.
type postOffice struct {
	mu   sync.Mutex
	open map[string]any
}

type parcel struct{ text string }

func (p *postOffice) wait(id string) []parcel {
	ch := make(chan []parcel, 1)
	p.mu.Lock()
	p.open[id] = ch
	p.mu.Unlock()
	return <-ch
}

func (p *postOffice) deliver(id string, parcels []parcel) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if ch, ok := p.open[id]; ok {
		delete(p.open, id)
		ch.(chan []parcel) <- parcels
	}
}

// crate is what channels without room carry, too.
type crate struct{ text string }

func (p *postOffice) waitFor(id string) []crate {
	ch := make(chan []crate)
	p.mu.Lock()
	p.open[id] = ch
	p.mu.Unlock()
	return <-ch
}

func (p *postOffice) hand(id string, crates []crate) {
	p.mu.Lock() // want lock
	defer p.mu.Unlock()
	if ch, ok := p.open[id]; ok {
		delete(p.open, id)
		ch.(chan []crate) <- crates
	}
}
