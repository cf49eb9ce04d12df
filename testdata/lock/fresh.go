package lock

import (
	"os"
	"sync"
)

// vault is locked while it is opened, as its helpers ask.
type vault struct {
	mu      sync.Mutex
	name    string
	f       *os.File
	removes chan struct{}
}

// openVault has the lock of what nobody else has yet.
func openVault(name string) (*vault, error) {
	s := &vault{name: name, removes: make(chan struct{}, 1)}
	s.mu.Lock()
	defer s.mu.Unlock()
	var err error
	if s.f, err = os.Create(s.label()); err != nil {
		return nil, err
	}
	if err := s.f.Sync(); err != nil { // want disk-sync
		return nil, err
	}
	go func() { s.remove() }()
	return s, nil
}

// openBusy starts its worker too early.
func openBusy(name string) (*vault, error) {
	s := &vault{name: name, removes: make(chan struct{}, 1)}
	s.mu.Lock() // want lock
	defer s.mu.Unlock()
	go func() { s.remove() }()
	var err error
	if s.f, err = os.Create(name); err != nil { // may disk-write
		return nil, err
	}
	return s, s.f.Sync() // want disk-sync
}

var vaults = map[string]*vault{}

// openKnown tells others first.
func openKnown(name string) (*vault, error) {
	s := &vault{name: name}
	s.mu.Lock() // want lock
	defer s.mu.Unlock()
	s.enter()
	var err error
	if s.f, err = os.Create(name); err != nil { // may disk-write
		return nil, err
	}
	return s, s.f.Sync() // want disk-sync
}

func (s *vault) enter() { vaults[s.name] = s }

func (s *vault) label() string { return s.name }

func (s *vault) remove() {
	for range s.removes {
		s.mu.Lock()
		s.name = ""
		s.mu.Unlock()
	}
}

// checkpointed is only tried by who writes, so that a reader holds up nobody.
type checkpointed struct {
	mu sync.RWMutex
	f  *os.File
}

func (c *checkpointed) sync() error {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.f.Sync() // want disk-sync
}

// checkpoint has what readers wait for.
func (c *checkpointed) checkpoint() error {
	if !c.mu.TryLock() { // want lock
		return nil
	}
	defer c.mu.Unlock()
	return c.f.Sync() // want disk-sync
}

// notebook opens its file under a lock that nobody waits for: only its constructor does.
type notebook struct {
	mu   sync.Mutex
	path string
	file *os.File
}

func newNotebook(path string) (*notebook, error) {
	n := &notebook{path: path}
	if err := n.open(); err != nil {
		return nil, err
	}
	return n, nil
}

func (n *notebook) open() (err error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.file, err = os.OpenFile(n.path, os.O_CREATE|os.O_WRONLY, 0o600)
	return err
}

func (n *notebook) name() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.file.Name()
}

// diary opens its file again when it is asked to.
type diary struct {
	mu   sync.Mutex
	path string
	file *os.File
}

func newDiary(path string) (*diary, error) {
	d := &diary{path: path}
	if err := d.open(); err != nil {
		return nil, err
	}
	return d, nil
}

func (d *diary) open() (err error) {
	d.mu.Lock() // want lock
	defer d.mu.Unlock()
	d.file, err = os.OpenFile(d.path, os.O_CREATE|os.O_WRONLY, 0o600)
	return err
}

func (d *diary) rotate() error { return d.open() }

func (d *diary) name() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.file.Name()
}
