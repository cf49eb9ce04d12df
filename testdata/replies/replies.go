// Package replies waits for what peers answer, which another goroutine reads.
package replies

import (
	"bufio"
	"io"
	"net"
	"sync"
	"time"
)

// response is what a peer answers.
type response struct {
	id   byte
	text string
}

// caller asks a peer, whose answers one goroutine reads for all who have asked.
type caller struct {
	conn net.Conn
	mu   sync.Mutex
	open map[byte]chan response
}

func newCaller(conn net.Conn) *caller {
	c := &caller{conn: conn, open: map[byte]chan response{}}
	go c.read()
	return c
}

func (c *caller) read() {
	r := bufio.NewReader(c.conn)
	for {
		id, err := r.ReadByte() // want conn-read "r.ReadByte can wait"
		if err != nil {
			return
		}
		c.mu.Lock()
		ch := c.open[id]
		delete(c.open, id)
		c.mu.Unlock()
		ch <- response{id: id}
	}
}

func (c *caller) ask(id byte) response {
	ch := make(chan response, 1)
	c.mu.Lock()
	c.open[id] = ch
	c.mu.Unlock()
	c.conn.SetWriteDeadline(time.Now().Add(time.Second))
	c.conn.Write([]byte{id})
	return <-ch // named by the read
}

// asker reads answers from a stream that users make.
type asker struct {
	w    io.Writer
	mu   sync.Mutex
	open map[byte]chan response
}

func newAsker(r io.Reader, w io.Writer) *asker {
	a := &asker{w: w, open: map[byte]chan response{}}
	go a.read(bufio.NewReader(r))
	return a
}

func (a *asker) read(r *bufio.Reader) {
	for {
		id, err := r.ReadByte()
		if err != nil {
			return
		}
		a.mu.Lock()
		ch := a.open[id]
		delete(a.open, id)
		a.mu.Unlock()
		ch <- response{id: id}
	}
}

func (a *asker) enter(id byte) chan response {
	ch := make(chan response, 1)
	a.mu.Lock()
	a.open[id] = ch
	a.mu.Unlock()
	return ch
}

func (a *asker) ask(id byte) response {
	ch := a.enter(id)
	a.w.Write([]byte{id})
	return <-ch // want wait "answer that r.ReadByte"
}

func (a *asker) askFor(id byte, d time.Duration) response {
	ch := a.enter(id)
	a.w.Write([]byte{id})
	select {
	case r := <-ch:
		return r
	case <-time.After(d):
		return response{}
	}
}

// patient gives each answer a minute.
type patient struct {
	w    io.Writer
	mu   sync.Mutex
	open map[byte]chan reply
}

type reply struct{ id byte }

func newPatient(r io.Reader, w io.Writer) *patient {
	p := &patient{w: w, open: map[byte]chan reply{}}
	go p.read(bufio.NewReader(r))
	return p
}

func (p *patient) read(r *bufio.Reader) {
	for {
		id, err := r.ReadByte()
		if err != nil {
			return
		}
		p.end(reply{id: id})
	}
}

func (p *patient) end(r reply) {
	p.mu.Lock()
	ch := p.open[r.id]
	delete(p.open, r.id)
	p.mu.Unlock()
	if ch != nil {
		ch <- r
	}
}

func (p *patient) ask(id byte) reply {
	ch := make(chan reply, 1)
	p.mu.Lock()
	p.open[id] = ch
	p.mu.Unlock()
	time.AfterFunc(time.Minute, func() { p.end(reply{id: id}) })
	p.w.Write([]byte{id})
	return <-ch
}

// pump copies in a goroutine, and another one cleans up when that is done.
func pump(w io.Writer, data io.Reader, clean func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		io.Copy(w, data)
	}()
	go func() {
		<-done
		clean()
	}()
}

// timed gives an answer itself, if there is none in a minute.
type timed struct {
	w    io.Writer
	mu   sync.Mutex
	open map[byte]chan echo
}

type echo struct{ id byte }

func newTimed(r io.Reader, w io.Writer) *timed {
	t := &timed{w: w, open: map[byte]chan echo{}}
	go t.read(bufio.NewReader(r))
	return t
}

func (t *timed) read(r *bufio.Reader) {
	for {
		id, err := r.ReadByte()
		if err != nil {
			return
		}
		t.mu.Lock()
		ch := t.open[id]
		t.mu.Unlock()
		ch <- echo{id: id}
	}
}

func (t *timed) ask(id byte) echo {
	ch := make(chan echo, 2)
	t.mu.Lock()
	t.open[id] = ch
	t.mu.Unlock()
	time.AfterFunc(time.Minute, func() { ch <- echo{} })
	t.w.Write([]byte{id})
	return <-ch
}
