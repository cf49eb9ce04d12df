package lock

import (
	"os"
	"sync"
)

// hooks are for tests, which are in this package; copies of them are, too.
type hooks struct {
	opened chan struct{} // that nobody else sets
	slow   bool
}

type hooked struct {
	mu     sync.Mutex
	f      *os.File
	opened chan struct{}
	slow   bool
}

func newHooked(f *os.File, h hooks) *hooked {
	return &hooked{f: f, opened: h.opened, slow: h.slow}
}

func (h *hooked) open() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.opened != nil {
		h.opened <- struct{}{}
	}
	if h.slow {
		h.f.Sync()
	}
}

// A hookSetter sets what it asks for.
type hookSetter struct {
	mu     sync.Mutex
	opened chan struct{}
}

func (h *hookSetter) notify(c chan struct{}) { h.opened = c }

func (h *hookSetter) open() {
	h.mu.Lock() // want lock "is held while h\\.opened <-"
	defer h.mu.Unlock()
	if h.opened != nil {
		h.opened <- struct{}{}
	}
}

// A hookLender lets others set what it asks for.
type hookLender struct {
	mu   sync.Mutex
	f    *os.File
	slow bool
}

func (h *hookLender) options() []*bool { return []*bool{&h.slow} }

func (h *hookLender) open() {
	h.mu.Lock() // want lock
	defer h.mu.Unlock()
	if h.slow {
		h.f.Sync() // want disk-sync
	}
}

// A HookOwner has a field that other packages set.
type HookOwner struct {
	mu   sync.Mutex
	f    *os.File
	Slow bool
}

func (h *HookOwner) open() {
	h.mu.Lock() // want lock
	defer h.mu.Unlock()
	if h.Slow {
		h.f.Sync() // want disk-sync
	}
}

// A hookDefault is set in a literal of the package.
type hookDefault struct {
	mu   sync.Mutex
	f    *os.File
	slow bool
}

var slowDefault = hookDefault{slow: true}

func (h *hookDefault) open() {
	h.mu.Lock() // want lock
	defer h.mu.Unlock()
	if h.slow {
		h.f.Sync() // want disk-sync
	}
}

// A hookLess syncs when nobody has asked it not to.
type hookLess struct {
	mu     sync.Mutex
	f      *os.File
	noSync bool
}

func (h *hookLess) open() {
	h.mu.Lock() // want lock
	defer h.mu.Unlock()
	if !h.noSync {
		h.f.Sync() // want disk-sync
	}
}
