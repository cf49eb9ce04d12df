package lock

import (
	"sync"
)

// worker receives until its channel is closed, and keeps the mutex for as long.
// That may well be what the mutex is for: one run at a time.
type worker struct {
	mu   sync.Mutex
	jobs chan func()
}

func (w *worker) run() {
	w.mu.Lock() // may lock
	defer w.mu.Unlock()
	for job := range w.jobs {
		job()
	}
}

// carefulWorker takes the mutex for each job.
type carefulWorker struct {
	mu   sync.Mutex
	jobs chan int
	sum  int
}

func (w *carefulWorker) run() {
	for n := range w.jobs {
		w.mu.Lock()
		w.sum += n
		w.mu.Unlock()
	}
}

// feeder gives it work under a mutex of its own.
type feeder struct {
	mu sync.Mutex
	w  *carefulWorker
	n  int
}

func newFeeder() *feeder {
	f := &feeder{w: &carefulWorker{jobs: make(chan int)}}
	go f.w.run()
	return f
}

func (f *feeder) add(n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.n++
	f.w.jobs <- n
}

// carelessWorker needs the mutex that those hold who give it work.
type carelessWorker struct {
	mu   sync.Mutex
	jobs chan int
	sum  int
}

func newCarelessWorker() *carelessWorker {
	w := &carelessWorker{jobs: make(chan int)}
	go w.run()
	return w
}

func (w *carelessWorker) run() {
	for n := range w.jobs {
		w.mu.Lock()
		w.sum += n
		w.mu.Unlock()
	}
}

func (w *carelessWorker) add(n int) {
	w.mu.Lock() // want lock
	defer w.mu.Unlock()
	w.jobs <- n
}
