package lock

import (
	"os"
	"sync"
)

// rotor has a mutex that its helpers give up and take back.
type rotor struct {
	mu    sync.Mutex
	outer sync.Mutex
	f     *os.File
	n     int
}

func (r *rotor) add() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.rotateLocked()
	r.n++
}

// rotateLocked gives the mutex up twice, so the second Lock is no more a wait for
// itself than the first.
func (r *rotor) rotateLocked() {
	r.mu.Unlock()
	r.f.Sync() // want disk-sync
	r.mu.Lock()
	r.n++
	r.mu.Unlock()
	r.f.Sync()
	r.mu.Lock()
}

func (r *rotor) addOnce() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.lockAgain() // want lock "waits for itself"
}

// lockAgain forgets to give it up the second time.
func (r *rotor) lockAgain() {
	r.mu.Unlock()
	r.n++
	r.mu.Lock()
	r.n++
	r.mu.Lock() // want lock "waits for itself"
}

// stock has a condition whose helpers wait with the mutex of their caller.
type stock struct {
	outer sync.Mutex
	mu    sync.Mutex
	cond  sync.Cond
	n     int
}

func newStock() *stock {
	q := &stock{}
	q.cond.L = &q.mu
	return q
}

// take is what Wait is for: the mutex is free meanwhile.
func (q *stock) take() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waitLocked()
	q.n--
}

func (q *stock) waitLocked() {
	for q.n == 0 {
		q.cond.Wait()
	}
}

// takeAlone keeps another mutex than that of the condition.
func (q *stock) takeAlone() {
	q.outer.Lock() // want lock "q.outer is held while q.cond.Wait"
	defer q.outer.Unlock()
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waitLocked()
	q.n--
}

// opener gives its lock to the goroutine that opens, through one that recovers.
type opener struct {
	mu    sync.Mutex
	ready bool
}

func (o *opener) open(check func() error) error {
	err := check()
	if err != nil {
		return err
	}
	o.mu.Lock()
	go safely(func() {
		defer o.mu.Unlock()
		o.ready = true
	})
	return nil
}

func safely(fn func()) {
	defer func() { recover() }()
	fn()
}

func (o *opener) isReady(check func() error) bool {
	o.open(check)
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.ready
}

// forgetful keeps it.
func (o *opener) forgetful() error {
	o.mu.Lock()
	return nil
}

func (o *opener) isForgotten() bool {
	o.forgetful()
	o.mu.Lock() // want lock
	defer o.mu.Unlock()
	return o.ready
}
