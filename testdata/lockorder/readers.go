package lockorder

import "sync"

// endpoint is read while it is read: a Lock in between waits for the first reader, and
// the second reader for the Lock.
type endpoint struct {
	mu      sync.RWMutex
	clients []string
}

func (e *endpoint) set(clients []string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.clients = clients
}

func (e *endpoint) has() bool {
	e.mu.RLock()
	defer e.mu.RUnlock()
	return e.clients != nil
}

func (e *endpoint) hasStore() bool {
	e.mu.RLock()
	defer e.mu.RUnlock()
	return e.has() && e.clients[0] != "" // want lock "waits for e.mu.Lock .*which waits for this goroutine"
}

func (e *endpoint) hasBoth(o *endpoint) bool {
	e.mu.RLock()
	defer e.mu.RUnlock()
	return o.has()
}

func (e *endpoint) hasAfter() bool {
	e.mu.RLock()
	clients := e.clients
	e.mu.RUnlock()
	return e.has() && clients[0] != ""
}

// frozen is never written again, so that nobody waits between two readers.
type frozen struct {
	mu      sync.RWMutex
	clients []string
}

func (f *frozen) has() bool {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.clients != nil
}

func (f *frozen) hasStore() bool {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.has() && f.clients[0] != ""
}
