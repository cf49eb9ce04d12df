package replies

import (
	"context"
	"sync"
)

// A switchboard passes answers to those who asked, who may have given up.
type switchboard struct {
	mu      sync.Mutex
	waiting map[string]chan []byte
}

func (s *switchboard) ask(ctx context.Context, id string, send func(string) error) ([]byte, error) {
	ch := make(chan []byte)
	s.register(id, ch)
	if err := send(id); err != nil {
		return nil, err
	}
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case b := <-ch:
		return b, nil
	}
}

func (s *switchboard) register(id string, ch chan []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waiting[id] = ch
}

func (s *switchboard) lookup(id string) chan []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.waiting[id]
	delete(s.waiting, id)
	return ch
}

func (s *switchboard) answer(id string, b []byte) {
	ch := s.lookup(id)
	if ch == nil {
		return
	}
	ch <- b // want wait "its receiver may have left"
}

// Who is loyal waits for the answer alone.
type loyal struct {
	mu      sync.Mutex
	waiting map[string]chan []byte
}

func (p *loyal) ask(id string, send func(string) error) ([]byte, error) {
	ch := make(chan []byte)
	p.mu.Lock()
	p.waiting[id] = ch
	p.mu.Unlock()
	if err := send(id); err != nil {
		return nil, err
	}
	return <-ch, nil
}

func (p *loyal) answer(id string, b []byte) {
	p.mu.Lock()
	ch := p.waiting[id]
	p.mu.Unlock()
	ch <- b
}

// There is room for the answer, wanted or not.
type roomy struct {
	mu      sync.Mutex
	waiting map[string]chan []byte
}

func (r *roomy) ask(ctx context.Context, id string) ([]byte, error) {
	ch := make(chan []byte, 1)
	r.mu.Lock()
	r.waiting[id] = ch
	r.mu.Unlock()
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case b := <-ch:
		return b, nil
	}
}

func (r *roomy) answer(id string, b []byte) {
	r.mu.Lock()
	ch := r.waiting[id]
	r.mu.Unlock()
	ch <- b
}

// register returns the channel that it makes to who waits for it.
type helped struct {
	mu      sync.Mutex
	waiting map[string]chan []byte
}

func (h *helped) register(id string) chan []byte {
	ch := make(chan []byte)
	h.mu.Lock()
	h.waiting[id] = ch
	h.mu.Unlock()
	return ch
}

func (h *helped) ask(ctx context.Context, id string) ([]byte, error) {
	ch := h.register(id)
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case b := <-ch:
		return b, nil
	}
}

func (h *helped) answer(id string, b []byte) {
	h.mu.Lock()
	ch := h.waiting[id]
	h.mu.Unlock()
	ch <- b // want wait "its receiver may have left"
}

// helpedLoyal is the same, and its asker stays.
type helpedLoyal struct {
	mu      sync.Mutex
	waiting map[string]chan []byte
}

func (h *helpedLoyal) register(id string) chan []byte {
	ch := make(chan []byte)
	h.mu.Lock()
	h.waiting[id] = ch
	h.mu.Unlock()
	return ch
}

func (h *helpedLoyal) ask(id string) []byte {
	ch := h.register(id)
	return <-ch
}

func (h *helpedLoyal) answer(id string, b []byte) {
	h.mu.Lock()
	ch := h.waiting[id]
	h.mu.Unlock()
	ch <- b
}
