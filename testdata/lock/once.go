package lock

import (
	"sync"
	"sync/atomic"
)

// A onceStopper tells its loop once that it is to stop, for which there is room.
type onceStopper struct {
	mu      sync.Mutex
	stopped bool
	quit    chan struct{}
	work    chan int
	n       int
}

func newOnceStopper() *onceStopper {
	s := &onceStopper{quit: make(chan struct{}, 1), work: make(chan int)}
	go s.loop()
	return s
}

func (s *onceStopper) loop() {
	for {
		select {
		case n := <-s.work:
			s.mu.Lock()
			s.n += n
			s.mu.Unlock()
		case <-s.quit:
			return
		}
	}
}

func (s *onceStopper) Stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopped {
		return
	}
	s.stopped = true
	if s.n > 0 {
		s.n = 0
	}
	s.quit <- struct{}{}
}

// A onceRestarter does so as often as it is told to.
type onceRestarter struct {
	mu      sync.Mutex
	stopped bool
	quit    chan struct{}
	n       int
}

func newOnceRestarter() *onceRestarter { return &onceRestarter{quit: make(chan struct{}, 1)} }

func (r *onceRestarter) Start() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.stopped = false
	go r.loop()
}

func (r *onceRestarter) loop() {
	r.mu.Lock()
	r.n++
	r.mu.Unlock()
	<-r.quit
}

func (r *onceRestarter) Stop() {
	r.mu.Lock() // want lock "r\\.mu is held while r\\.quit <-"
	defer r.mu.Unlock()
	if r.stopped {
		return
	}
	r.stopped = true
	r.quit <- struct{}{}
}

// A onceFinisher uses what package sync has for it.
type onceFinisher struct {
	mu    sync.Mutex
	once  sync.Once
	state atomic.Int32
	done  chan error
	left  chan error
	n     int
}

func newOnceFinisher() *onceFinisher {
	return &onceFinisher{done: make(chan error, 1), left: make(chan error, 1)}
}

func (f *onceFinisher) Finish(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.once.Do(func() { f.done <- err })
}

func (f *onceFinisher) Leave(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.state.CompareAndSwap(0, 1) {
		f.left <- err
	}
}

func (f *onceFinisher) Wait() error {
	f.mu.Lock()
	f.n++
	f.mu.Unlock()
	select {
	case err := <-f.done:
		return err
	case err := <-f.left:
		return err
	}
}
