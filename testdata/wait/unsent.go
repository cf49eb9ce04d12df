package wait

import (
	"net"
	"sync"
	"time"
)

// greeted waits for a reader that says when the greeting is there, and not that it left.
type greeted struct {
	conn  net.Conn
	hello chan struct{}
}

func newGreeted(conn net.Conn) *greeted {
	g := &greeted{conn: conn, hello: make(chan struct{})}
	go g.read()
	return g
}

func (g *greeted) read() {
	buf := make([]byte, 512)
	for {
		g.conn.SetReadDeadline(time.Now().Add(time.Minute))
		n, err := g.conn.Read(buf)
		if err != nil {
			return
		}
		g.handle(buf[:n])
	}
}

func (g *greeted) handle(b []byte) {
	if b[0] == '+' {
		close(g.hello)
	}
}

func (g *greeted) wait() {
	<-g.hello // want wait "leaves when .*Read fails"
}

// greetedTwice says both.
type greetedTwice struct {
	conn  net.Conn
	hello chan struct{}
}

func newGreetedTwice(conn net.Conn) *greetedTwice {
	g := &greetedTwice{conn: conn, hello: make(chan struct{})}
	go g.read()
	return g
}

func (g *greetedTwice) read() {
	buf := make([]byte, 512)
	for {
		g.conn.SetReadDeadline(time.Now().Add(time.Minute))
		n, err := g.conn.Read(buf)
		if err != nil {
			close(g.hello)
			return
		}
		if g.handle(buf[:n]) {
			return
		}
	}
}

func (g *greetedTwice) handle(b []byte) bool {
	if b[0] == '+' {
		close(g.hello)
		return true
	}
	return false
}

func (g *greetedTwice) wait() { <-g.hello }

// greetedLate does so with defer, in a function of its own.
type greetedLate struct {
	conn  net.Conn
	hello chan struct{}
}

func newGreetedLate(conn net.Conn) *greetedLate {
	g := &greetedLate{conn: conn, hello: make(chan struct{})}
	go g.read()
	return g
}

func (g *greetedLate) read() {
	defer g.end()
	buf := make([]byte, 512)
	g.conn.SetReadDeadline(time.Now().Add(time.Minute))
	if _, err := g.conn.Read(buf); err != nil {
		return
	}
	print(buf)
}

func (g *greetedLate) end() { close(g.hello) }

func (g *greetedLate) wait() { <-g.hello }

// oneForgets waits for a goroutine that keeps its failure to itself.
func oneForgets(count func() (int, error)) int {
	ch := make(chan int)
	go func() {
		n, err := count()
		if err != nil {
			return
		}
		ch <- n
	}()
	return <-ch // want wait "leaves when count fails"
}

func oneTells(count func() (int, error)) int {
	ch := make(chan int)
	go func() {
		n, err := count()
		if err != nil {
			ch <- 0
			return
		}
		ch <- n
	}()
	return <-ch
}

func oneTellsFirst(count func() (int, error)) int {
	ch := make(chan int)
	go func() {
		ch <- 1
		if _, err := count(); err != nil {
			return
		}
		print("counted")
	}()
	return <-ch
}

// rangesForgets goes on until the channel is closed, which a failure prevents.
func rangesForgets(count func() (int, error)) (sum int) {
	ch := make(chan int)
	go func() {
		for range 3 {
			n, err := count()
			if err != nil {
				return
			}
			ch <- n
		}
		close(ch)
	}()
	for n := range ch { // want wait "leaves when count fails"
		sum += n
	}
	return sum
}

func rangesLate(count func() (int, error)) (sum int) {
	ch := make(chan int)
	go func() {
		defer close(ch)
		for range 3 {
			n, err := count()
			if err != nil {
				return
			}
			ch <- n
		}
	}()
	for n := range ch {
		sum += n
	}
	return sum
}

// eitherEnds waits for two goroutines: one of them ends it.
func eitherEnds(count func() (int, error)) int {
	ch := make(chan int, 2)
	go func() {
		if n, err := count(); err == nil {
			ch <- n
		}
	}()
	go func() {
		time.Sleep(time.Second)
		ch <- 0
	}()
	return <-ch
}

// limited has places for workers, each of which gives its own back.
type limited struct {
	places chan struct{}
	next   func() (net.Conn, error)
}

func newLimited(n int, next func() (net.Conn, error)) *limited {
	l := &limited{places: make(chan struct{}, n), next: next}
	go l.serve()
	return l
}

func (l *limited) serve() {
	for {
		c, err := l.next()
		if err != nil {
			return
		}
		enterPlace(l.places)
		go func() {
			defer func() { <-l.places }()
			c.Close()
		}()
	}
}

func enterPlace(places chan struct{}) { places <- struct{}{} }

func waitsForgotten(count func() (int, error)) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		n, err := count()
		if err != nil {
			return
		}
		print(n)
		wg.Done()
	}()
	wg.Wait() // want wait "without Done"
}

func waitsForAll(count func() (int, error)) {
	var wg sync.WaitGroup
	wg.Add(3)
	go func() {
		defer wg.Done()
		if _, err := count(); err != nil {
			return
		}
		print("counted")
	}()
	go func() {
		n, err := count()
		if err != nil {
			wg.Done()
			return
		}
		print(n)
		wg.Done()
	}()
	go func() {
		n, err := count()
		if err != nil {
			fail(&wg, err)
			return
		}
		print(n)
		wg.Done()
	}()
	wg.Wait()
}

// waitsForEach has one goroutine count for all.
func waitsForEach(ends []func() error) {
	var wg sync.WaitGroup
	wg.Add(len(ends))
	go func() {
		for _, end := range ends {
			if err := end(); err != nil {
				print(err)
			}
			wg.Done()
		}
	}()
	wg.Wait()
}

func fail(wg *sync.WaitGroup, err error) {
	print(err)
	wg.Done()
}
