package wait

import "context"

// A Stream gives what a search finds to whoever asks for the next one, who may stop to.
type Stream struct {
	found chan string
}

func (s *Stream) Next() string { return <-s.found }

// Search leaves its goroutine behind when nobody asks any more.
func Search(ctx context.Context, names []string) *Stream {
	s := &Stream{found: make(chan string)}
	go func() {
		for _, n := range names {
			s.found <- n // want wait "ctx is in scope"
		}
	}()
	return s
}

// A Lent is one thing, which there is room for whenever it comes back.
type Lent struct {
	thing chan string
}

// NewLent has the thing.
func NewLent(name string) *Lent {
	l := &Lent{thing: make(chan string, 1)}
	l.thing <- name
	return l
}

// Get takes the thing.
func (l *Lent) Get() string { return <-l.thing }

// Put brings it back.
func (l *Lent) Put(ctx context.Context, name string) { l.thing <- name }

// A Tally is told by a goroutine that is always there.
type Tally struct {
	found chan string
	n     int
}

// NewTally starts it.
func NewTally() *Tally {
	t := &Tally{found: make(chan string)}
	go t.count()
	return t
}

func (t *Tally) count() {
	for range t.found {
		t.n++
	}
}

// Add tells it.
func (t *Tally) Add(ctx context.Context, name string) { t.found <- name }
