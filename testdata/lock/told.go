package lock

import "sync"

// A stream tells whoever made it how it ended, once: they pass a channel with room, or none.
type stream struct {
	mu    sync.Mutex
	once  sync.Once
	ended chan error
	open  bool
}

func newStream(ended chan error) *stream { return &stream{ended: ended, open: true} }

func quiet() *stream { return newStream(nil) }

func told() (*stream, <-chan error) {
	ended := make(chan error, 1)
	return newStream(ended), ended
}

func (s *stream) end(err error) {
	s.once.Do(func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.open = false
		if s.ended != nil {
			s.ended <- err
			close(s.ended)
		}
	})
}

func (s *stream) isOpen() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.open
}

// A pipe is told of over a channel that somebody makes without room.
type pipe struct {
	mu    sync.Mutex
	ended chan error
	open  bool
}

func newPipe(ended chan error) *pipe { return &pipe{ended: ended, open: true} }

func toldOfPipe() (*pipe, <-chan error) {
	ended := make(chan error)
	return newPipe(ended), ended
}

func (p *pipe) end(err error) {
	p.mu.Lock() // want lock "p\\.ended <-"
	defer p.mu.Unlock()
	p.open = false
	p.ended <- err
	close(p.ended)
}

func (p *pipe) isOpen() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.open
}
