package lock

import "sync"

// gate tells whoever listens that it is open. Some wait until somebody does.
type gate struct {
	open  chan struct{}
	waits bool
	side  int
}

const (
	inner = iota
	outer
)

func newGate() *gate { return &gate{open: make(chan struct{})} }

func newWaitingGate() *gate { return &gate{open: make(chan struct{}), waits: true} }

func newOuterGate() *gate { return &gate{open: make(chan struct{}), side: outer} }

func (g *gate) tell() {
	if g.waits {
		g.open <- struct{}{}
		return
	}
	select {
	case g.open <- struct{}{}:
	default:
	}
}

func (g *gate) tellInside() {
	if g.side != outer {
		g.open <- struct{}{}
	}
}

type teller interface{ tell() }

// wall has a gate that does not wait.
type wall struct {
	mu   sync.Mutex
	gate *gate
	told teller
}

func newWall() *wall {
	w := &wall{gate: newGate()}
	w.told = newGate()
	return w
}

func (w *wall) tell() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.gate.tell()
	w.told.tell()
}

// tower has one that waits.
type tower struct {
	mu   sync.Mutex
	gate *gate
}

func newTower() *tower { return &tower{gate: newWaitingGate()} }

func (t *tower) tell() {
	t.mu.Lock() // want lock
	defer t.mu.Unlock()
	t.gate.tell()
}

func (t *tower) peek() {
	t.mu.Lock()
	defer t.mu.Unlock()
}

// castle can have either.
type castle struct {
	mu   sync.Mutex
	gate *gate
}

func newCastle(waits bool) *castle {
	if waits {
		return &castle{gate: newWaitingGate()}
	}
	return &castle{gate: newGate()}
}

func (c *castle) tell() {
	c.mu.Lock() // want lock
	defer c.mu.Unlock()
	c.gate.tell()
}

// moat has the outer side.
type moat struct {
	mu   sync.Mutex
	gate *gate
}

func newMoat() *moat { return &moat{gate: newOuterGate()} }

func (m *moat) tell() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.gate.tellInside()
}

// court has the inner one.
type court struct {
	mu   sync.Mutex
	gate *gate
}

func newCourt() *court { return &court{gate: newGate()} }

func (c *court) tell() {
	c.mu.Lock() // want lock
	defer c.mu.Unlock()
	c.gate.tellInside()
}

func peekAll(w *wall, c *castle, m *moat, o *court) {
	for _, mu := range []*sync.Mutex{&w.mu, &c.mu, &m.mu, &o.mu} {
		mu.Lock()
		mu.Unlock()
	}
}
