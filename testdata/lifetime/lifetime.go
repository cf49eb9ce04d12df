// Lifetime has services that are opened and closed: what only that waits for.
package lifetime

import (
	"os"
	"sync"
)

// A Store is a service: a goroutine of its own writes what others give it.
type Store struct {
	mu      sync.Mutex
	parts   map[string]*Part
	log     *os.File
	entries chan []byte
	done    chan struct{}
}

// Open waits for the disk when nobody else has the store.
func Open(dir string) (*Store, error) {
	f, err := repair(dir)
	if err != nil {
		return nil, err
	}
	if err := mark(dir); err != nil {
		return nil, err
	}
	s := &Store{parts: map[string]*Part{}, log: f, entries: make(chan []byte), done: make(chan struct{})}
	go s.run()
	return s, nil
}

// repair is only for Open.
func repair(dir string) (*os.File, error) {
	f, err := os.OpenFile(dir+"/log", os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := f.Truncate(0); err != nil { // want[strict] disk-write "whoever opens it"
		return nil, err
	}
	return f, f.Sync() // want[strict] disk-sync
}

// mark is for whoever uses the store, too.
func mark(dir string) error {
	return os.WriteFile(dir+"/mark", nil, 0o600) // want disk-write
}

// Use marks the store.
func (s *Store) Use(dir string) error { return mark(dir) }

func (s *Store) run() {
	defer close(s.done)
	for e := range s.entries {
		if _, err := s.log.Write(e); err != nil { // want disk-write
			return
		}
	}
}

// Copy opens another store, for somebody else.
func (s *Store) Copy(dir string) error {
	c, err := Open(dir)
	if err != nil {
		return err
	}
	return c.Close()
}

// Close keeps the lock: nobody needs the store any more.
func (s *Store) Close() error {
	close(s.entries)
	<-s.done // want[strict] wait
	return s.shut()
}

func (s *Store) shut() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.Truncate(0) // want disk-write
}

// Reset keeps the others waiting.
func (s *Store) Reset() error {
	s.mu.Lock() // want lock "is held while s\\.log\\.Truncate"
	defer s.mu.Unlock()
	return s.log.Truncate(0) // want disk-write
}

var all sync.Mutex

// A Log has a goroutine, too; all logs share a lock.
type Log struct {
	f    *os.File
	quit chan struct{}
}

// OpenLog opens a log.
func OpenLog(name string) (*Log, error) {
	f, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	l := &Log{f: f, quit: make(chan struct{})}
	go func() { <-l.quit }() // want[strict] wait
	return l, nil
}

// Close keeps those waiting who close others.
func (l *Log) Close() error {
	all.Lock() // want lock "is held while"
	defer all.Unlock()
	close(l.quit)
	return l.f.Truncate(0) // want disk-write
}

// A Part is opened while the store is used.
type Part struct {
	f    *os.File
	quit chan struct{}
}

// NewPart makes a part.
func NewPart(name string) (*Part, error) {
	f, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	if err := f.Truncate(1 << 20); err != nil { // want disk-write
		return nil, err
	}
	p := &Part{f: f, quit: make(chan struct{})}
	go p.wait()
	return p, nil
}

func (p *Part) wait() { <-p.quit } // want[strict] wait

// Part makes the part of a name when it is asked for.
func (s *Store) Part(name string) (*Part, error) {
	s.mu.Lock() // want lock "is held while"
	defer s.mu.Unlock()
	if p := s.parts[name]; p != nil {
		return p, nil
	}
	p, err := NewPart(name)
	if err == nil {
		s.parts[name] = p
	}
	return p, err
}

// A File is no service: anybody may open one at any time.
type File struct{ f *os.File }

// OpenFile makes a file.
func OpenFile(name string) (*File, error) {
	f, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	return &File{f}, f.Truncate(1 << 20) // want disk-write
}
