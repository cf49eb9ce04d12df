// Package watchdog has somebody else end the wait: a timer or a goroutine that
// closes the connection.
package watchdog

import (
	"context"
	"io"
	"net"
	"os/exec"
	"time"
)

func afterFunc(c net.Conn, buf []byte) (int, error) {
	t := time.AfterFunc(time.Minute, func() { c.Close() })
	defer t.Stop()
	return c.Read(buf)
}

func afterFuncDeadline(c net.Conn, buf []byte) (int, error) {
	t := time.AfterFunc(time.Minute, func() { c.SetReadDeadline(time.Now()) })
	defer t.Stop()
	return c.Read(buf)
}

// afterFuncOther closes another connection.
func afterFuncOther(c, other net.Conn, buf []byte) (int, error) {
	t := time.AfterFunc(time.Minute, func() { other.Close() })
	defer t.Stop()
	return c.Read(buf) // want conn-read
}

// afterFuncLogs closes nothing.
func afterFuncLogs(c net.Conn, buf []byte, log func(string)) (int, error) {
	t := time.AfterFunc(time.Minute, func() { log("slow") })
	defer t.Stop()
	return c.Read(buf) // want conn-read
}

// stoppedBefore disarms the timer before the read.
func stoppedBefore(c net.Conn, buf []byte) (int, error) {
	t := time.AfterFunc(time.Minute, func() { c.Close() })
	t.Stop()
	return c.Read(buf) // want conn-read
}

// afterContext is ended by the caller's context.
func afterContext(ctx context.Context, c net.Conn, buf []byte) (int, error) {
	stop := context.AfterFunc(ctx, func() { c.Close() })
	defer stop()
	return c.Read(buf)
}

func afterContextWithTimeout(c net.Conn, buf []byte) (int, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	stop := context.AfterFunc(ctx, func() { c.SetDeadline(time.Now()) })
	defer stop()
	return c.Read(buf)
}

// afterBackground waits for a context that never ends.
func afterBackground(c net.Conn, buf []byte) (int, error) {
	stop := context.AfterFunc(context.Background(), func() { c.Close() })
	defer stop()
	return c.Read(buf) // want conn-read
}

func goroutine(ctx context.Context, c net.Conn, buf []byte) (int, error) {
	done := make(chan struct{})
	defer close(done)
	go func() {
		select {
		case <-ctx.Done():
			c.SetDeadline(time.Unix(1, 0))
		case <-done:
		}
	}()
	return c.Read(buf)
}

func goroutineTimer(c net.Conn, buf []byte) (int, error) {
	done := make(chan struct{})
	defer close(done)
	go func() {
		select {
		case <-time.After(time.Minute):
			c.Close()
		case <-done:
		}
	}()
	return c.Read(buf)
}

// goroutineDone closes only when the read is over.
func goroutineDone(c net.Conn, buf []byte) (int, error) {
	done := make(chan struct{})
	defer close(done)
	go func() {
		<-done
		c.Close()
	}()
	return c.Read(buf) // want conn-read
}

// goroutineNoClose watches and does nothing about it.
func goroutineNoClose(ctx context.Context, c net.Conn, buf []byte, log func(error)) (int, error) {
	go func() {
		<-ctx.Done()
		log(ctx.Err())
	}()
	return c.Read(buf) // want conn-read
}

// named is a watchdog in a function of its own.
func named(ctx context.Context, c net.Conn, buf []byte) (int, error) {
	go closeOnDone(ctx, c)
	return c.Read(buf)
}

func closeOnDone(ctx context.Context, c io.Closer) {
	<-ctx.Done()
	c.Close()
}

// client has a ping loop that closes its connection when the peer is silent.
type client struct {
	conn net.Conn
	pong chan struct{}
}

func (c *client) start() {
	go c.pingLoop()
	go c.readLoop()
}

func (c *client) pingLoop() {
	t := time.NewTimer(time.Minute)
	defer t.Stop()
	for {
		select {
		case <-t.C:
			c.conn.Close()
			return
		case <-c.pong:
			t.Reset(time.Minute)
		}
	}
}

func (c *client) readLoop() {
	buf := make([]byte, 512)
	for {
		if _, err := c.conn.Read(buf); err != nil {
			return
		}
		c.pong <- struct{}{}
	}
}

// quiet has a timer that does something else.
type quiet struct {
	conn  net.Conn
	stats func()
}

func (q *quiet) start() {
	go q.statsLoop()
	go q.readLoop()
}

func (q *quiet) statsLoop() {
	for range time.Tick(time.Minute) {
		q.stats()
	}
}

func (q *quiet) readLoop() {
	buf := make([]byte, 512)
	for {
		if _, err := q.conn.Read(buf); err != nil { // want conn-read
			return
		}
	}
}

// kill ends the process after a time.
func kill(cmd *exec.Cmd) error {
	if err := cmd.Start(); err != nil {
		return err
	}
	t := time.AfterFunc(time.Minute, func() { cmd.Process.Kill() })
	defer t.Stop()
	return cmd.Wait()
}

// A deliverer closes its connection when it ends, which a late taker does not make it do:
// it goes on with the next message.
type deliverer struct {
	conn  net.Conn
	taken chan []byte
}

func newDeliverer(conn net.Conn) *deliverer {
	d := &deliverer{conn: conn, taken: make(chan []byte)}
	go d.run()
	return d
}

func (d *deliverer) run() {
	defer d.conn.Close()
	late := time.NewTimer(time.Minute)
	for {
		buf := make([]byte, 16)
		if _, err := d.conn.Read(buf); err != nil { // want conn-read
			return
		}
		late.Reset(time.Minute)
		select {
		case d.taken <- buf:
		case <-late.C:
		}
	}
}

func (d *deliverer) send(msg []byte) error {
	_, err := d.conn.Write(msg) // want conn-write
	return err
}

func (d *deliverer) next() ([]byte, bool) {
	select {
	case m := <-d.taken:
		return m, true
	case <-time.After(time.Minute):
		return nil, false
	}
}
