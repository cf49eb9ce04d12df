package wait

import "sync"

// A Watcher has its users read from its channels, until they close it.
type Watcher struct {
	Events chan string
	Errors chan error
	Own    chan int
	done   chan struct{}
	wg     sync.WaitGroup
}

func NewWatcher(read func() (string, error)) *Watcher {
	w := &Watcher{Events: make(chan string), Errors: make(chan error), Own: make(chan int), done: make(chan struct{})}
	w.wg.Add(1)
	go w.watch(read)
	go func() {
		for range w.Own {
		}
	}()
	return w
}

func (w *Watcher) watch(read func() (string, error)) {
	defer w.wg.Done()
	for {
		event, err := read()
		if err != nil {
			select {
			case w.Errors <- err:
			case <-w.done:
				return
			}
		}
		w.Events <- event // want wait "up to the users"
		w.Own <- len(event)
	}
}

func (w *Watcher) Close() {
	close(w.done)
	w.wg.Wait()
}

// A Counter of numbers is never closed: who has it reads.
type Counter struct{ Numbers chan int }

func NewCounter() *Counter {
	s := &Counter{make(chan int)}
	go func() {
		for i := 0; ; i++ {
			s.Numbers <- i
		}
	}()
	return s
}
