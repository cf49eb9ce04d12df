package lock

import "sync"

// session has one encoder at a time, that holds its lock until its end.
type session struct {
	mu sync.Mutex
	n  int
}

type encoder struct {
	of *session
}

// begin locks for the encoder.
func (s *session) begin() *encoder {
	s.mu.Lock()
	return &encoder{of: s}
}

func (e *encoder) end() { e.of.mu.Unlock() }

// A command keeps its encoder.
type command struct {
	enc *encoder
	err error
}

func (s *session) start() (*command, error) {
	return &command{enc: s.begin()}, nil
}

func (c *command) finish() error {
	c.enc.end()
	c.enc = nil
	return c.err
}

// each finishes one before the next.
func (s *session) each(names []string) error {
	for range names {
		c, err := s.start()
		if err != nil {
			return err
		}
		if err := c.finish(); err != nil {
			return err
		}
	}
	return nil
}

// renew has the command from its caller at first.
func (s *session) renew(c *command, again chan bool) (err error) {
	for range again {
		if err := c.finish(); err != nil {
			return err
		}
		if c, err = s.start(); err != nil {
			return err
		}
	}
	return c.finish()
}

// pile does not finish any.
func (s *session) pile(names []string) {
	for range names {
		s.start() // want lock "waits for itself"
	}
}

// renewed is made of what the variable held before.
type renewed struct {
	of *session
	n  int
}

func renewedFrom(r *renewed) *renewed { return &renewed{of: r.of, n: r.n + 1} }

func (s *session) again(names []string) (func(), int) {
	r := renewedFrom(&renewed{of: s})
	for range names {
		r = renewedFrom(r)
	}
	r.of.mu.Lock()
	defer r.of.mu.Unlock()
	return func() { r = renewedFrom(r) }, r.n
}
