package lockorder

import "sync"

// bank takes its two mutexes in both orders: one finding, at the second Lock of
// the function that comes second.
type bank struct {
	accounts sync.Mutex
	log      sync.Mutex
	n        int
}

func (b *bank) transfer() {
	b.accounts.Lock()
	defer b.accounts.Unlock()
	b.log.Lock()
	defer b.log.Unlock()
	b.n++
}

func (b *bank) audit() {
	b.log.Lock()
	defer b.log.Unlock()
	b.accounts.Lock() // want lock "b\\.accounts\\.Lock.*other order"
	defer b.accounts.Unlock()
	b.n--
}

// ordered has one order for all.
type ordered struct {
	accounts sync.Mutex
	log      sync.Mutex
	n        int
}

func (o *ordered) transfer() {
	o.accounts.Lock()
	defer o.accounts.Unlock()
	o.log.Lock()
	defer o.log.Unlock()
	o.n++
}

func (o *ordered) audit() {
	o.accounts.Lock()
	o.log.Lock()
	o.n--
	o.log.Unlock()
	o.accounts.Unlock()
}

// apart never holds both.
type apart struct {
	accounts sync.Mutex
	log      sync.Mutex
	n        int
}

func (a *apart) transfer() {
	a.accounts.Lock()
	a.n++
	a.accounts.Unlock()
	a.log.Lock()
	a.n++
	a.log.Unlock()
}

func (a *apart) audit() {
	a.log.Lock()
	a.n++
	a.log.Unlock()
	a.accounts.Lock()
	a.n++
	a.accounts.Unlock()
}

// parent and child call each other with their own mutex held.
type parent struct {
	mu       sync.Mutex
	children []*child
	sum      int
}

type child struct {
	mu     sync.Mutex
	parent *parent
	n      int
}

func (p *parent) collect() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range p.children {
		p.sum += c.take()
	}
}

func (c *child) take() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := c.n
	c.n = 0
	return n
}

func (c *child) report() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.parent.add(c.n) // want lock "other order"
}

func (p *parent) add(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sum += n
}

// tree and leaf do the same, but the leaf lets go of its mutex before.
type tree struct {
	mu     sync.Mutex
	leaves []*leaf
	sum    int
}

type leaf struct {
	mu   sync.Mutex
	tree *tree
	n    int
}

func (t *tree) collect() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, l := range t.leaves {
		l.mu.Lock()
		t.sum += l.n
		l.mu.Unlock()
	}
}

func (l *leaf) report() {
	l.mu.Lock()
	n := l.n
	l.mu.Unlock()
	l.tree.mu.Lock()
	defer l.tree.mu.Unlock()
	l.tree.sum += n
}

// shared only reads in both orders.
type shared struct {
	a, b sync.RWMutex
	n    int
}

func (s *shared) ab() int {
	s.a.RLock()
	defer s.a.RUnlock()
	s.b.RLock()
	defer s.b.RUnlock()
	return s.n
}

func (s *shared) ba() int {
	s.b.RLock()
	defer s.b.RUnlock()
	s.a.RLock()
	defer s.a.RUnlock()
	return s.n
}

// readWrite reads one and writes the other, in both orders.
type readWrite struct {
	a, b sync.RWMutex
	n    int
}

func (r *readWrite) ab() {
	r.a.RLock()
	defer r.a.RUnlock()
	r.b.Lock()
	defer r.b.Unlock()
	r.n++
}

func (r *readWrite) ba() {
	r.b.RLock()
	defer r.b.RUnlock()
	r.a.Lock() // want lock "other order"
	defer r.a.Unlock()
	r.n++
}

// gated takes both orders only with a third mutex held: they exclude each other.
type gated struct {
	gate, a, b sync.Mutex
	n          int
}

func (g *gated) ab() {
	g.gate.Lock()
	defer g.gate.Unlock()
	g.a.Lock()
	defer g.a.Unlock()
	g.b.Lock()
	defer g.b.Unlock()
	g.n++
}

func (g *gated) ba() {
	g.gate.Lock()
	defer g.gate.Unlock()
	g.b.Lock()
	defer g.b.Unlock()
	g.a.Lock()
	defer g.a.Unlock()
	g.n++
}

// tryBack takes the second order with TryLock, and gives up.
type tryBack struct {
	a, b sync.Mutex
	n    int
}

func (t *tryBack) ab() {
	t.a.Lock()
	defer t.a.Unlock()
	t.b.Lock()
	defer t.b.Unlock()
	t.n++
}

func (t *tryBack) ba() bool {
	t.b.Lock()
	defer t.b.Unlock()
	if !t.a.TryLock() {
		return false
	}
	defer t.a.Unlock()
	t.n++
	return true
}

var (
	configMu sync.Mutex
	usersMu  sync.Mutex
	users    = map[string]bool{}
)

func addUser(name string) {
	usersMu.Lock()
	defer usersMu.Unlock()
	configMu.Lock()
	defer configMu.Unlock()
	users[name] = true
}

func reload() {
	configMu.Lock()
	defer configMu.Unlock()
	addAll() // want lock "other order"
}

func addAll() {
	usersMu.Lock()
	defer usersMu.Unlock()
	users = map[string]bool{}
}

// account locks two of its kind: which comes first is not to be seen here.
type account struct {
	mu  sync.Mutex
	sum int
}

func move(from, to *account, n int) {
	from.mu.Lock()
	defer from.mu.Unlock()
	to.mu.Lock()
	defer to.mu.Unlock()
	from.sum -= n
	to.sum += n
}
