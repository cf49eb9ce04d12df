package waits

import (
	"context"
	"sync"
)

// An asker keeps a channel for each question, and may leave before the answer.
type asker struct {
	mu      sync.Mutex
	waiting map[string]chan string
}

func (a *asker) ask(name string, ctx context.Context) string {
	ch := make(chan string)
	a.mu.Lock()
	a.waiting[name] = ch
	a.mu.Unlock()
	select {
	case answer := <-ch:
		return answer
	case <-ctx.Done():
		return ""
	}
}

func (a *asker) answer(name, text string) error {
	a.mu.Lock()
	ch, ok := a.waiting[name]
	a.mu.Unlock()
	if ok {
		ch <- text
	}
	return nil
}
