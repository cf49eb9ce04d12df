package workers

import (
	"net"
	"os"
	"sync"
)

// A post has a clerk for each desk, who is there until the post closes: a letter waits for
// no customer, and closing for no clerk.
type post struct {
	mu     sync.Mutex
	wg     sync.WaitGroup
	closed chan struct{}
	desks  map[string]chan string
}

func (p *post) open(name string, out chan string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	in := make(chan string)
	p.desks[name] = in
	p.wg.Add(1)
	go p.clerk(in, out)
}

func (p *post) clerk(in, out chan string) {
	defer p.wg.Done()
	var queue []string
	for letter := range in {
		queue = append(queue, letter)
		for len(queue) > 0 {
			select {
			case <-p.closed:
				return
			case letter := <-in:
				queue = append(queue, letter)
			case out <- queue[0]:
				queue = queue[1:]
			}
		}
	}
}

func (p *post) send(name, letter string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.desks[name] <- letter
}

func (p *post) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	close(p.closed)
	for _, in := range p.desks {
		close(in)
	}
	p.wg.Wait()
}

// A slow post is told nothing before it is waited for, and its clerks wait for customers.
type slowPost struct {
	mu     sync.Mutex
	wg     sync.WaitGroup
	closed chan struct{}
	desks  map[string]chan string
}

func (p *slowPost) open(name string, out chan string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	in := make(chan string)
	p.desks[name] = in
	p.wg.Add(1)
	go p.clerk(in, out)
}

func (p *slowPost) clerk(in, out chan string) {
	defer p.wg.Done()
	for letter := range in {
		select {
		case <-p.closed:
			return
		case out <- letter:
		}
	}
}

func (p *slowPost) send(name, letter string) {
	p.mu.Lock() // want lock
	defer p.mu.Unlock()
	p.desks[name] <- letter
}

func (p *slowPost) close() {
	p.mu.Lock() // want lock
	defer p.mu.Unlock()
	p.wg.Wait()
	close(p.closed)
}

// A deaf post is told, and hears only what a peer says.
type deafPost struct {
	mu     sync.Mutex
	wg     sync.WaitGroup
	closed chan struct{}
	peer   net.Conn
}

func (p *deafPost) open() {
	p.wg.Add(1)
	go p.clerk()
}

func (p *deafPost) clerk() {
	defer p.wg.Done()
	for {
		select {
		case <-p.closed:
			return
		default:
		}
		p.peer.Read(make([]byte, 8)) // want conn-read
	}
}

func (p *deafPost) close() {
	p.mu.Lock() // want lock
	defer p.mu.Unlock()
	close(p.closed)
	p.wg.Wait()
}

// A reader looks at a file between two orders.
type fileReader struct {
	mu    sync.Mutex
	names chan string
	size  int64
}

func (r *fileReader) work() {
	for name := range r.names {
		if fi, err := os.Stat(name); err == nil {
			r.size += fi.Size()
		}
	}
}

func (r *fileReader) look(name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.names <- name
}
