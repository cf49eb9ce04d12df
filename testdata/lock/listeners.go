package lock

import "sync"

type outcome struct{ err error }

// listeners gives each of those who wait a channel with room, and closes it after the
// only value that it sends.
type listeners struct {
	mu   sync.Mutex
	list []chan<- outcome
}

func (l *listeners) add() <-chan outcome {
	ch := make(chan outcome, 8)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.list = append(l.list, ch)
	return ch
}

func (l *listeners) tell(o outcome) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, ch := range l.list {
		ch <- o
		close(ch)
	}
	l.list = nil
}

type event struct{ n int }

// subscribers has channels without room.
type subscribers struct {
	mu   sync.Mutex
	list []chan event
}

func (s *subscribers) add() <-chan event {
	ch := make(chan event)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.list = append(s.list, ch)
	return ch
}

func (s *subscribers) last(e event) {
	s.mu.Lock() // want lock "ch <-"
	defer s.mu.Unlock()
	for _, ch := range s.list {
		ch <- e
		close(ch)
	}
}

// feed sends more than once, so that there is not always room.
func (l *listeners) feed(o outcome) {
	l.mu.Lock() // want lock "ch <-"
	defer l.mu.Unlock()
	for _, ch := range l.list {
		ch <- o
	}
}

// jobs answers the requests that it keeps; each has room for its answer.
type jobs struct {
	mu      sync.Mutex
	waiting []*job
	idle    chan error
}

type job struct{ done chan error }

func newJobs() *jobs { return &jobs{idle: make(chan error, 1)} }

func (j *jobs) add() *job {
	n := &job{done: make(chan error, 1)}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.waiting = append(j.waiting, n)
	return n
}

func (j *jobs) skip() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.waiting[0].done <- nil
	j.waiting = j.waiting[1:]
}

// announce uses a channel of its own, which nobody may have emptied.
func (j *jobs) announce() {
	j.mu.Lock() // want lock "j.idle <-"
	defer j.mu.Unlock()
	j.idle <- nil
}

// ring moves what has no room elsewhere; it asks the channel first.
type ring struct {
	mu   sync.Mutex
	ch   chan event
	rest []event
}

func newRing() *ring { return &ring{ch: make(chan event, 16)} }

func (r *ring) put(e event) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.ch) == cap(r.ch) {
		r.rest = append(r.rest, e)
		return
	}
	r.ch <- e
}

func (r *ring) drain() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for len(r.ch) > 0 {
		r.rest = append(r.rest, <-r.ch)
	}
}

// first looks at the list, not at the channel.
func (r *ring) first() event {
	r.mu.Lock() // want lock "<-r.ch"
	defer r.mu.Unlock()
	if len(r.rest) > 0 {
		return r.rest[0]
	}
	return <-r.ch
}
