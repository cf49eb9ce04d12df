package wait

import (
	"sync"
	"time"
)

var answers sync.Pool

// The channels of the pool are made here, each with room for the one answer.
func askWithin(d time.Duration, do func() int) int {
	v := answers.Get()
	if v == nil {
		v = make(chan int, 1)
	}
	ch := v.(chan int)
	var mu sync.Mutex
	late, answered := false, false
	go func() {
		n := do()
		mu.Lock()
		if !late {
			ch <- n
			answered = true
		}
		mu.Unlock()
	}()
	t := time.NewTimer(d)
	select {
	case n := <-ch:
		answers.Put(v)
		return n
	case <-t.C:
		mu.Lock()
		defer mu.Unlock()
		if answered {
			return <-ch
		}
		late = true
		return -1
	}
}

var full = sync.Pool{New: func() any { return make(chan string, 1) }}

type pooledSender struct {
	mu  sync.Mutex
	out chan string
}

func (s *pooledSender) send() {
	ch := full.Get().(chan string)
	s.mu.Lock()
	ch <- "a"
	s.mu.Unlock()
	full.Put(ch)
}

var empty = sync.Pool{New: func() any { return make(chan bool) }}

// These have no room.
func (s *pooledSender) sendEmpty() {
	ch := empty.Get().(chan bool)
	s.mu.Lock() // want lock
	ch <- true
	s.mu.Unlock()
	empty.Put(ch)
}

// A pool that is filled from itself never has anything.
var loopPool sync.Pool

func init() { loopPool.New = func() any { return loopPool.Get() } }

func fromLoop() int {
	ch := loopPool.Get().(chan int)
	return <-ch
}
