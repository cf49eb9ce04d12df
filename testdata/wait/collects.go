package wait

import (
	"context"
	"sync"
)

// A scoreboard is collected by those who receive until Collect returns.
type scoreboard struct {
	mu     sync.Mutex
	values []int
	rest   chan int
}

func (b *scoreboard) Collect(out chan<- int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.collect(out)
	visit(b.values, func(v int) { out <- v })
}

func (b *scoreboard) collect(out chan<- int) {
	for _, v := range b.values {
		out <- v
	}
}

func visit(values []int, do func(int)) {
	for _, v := range values {
		do(v)
	}
}

// Not all who call spill get the channel so.
func (b *scoreboard) Spill(ctx context.Context, out chan<- int) {
	spill(ctx, out, b.values)
}

func (b *scoreboard) keep(ctx context.Context) {
	spill(ctx, b.rest, b.values)
}

func spill(ctx context.Context, out chan<- int, values []int) {
	for _, v := range values {
		out <- v // want wait
	}
}
