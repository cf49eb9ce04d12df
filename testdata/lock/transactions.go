package lock

import (
	"errors"
	"sync"
)

// book is locked as long as a transaction of its is open.
type book struct {
	mu     sync.RWMutex
	closed bool
}

type transaction struct {
	book     *book
	writable bool
	managed  bool
}

func (t *transaction) lock() {
	if t.writable {
		t.book.mu.Lock()
	} else {
		t.book.mu.RLock()
	}
}

func (t *transaction) unlock() {
	if t.writable {
		t.book.mu.Unlock()
	} else {
		t.book.mu.RUnlock()
	}
}

func (l *book) begin(writable bool) (*transaction, error) {
	t := &transaction{book: l, writable: writable}
	t.lock()
	if l.closed {
		t.unlock()
		return nil, errors.New("closed")
	}
	return t, nil
}

func (t *transaction) commit() error {
	if t.managed {
		panic("managed")
	}
	if t.book == nil {
		return errors.New("committed")
	}
	t.unlock()
	t.book = nil
	return nil
}

// update commits in any case.
func (l *book) update(fn func(*transaction) error) (err error) {
	var t *transaction
	t, err = l.begin(true)
	if err != nil {
		return
	}
	defer func() { err = t.commit() }()
	t.managed = true
	defer func() { t.managed = false }()
	err = fn(t)
	return
}

func (l *book) close() {
	if err := l.update(func(*transaction) error { return nil }); err != nil {
		return
	}
	l.mu.Lock()
	l.closed = true
	l.mu.Unlock()
}

// forgetful leaves its transaction open.
func (l *book) forgetful() {
	if _, err := l.begin(true); err != nil {
		return
	}
	l.mu.Lock() // want lock
	l.closed = true
	l.mu.Unlock()
}
