package relay

import (
	"io"
	"net"
	"sync"
	"time"
)

// unblock gives the other direction some time when one has ended.
func unblock(addr string, left net.Conn) {
	right, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return
	}
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		io.Copy(right, left)
		right.SetReadDeadline(time.Now().Add(time.Second))
	}()
	io.Copy(left, right)
	left.SetReadDeadline(time.Now().Add(time.Second))
	wg.Wait()
}

// tooLate does so when both have ended.
func tooLate(addr string, left net.Conn) {
	right, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return
	}
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		io.Copy(right, left) // want conn-write
	}()
	io.Copy(left, right) // want conn-read
	wg.Wait()            // told at what it waits for
	left.SetReadDeadline(time.Now().Add(time.Second))
}

// turns has two loops, each of which sets the deadline of the connection that it reads from
// for both.
func turns(addr string, left net.Conn) {
	right, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return
	}
	defer right.Close()
	go turn(left, right)
	turn(right, left)
}

func turn(from, to net.Conn) {
	buf := make([]byte, 512)
	for {
		from.SetDeadline(time.Now().Add(time.Minute))
		n, err := from.Read(buf)
		if err != nil {
			return
		}
		if _, err := to.Write(buf[:n]); err != nil {
			return
		}
	}
}

// cleared takes the deadline back.
func cleared(addr string) {
	c, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return
	}
	defer c.Close()
	go func() {
		c.SetDeadline(time.Now().Add(time.Minute))
		c.Write([]byte("hello"))
		c.SetDeadline(time.Time{})
	}()
	c.Read(make([]byte, 512)) // want conn-read
}
