package lock

import (
	"os"
	"sync"
)

// table has many readers: they hold up the writers, who hold up the readers.
type table struct {
	mu sync.RWMutex
	f  *os.File
	n  int
}

func (t *table) sync() error {
	t.mu.RLock() // want lock
	defer t.mu.RUnlock()
	return t.f.Sync() // want disk-sync
}

func (t *table) len() int {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.n
}

func (t *table) add() {
	t.mu.Lock()
	t.n++
	t.mu.Unlock()
}

// upgraded writes under the write lock and waits after both.
type upgraded struct {
	mu sync.RWMutex
	f  *os.File
	n  int
}

func (u *upgraded) sync() error {
	u.mu.RLock()
	n := u.n
	u.mu.RUnlock()
	if n > 0 {
		u.mu.Lock()
		u.n = 0
		u.mu.Unlock()
	}
	return u.f.Sync() // want disk-sync
}

// embedded promotes Lock and Unlock.
type embedded struct {
	sync.Mutex
	f *os.File
}

func (e *embedded) sync() error {
	e.Lock() // want lock
	defer e.Unlock()
	return e.f.Sync() // want disk-sync
}

// embeddedPointer shares its mutex with somebody else.
type embeddedPointer struct {
	*sync.RWMutex
	f *os.File
}

func (e embeddedPointer) sync() error {
	e.Lock() // want lock
	defer e.Unlock()
	return e.f.Sync() // want disk-sync
}

// deeper embeds what embeds a mutex.
type deeper struct {
	guarded
	f *os.File
}

type guarded struct{ sync.Mutex }

func (d *deeper) sync() error {
	d.Lock() // want lock
	defer d.Unlock()
	return d.f.Sync() // want disk-sync
}

// locker knows only that it can lock.
type locker struct {
	l sync.Locker
	f *os.File
}

func (l *locker) sync() error {
	l.l.Lock() // want lock
	defer l.l.Unlock()
	return l.f.Sync() // want disk-sync
}

// rlocker is the reader's side of its own mutex.
type rlocker struct {
	mu sync.RWMutex
	f  *os.File
}

func (r *rlocker) sync() error {
	l := r.mu.RLocker()
	l.Lock() // want lock
	defer l.Unlock()
	return r.f.Sync() // want disk-sync
}

func underLocker(l sync.Locker, f *os.File) error {
	l.Lock() // want lock
	defer l.Unlock()
	return f.Sync() // want disk-sync
}

var (
	registryMu   sync.Mutex
	registryFile *os.File
	registered   = map[string]bool{}
)

func register(name string) error {
	registryMu.Lock() // want lock "registryMu is held"
	defer registryMu.Unlock()
	registered[name] = true
	_, err := registryFile.WriteString(name) // want disk-write
	return err
}

func isRegistered(name string) bool {
	registryMu.Lock()
	defer registryMu.Unlock()
	return registered[name]
}

// settings is a variable with its mutex inside.
var settings struct {
	sync.Mutex
	f *os.File
}

func saveSettings(s string) error {
	settings.Lock() // want lock
	defer settings.Unlock()
	_, err := settings.f.WriteString(s) // want disk-write
	return err
}

// local is shared with the goroutines that the function starts.
func local(files []*os.File) {
	var mu sync.Mutex
	var wg sync.WaitGroup
	for _, f := range files {
		wg.Go(func() {
			mu.Lock() // want lock
			defer mu.Unlock()
			f.Sync() // want disk-sync
		})
	}
	wg.Wait() // told at what it waits for
}

// localShort protects a sum.
func localShort(parts []int, f func(int) int) (sum int) {
	var mu sync.Mutex
	var wg sync.WaitGroup
	for _, p := range parts {
		wg.Go(func() {
			v := f(p)
			mu.Lock()
			defer mu.Unlock()
			sum += v
		})
	}
	wg.Wait()
	return sum
}

func byParameter(mu *sync.Mutex, f *os.File) error {
	mu.Lock() // want lock
	defer mu.Unlock()
	return f.Sync() // want disk-sync
}

// shards has a mutex for each part.
type shards struct {
	parts [16]struct {
		mu sync.Mutex
		f  *os.File
	}
}

func (s *shards) sync(i int) error {
	p := &s.parts[i]
	p.mu.Lock() // want lock
	defer p.mu.Unlock()
	return p.f.Sync() // want disk-sync
}

// files finds its mutexes in a map that has a mutex of its own.
type files struct {
	mu    sync.Mutex
	locks map[string]*sync.Mutex
}

func (f *files) lockOf(name string) *sync.Mutex {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.locks[name] == nil {
		f.locks[name] = new(sync.Mutex)
	}
	return f.locks[name]
}

func (f *files) write(name string, b []byte) error {
	l := f.lockOf(name)
	l.Lock() // want lock
	defer l.Unlock()
	return os.WriteFile(name, b, 0o644) // want disk-write
}

// nested keeps the mutex two fields away.
type nested struct {
	state struct {
		inner struct{ mu sync.Mutex }
	}
	f *os.File
}

func (n *nested) sync() error {
	n.state.inner.mu.Lock() // want lock
	defer n.state.inner.mu.Unlock()
	return n.f.Sync() // want disk-sync
}

// aliased locks through a variable.
type aliased struct {
	mu sync.Mutex
	f  *os.File
}

func (a *aliased) sync() error {
	mu := &a.mu
	mu.Lock() // want lock
	defer a.mu.Unlock()
	return a.f.Sync() // want disk-sync
}

// aliasedEarly gives it back through the variable.
type aliasedEarly struct {
	mu sync.Mutex
	f  *os.File
	n  int
}

func (a *aliasedEarly) sync() error {
	mu := &a.mu
	a.mu.Lock()
	a.n++
	mu.Unlock()
	return a.f.Sync() // want disk-sync
}

// Mutex is nothing but a mutex: it is told apart by who has it.
type Mutex struct{ sync.Mutex }

type slowOwner struct {
	mu Mutex
	f  *os.File
}

func (s *slowOwner) sync() error {
	s.mu.Lock() // want lock
	defer s.mu.Unlock()
	return s.f.Sync() // want disk-sync
}

type fastOwner struct {
	outer Mutex
	inner Mutex
	n     int
}

func (f *fastOwner) inc() {
	f.outer.Lock()
	defer f.outer.Unlock()
	f.inner.Lock()
	defer f.inner.Unlock()
	f.n++
}

// registry locks a new entry before anybody else can know it: that never waits.
type registry struct {
	mu      sync.Mutex
	entries map[string]*entry
}

type entry struct {
	mu sync.Mutex
	f  *os.File
}

func (r *registry) open(name string) error {
	r.mu.Lock()
	e := &entry{}
	e.mu.Lock()
	defer e.mu.Unlock()
	r.entries[name] = e
	r.mu.Unlock()
	e.f = os.NewFile(3, name) // the others wait for the entry alone
	return nil
}

func (r *registry) forget(name string) {
	r.mu.Lock()
	delete(r.entries, name)
	r.mu.Unlock()
}

// shared locks an entry that is in the map already: both orders occur.
type shared struct {
	mu   sync.Mutex
	list map[string]*item
}

type item struct{ mu sync.Mutex }

func (s *shared) add(name string) {
	s.mu.Lock()
	it := &item{}
	s.list[name] = it
	it.mu.Lock()
	it.mu.Unlock()
	s.mu.Unlock()
}

func (s *shared) drop(it *item, name string) {
	it.mu.Lock()
	s.mu.Lock() // want lock "other order"
	delete(s.list, name)
	s.mu.Unlock()
	it.mu.Unlock()
}
