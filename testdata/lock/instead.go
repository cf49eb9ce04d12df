package lock

import (
	"context"
	"errors"
	"os"
	"sync"
	"time"
)

var errBusy = errors.New("busy")

// try takes its mutex with a clock: whoever waits for it gives up in time.
type try struct {
	mu sync.Mutex
	f  *os.File
}

func (t *try) lock(d time.Duration) bool {
	by := time.Now().Add(d)
	for !t.mu.TryLock() {
		if time.Now().After(by) {
			return false
		}
		time.Sleep(time.Millisecond)
	}
	return true
}

func (t *try) sync() error {
	if !t.lock(time.Second) {
		return errBusy
	}
	defer t.mu.Unlock()
	return t.f.Sync() // want disk-sync
}

// tryInline does so without a helper.
type tryInline struct {
	mu sync.Mutex
	f  *os.File
}

func (t *tryInline) sync(ctx context.Context) error {
	for !t.mu.TryLock() {
		select {
		case <-time.After(time.Millisecond):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	defer t.mu.Unlock()
	return t.f.Sync() // want disk-sync
}

// tryOnce does not wait at all.
type tryOnce struct {
	mu sync.Mutex
	f  *os.File
}

func (t *tryOnce) sync() error {
	if !t.mu.TryLock() {
		return errBusy
	}
	defer t.mu.Unlock()
	return t.f.Sync() // want disk-sync
}

// channel is a lock that can be waited for together with a context.
type channel struct {
	sem chan struct{}
	f   *os.File
}

func newChannel(f *os.File) *channel {
	return &channel{sem: make(chan struct{}, 1), f: f}
}

func (c *channel) sync(ctx context.Context) error {
	select {
	case c.sem <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-c.sem }()
	return c.f.Sync() // want disk-sync
}

// bareChannel is such a lock, taken without the context that is at hand.
type bareChannel struct {
	sem chan struct{}
	f   *os.File
}

func (c *bareChannel) sync(ctx context.Context) error {
	c.sem <- struct{}{} // want wait
	defer func() { <-c.sem }()
	if err := ctx.Err(); err != nil {
		return err
	}
	return c.f.Sync() // want disk-sync
}

// owner has one goroutine that has the file to itself, and no lock.
type owner struct {
	f    *os.File
	recs chan []byte
}

func (o *owner) run() error {
	for rec := range o.recs {
		if _, err := o.f.Write(rec); err != nil { // want disk-write
			return err
		}
	}
	return nil
}

// swapped takes what is to be written out of the section.
type swapped struct {
	mu  sync.Mutex
	buf []byte
	f   *os.File
}

func (s *swapped) add(rec []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.buf = append(s.buf, rec...)
}

func (s *swapped) flush() error {
	s.mu.Lock()
	buf := s.buf
	s.buf = nil
	s.mu.Unlock()
	_, err := s.f.Write(buf) // want disk-write
	return err
}

// slots is a pool with a token for each place: giving one back never waits.
type slots struct {
	mu   sync.Mutex
	free chan struct{}
	max  int
}

func (s *slots) fill() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.free = make(chan struct{}, s.max)
	for range s.max {
		s.free <- struct{}{}
	}
}

func (s *slots) put() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.free <- struct{}{}
}

// backlog has room for some only, whatever their number.
type backlog struct {
	mu sync.Mutex
	ch chan int
}

func newBacklog(n int) *backlog { return &backlog{ch: make(chan int, n)} }

func (q *backlog) put(v int) {
	q.mu.Lock() // want lock
	defer q.mu.Unlock()
	q.ch <- v
}
