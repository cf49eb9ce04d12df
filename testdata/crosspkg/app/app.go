// Package app calls package lib.
package app

import (
	"bufio"
	"bytes"
	"context"
	"net"
	"os"
	"time"

	"example.com/testdata/crosspkg/lib"
)

func readFrame(c net.Conn) ([]byte, error) {
	return lib.ReadFrame(c) // want conn-read "lib\\.go"
}

func readFrameBounded(c net.Conn) ([]byte, error) {
	c.SetReadDeadline(time.Now().Add(time.Minute))
	return lib.ReadFrame(c)
}

func readFrameWrongDirection(c net.Conn) ([]byte, error) {
	c.SetWriteDeadline(time.Now().Add(time.Minute))
	return lib.ReadFrame(c) // want conn-read
}

func readFrameWithin(c net.Conn) ([]byte, error) {
	return lib.ReadFrameWithin(c, time.Minute)
}

// readTwoDown has its own caller set the deadline.
func readTwoDown(c net.Conn) ([]byte, error) { return lib.ReadFrame(c) }

func top(c net.Conn) ([]byte, error) {
	c.SetDeadline(time.Now().Add(time.Minute))
	return readTwoDown(c)
}

func writeFrame(c net.Conn, buf []byte) error {
	return lib.WriteFrame(c, buf) // want conn-write
}

func writeFrameWithin(c net.Conn, buf []byte) error {
	c.SetWriteDeadline(time.Now().Add(time.Minute))
	return lib.WriteFrame(c, buf)
}

// greet is found in lib, and that is enough.
func greet(g *lib.Greeter, c net.Conn) error { return g.Greet(c) }

func hear(g *lib.Guest, c net.Conn) error { return g.Hear(c) } // want conn-read

func hearWithin(g *lib.Guest, c net.Conn) error {
	c.SetReadDeadline(time.Now().Add(time.Minute))
	return g.Hear(c)
}

func printFile(f *os.File) error {
	return lib.Print(f, "end\n") // want disk-write
}

func printConn(c net.Conn) error {
	return lib.Print(c, "end\n") // want conn-write
}

func printMemory(b *bytes.Buffer) error { return lib.Print(b, "end\n") }

func printStdout() error { return lib.Print(os.Stdout, "end\n") }

func armed(c net.Conn, buf []byte) (int, error) {
	if err := lib.Arm(c); err != nil {
		return 0, err
	}
	return c.Read(buf)
}

func armedWrites(c net.Conn, buf []byte) (int, error) {
	lib.ArmWrites(c)
	return c.Read(buf) // want conn-read
}

func armedOther(c, other net.Conn, buf []byte) (int, error) {
	lib.Arm(other)
	return c.Read(buf) // want conn-read
}

func disarmed(c net.Conn, buf []byte) (int, error) {
	lib.Arm(c)
	lib.Disarm(c)
	return c.Read(buf) // want conn-read
}

func dial() (net.Conn, error) {
	return lib.Dial(context.Background(), "a:1") // want dial
}

func dialBounded() (net.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return lib.Dial(ctx, "a:1")
}

// dialQuickly may pass any context.
func dialQuickly() (net.Conn, error) {
	return lib.DialQuickly(context.Background(), "a:1")
}

func dialSoon() (net.Conn, error) {
	ctx, cancel := lib.Soon()
	defer cancel()
	return lib.Dial(ctx, "a:1")
}

func dialNever() (net.Conn, error) {
	ctx, cancel := lib.Never()
	defer cancel()
	return lib.Dial(ctx, "a:1") // want dial
}

func dialer() (net.Conn, error) {
	return lib.Dialer().Dial("tcp", "a:1")
}

func wrapper(c net.Conn, buf []byte) (int, error) {
	return lib.NewConn(c, time.Minute).Read(buf)
}

func wrapperField(c *lib.Conn, buf []byte) (int, error) {
	return c.Read(buf)
}

// wrapperWrite is not what the wrapper bounds.
func wrapperWrite(c *lib.Conn, buf []byte) (int, error) {
	return c.Write(buf) // want conn-write
}

func counted(c *lib.Counted, buf []byte) (int, error) {
	return c.Read(buf) // want conn-read
}

func countedBounded(c *lib.Counted, buf []byte) (int, error) {
	c.SetReadDeadline(time.Now().Add(time.Minute))
	return c.Read(buf)
}

// countedInside bounds the connection that is inside the wrapper, which is the
// same.
func countedInside(c net.Conn, buf []byte) (int, error) {
	w := lib.Count(c)
	c.SetReadDeadline(time.Now().Add(time.Minute))
	return w.Read(buf)
}

func countedReader(c net.Conn) (string, error) {
	w := lib.Count(c)
	w.SetReadDeadline(time.Now().Add(time.Minute))
	return bufio.NewReader(w).ReadString('\n')
}

// countedOther bounds another connection.
func countedOther(c, other net.Conn, buf []byte) (int, error) {
	w := lib.Count(c)
	other.SetReadDeadline(time.Now().Add(time.Minute))
	return w.Read(buf) // want conn-read
}

// countedReset takes the deadline away again, through the wrapper.
func countedReset(c net.Conn, buf []byte) (int, error) {
	c.SetReadDeadline(time.Now().Add(time.Minute))
	w := lib.Count(c)
	w.SetDeadline(time.Time{})
	return w.Read(buf) // want conn-read
}

func buffered(c net.Conn) (string, error) {
	return lib.Reader(c).ReadString('\n') // want conn-read
}

func bufferedBounded(c net.Conn) (string, error) {
	r := lib.Reader(c)
	c.SetReadDeadline(time.Now().Add(time.Minute))
	return r.ReadString('\n')
}

func within(f *os.File) error {
	return lib.Within(time.Minute, f.Sync)
}

func withinLiteral(c net.Conn, buf []byte) error {
	return lib.Within(time.Minute, func() error {
		_, err := c.Read(buf)
		return err
	})
}

func retry(ctx context.Context, f *os.File) error {
	return lib.Retry(ctx, func() error {
		return f.Sync() // want disk-sync
	})
}

func retryWithin(ctx context.Context, f *os.File) error {
	return lib.Retry(ctx, func() error {
		return lib.Within(time.Minute, f.Sync)
	})
}

// hello cannot set the deadline that is missing: the finding is in lib.
func hello(p *lib.Peer) error { return p.Hello() }

func dialsByDefault(addr string) (net.Conn, error) { return lib.DefaultDialer.Dial("tcp", addr) }

var noTimeout = &net.Dialer{}

func dialsWithout(addr string) (net.Conn, error) {
	return noTimeout.Dial("tcp", addr) // want dial "noTimeout"
}
