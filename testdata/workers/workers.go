// Package workers has loops that receive until their channel is closed. They are
// meant to wait, and never findings.
package workers

import (
	"context"
	"sync"
	"time"
)

type job struct{ run func() }

func ranged(ctx context.Context, jobs <-chan job) {
	for j := range jobs {
		j.run()
	}
}

func commaOK(ctx context.Context, jobs <-chan job) {
	for {
		j, ok := <-jobs
		if !ok {
			return
		}
		j.run()
	}
}

func selected(jobs <-chan job, quit <-chan struct{}) {
	for {
		select {
		case j := <-jobs:
			j.run()
		case <-quit:
			return
		}
	}
}

func selectedContext(ctx context.Context, jobs <-chan job) {
	for {
		select {
		case j, ok := <-jobs:
			if !ok {
				return
			}
			j.run()
		case <-ctx.Done():
			return
		}
	}
}

func ticking(ctx context.Context, t *time.Ticker, run func()) {
	for range t.C {
		run()
		if ctx.Err() != nil {
			return
		}
	}
}

// pool starts workers that range over a channel; closing it ends them.
type pool struct {
	jobs chan job
	wg   sync.WaitGroup
}

func newPool(n int) *pool {
	p := &pool{jobs: make(chan job, n)}
	for range n {
		p.wg.Add(1)
		go p.work()
	}
	return p
}

func (p *pool) work() {
	defer p.wg.Done()
	for j := range p.jobs {
		j.run()
	}
}

func (p *pool) close() {
	close(p.jobs)
	p.wg.Wait()
}

// submit is no worker: it has a context and does not use it.
func (p *pool) submit(ctx context.Context, j job) error {
	p.jobs <- j
	return ctx.Err()
}

func (p *pool) submitContext(ctx context.Context, j job) error {
	select {
	case p.jobs <- j:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// once is no loop: it receives a single time.
func once(ctx context.Context, jobs <-chan job) {
	if j, ok := <-jobs; ok { // want wait
		j.run()
	}
}

// parallel feeds goroutines that compute and waits for them.
func parallel(values []int, f func(int) int) []int {
	in := make(chan int)
	out := make([]int, len(values))
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i := range in {
				out[i] = f(values[i])
			}
		})
	}
	for i := range values {
		in <- i
	}
	close(in)
	wg.Wait()
	return out
}

// limited runs so many at a time as the semaphore of its caller has places.
func limited(ctx context.Context, sem chan struct{}, jobs []func()) {
	var wg sync.WaitGroup
	for _, job := range jobs {
		select {
		case sem <- struct{}{}:
		case <-ctx.Done():
			return
		}
		wg.Add(1)
		go func() {
			defer func() {
				<-sem
				wg.Done()
			}()
			job()
		}()
	}
	wg.Wait()
}

// taken has sent nothing.
func taken(ctx context.Context, sem chan struct{}, job func(context.Context)) {
	job(ctx)
	<-sem // want wait
}
