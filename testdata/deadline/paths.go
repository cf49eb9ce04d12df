package deadline

import (
	"net"
	"time"
)

const timeout = 10 * time.Second

func bothBranches(c net.Conn, urgent bool, buf []byte) (int, error) {
	if urgent {
		c.SetReadDeadline(time.Now().Add(time.Second))
	} else {
		c.SetReadDeadline(time.Now().Add(time.Minute))
	}
	return c.Read(buf)
}

func oneBranch(c net.Conn, urgent bool, buf []byte) (int, error) {
	if urgent {
		c.SetReadDeadline(time.Now().Add(time.Second))
	}
	return c.Read(buf) // want conn-read
}

// onePathReturns has a deadline on the only path that reaches the read.
func onePathReturns(c net.Conn, ready bool, buf []byte) (int, error) {
	if !ready {
		return 0, net.ErrClosed
	}
	c.SetReadDeadline(time.Now().Add(timeout))
	return c.Read(buf)
}

func switched(c net.Conn, state int, buf []byte) (int, error) {
	switch state {
	case 0:
		c.SetReadDeadline(time.Now().Add(time.Second))
	case 1:
		c.SetReadDeadline(time.Now().Add(time.Minute))
	}
	return c.Read(buf) // want conn-read
}

func switchedWithDefault(c net.Conn, state int, buf []byte) (int, error) {
	switch state {
	case 0:
		c.SetReadDeadline(time.Now().Add(time.Second))
	default:
		c.SetReadDeadline(time.Now().Add(time.Minute))
	}
	return c.Read(buf)
}

func tooLate(c net.Conn, buf []byte) (int, error) {
	n, err := c.Read(buf) // want conn-read
	c.SetReadDeadline(time.Now().Add(timeout))
	return n, err
}

// deferredDeadline is set when the read has already come back.
func deferredDeadline(c net.Conn, buf []byte) (int, error) {
	defer c.SetReadDeadline(time.Now().Add(timeout))
	return c.Read(buf) // want conn-read
}

// deferredReset clears the deadline only after the read.
func deferredReset(c net.Conn, buf []byte) (int, error) {
	c.SetReadDeadline(time.Now().Add(timeout))
	defer c.SetReadDeadline(time.Time{})
	return c.Read(buf)
}

func reset(c net.Conn, buf []byte) (int, error) {
	c.SetReadDeadline(time.Now().Add(timeout))
	if _, err := c.Read(buf[:1]); err != nil {
		return 0, err
	}
	c.SetReadDeadline(time.Time{})
	return c.Read(buf[1:]) // want conn-read
}

// resetOtherDirection clears the write deadline only.
func resetOtherDirection(c net.Conn, buf []byte) (int, error) {
	c.SetDeadline(time.Now().Add(timeout))
	c.SetWriteDeadline(time.Time{})
	return c.Read(buf)
}

func resetBoth(c net.Conn, buf []byte) (int, error) {
	c.SetReadDeadline(time.Now().Add(timeout))
	c.SetDeadline(time.Time{})
	return c.Read(buf) // want conn-read
}

func resetOnOnePath(c net.Conn, idle bool, buf []byte) (int, error) {
	c.SetReadDeadline(time.Now().Add(timeout))
	if idle {
		c.SetReadDeadline(time.Time{})
	}
	return c.Read(buf) // want conn-read
}

var noDeadline time.Time

func zeroVariable(c net.Conn, buf []byte) (int, error) {
	var none time.Time
	c.SetReadDeadline(none)
	return c.Read(buf) // want conn-read
}

func zeroPackageVariable(c net.Conn, buf []byte) (int, error) {
	c.SetReadDeadline(noDeadline)
	return c.Read(buf) // want conn-read
}

// eachRound renews the deadline before every read.
func eachRound(c net.Conn, buf []byte) error {
	for {
		c.SetReadDeadline(time.Now().Add(timeout))
		if _, err := c.Read(buf); err != nil {
			return err
		}
	}
}

// onceBefore is bounded as a whole.
func onceBefore(c net.Conn, buf []byte) error {
	c.SetReadDeadline(time.Now().Add(timeout))
	for {
		if _, err := c.Read(buf); err != nil {
			return err
		}
	}
}

// clearedInLoop has no deadline from the second round on.
func clearedInLoop(c net.Conn, buf []byte) error {
	c.SetReadDeadline(time.Now().Add(timeout))
	for {
		if _, err := c.Read(buf); err != nil { // want conn-read
			return err
		}
		c.SetReadDeadline(time.Time{})
	}
}

// newConnection has a deadline on the connection that it no longer uses.
func newConnection(c net.Conn, addr string, buf []byte) (int, error) {
	c.SetReadDeadline(time.Now().Add(timeout))
	c, err := net.DialTimeout("tcp", addr, timeout)
	if err != nil {
		return 0, err
	}
	defer c.Close()
	return c.Read(buf) // want conn-read
}

func chosenTime(c net.Conn, long bool, buf []byte) (int, error) {
	by := time.Now().Add(time.Second)
	if long {
		by = by.Add(time.Hour)
	}
	c.SetReadDeadline(by)
	return c.Read(buf)
}
