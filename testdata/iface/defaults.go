package iface

import (
	"os"
	"sync"
)

// journal has a default that does nothing, and one that writes, which a function returns
// as the interface.
type journal interface{ note(rec []byte) error }

type noJournal struct{}

func (*noJournal) note([]byte) error { return nil }

type fileJournal struct{ f *os.File }

func (j *fileJournal) note(rec []byte) error {
	_, err := j.f.Write(rec) // want disk-write
	return err
}

func openJournal(path string) (journal, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	return &fileJournal{f: f}, nil
}

type accounts struct {
	mu  sync.Mutex
	log journal
	n   int
}

func newAccounts(path string) (*accounts, error) {
	a := &accounts{log: &noJournal{}}
	if path != "" {
		log, err := openJournal(path)
		if err != nil {
			return nil, err
		}
		a.log = log
	}
	return a, nil
}

func (a *accounts) add(rec []byte) error {
	a.mu.Lock() // want lock
	defer a.mu.Unlock()
	a.n++
	return a.log.note(rec)
}

func (a *accounts) count() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.n
}

// quiet only ever has the one that does nothing.
type quiet struct {
	mu  sync.Mutex
	log journal
	n   int
}

func newQuiet() *quiet { return &quiet{log: &noJournal{}} }

func (q *quiet) add(rec []byte) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.n++
	return q.log.note(rec)
}

func (q *quiet) count() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.n
}

// empty is the same by value.
type empty struct{}

func (empty) note([]byte) error { return nil }

// quieter only ever has that.
type quieter struct {
	mu  sync.Mutex
	log journal
	n   int
}

func newQuieter() *quieter { return &quieter{log: empty{}} }

func (q *quieter) add(rec []byte) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.n++
	return q.log.note(rec)
}

func (q *quieter) count() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.n
}
