package lock

import (
	"errors"
	"net/http"
	"os"
	"sync"
	"time"
)

// starts has somebody else wait.
type starts struct {
	mu sync.Mutex
	f  *os.File
}

func (s *starts) sync() {
	s.mu.Lock()
	defer s.mu.Unlock()
	go s.f.Sync() // want disk-sync
}

func (s *starts) syncLogged(log func(error)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	go func() {
		log(s.f.Sync()) // want disk-sync
	}()
}

// startsLater has a timer run it.
type startsLater struct {
	mu sync.Mutex
	f  *os.File
}

func (s *startsLater) sync() {
	s.mu.Lock()
	defer s.mu.Unlock()
	time.AfterFunc(time.Second, func() {
		s.f.Sync() // want disk-sync
	})
}

// lockedInside takes the mutex in the goroutine that waits.
type lockedInside struct {
	mu sync.Mutex
	f  *os.File
}

func (l *lockedInside) sync() {
	go func() {
		l.mu.Lock() // want lock
		defer l.mu.Unlock()
		l.f.Sync() // want disk-sync
	}()
}

// handlers registers a function under the mutex; the server calls it without.
type handlers struct {
	mu  sync.Mutex
	mux *http.ServeMux
	f   *os.File
}

func (h *handlers) register() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.mux.HandleFunc("/sync", func(w http.ResponseWriter, r *http.Request) {
		h.f.Sync() // want disk-sync
	})
}

// raced gives up after a minute, and gives the mutex back.
type raced struct {
	mu sync.Mutex
	f  *os.File
}

func (r *raced) sync() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	done := make(chan error, 1)
	go func() { done <- r.f.Sync() }()
	select {
	case err := <-done:
		return err
	case <-time.After(time.Minute):
		return os.ErrDeadlineExceeded
	}
}

// notRaced waits for the goroutine, and makes everybody else wait, too: that is
// the finding of the lock, and no other.
type notRaced struct {
	mu sync.Mutex
	f  *os.File
}

func (n *notRaced) sync() error {
	n.mu.Lock() // want lock
	defer n.mu.Unlock()
	done := make(chan error, 1)
	go func() {
		done <- n.f.Sync() // want disk-sync
	}()
	return <-done
}

// A grove is checked in a goroutine, which sends to whoever waits for it.
type grove struct {
	mu    sync.Mutex
	nodes []int
}

func (t *grove) check(errs chan error) {
	for _, n := range t.nodes {
		if n < 0 {
			errs <- errNegative
		}
	}
}

func (t *grove) checked() {
	t.mu.Lock()
	defer t.mu.Unlock()
	errs := make(chan error)
	go func() {
		defer close(errs)
		t.check(errs)
	}()
	for err := range errs {
		panic(err)
	}
}

// A copied grove sends to somebody else, as well.
type copied struct {
	mu    sync.Mutex
	nodes []int
	out   chan int
}

func (c *copied) copy(errs chan error) {
	for _, n := range c.nodes {
		if n < 0 {
			errs <- errNegative
		}
		c.out <- n
	}
}

func (c *copied) copied() {
	c.mu.Lock() // want lock
	defer c.mu.Unlock()
	errs := make(chan error)
	go func() {
		defer close(errs)
		c.copy(errs)
	}()
	for err := range errs {
		panic(err)
	}
}

var errNegative = errors.New("negative")
