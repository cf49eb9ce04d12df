package app

import (
	"sync"

	"example.com/testdata/crosspkg/lib"
)

// A recorder has a journal through its interface: there is one kind of it.
type recorder struct {
	mu      sync.Mutex
	journal lib.Journal
	last    []byte
}

func newRecorder(j lib.Journal) *recorder { return &recorder{journal: j} }

func (r *recorder) record(b []byte) error {
	r.mu.Lock() // want lock "r.mu is held while"
	defer r.mu.Unlock()
	r.last = b
	return r.journal.Record(b)
}

func (r *recorder) recent() []byte {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.last
}

// A meter may have either kind of gauge.
type meter struct {
	mu    sync.Mutex
	gauge lib.Gauge
	last  int
}

func newMeter(g lib.Gauge) *meter { return &meter{gauge: g} }

func (m *meter) measure() (err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.last, err = m.gauge.Value()
	return err
}

func (m *meter) recent() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.last
}
