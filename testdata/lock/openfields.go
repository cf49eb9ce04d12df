package lock

import "sync"

// An Announcer has callbacks that its users set.
type Announcer struct {
	OnSuccess func(id string)
	OnFailure func(id string, err error)
	Printf    func(format string, args ...any)
	mu        sync.Mutex
	n         int
}

func (a *Announcer) Announce(id string, err error) {
	a.mu.Lock() // want lock "callback a\\.OnSuccess "
	defer a.mu.Unlock()
	a.n++
	a.Printf("announced %s", id)
	a.OnSuccess(id)
}

// Fail tells of it when it has unlocked.
func (a *Announcer) Fail(id string, err error) {
	a.mu.Lock()
	a.n--
	a.mu.Unlock()
	a.OnFailure(id, err)
}

// A Beeper sets its callback itself.
type Beeper struct {
	OnBeep func(n int)
	mu     sync.Mutex
	n      int
}

func NewBeeper() *Beeper { return &Beeper{OnBeep: func(n int) { println(n) }} }

func (b *Beeper) Beep() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.n++
	b.OnBeep(b.n)
}
