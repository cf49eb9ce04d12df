package deadline

import (
	"encoding/binary"
	"io"
	"net"
	"time"
)

// allBound is silent here: every caller sets the deadline.
func allBound(c net.Conn) (uint32, error) {
	var n uint32
	err := binary.Read(c, binary.BigEndian, &n)
	return n, err
}

func callsAllBound1(c net.Conn) (uint32, error) {
	c.SetReadDeadline(time.Now().Add(timeout))
	return allBound(c)
}

func callsAllBound2(c net.Conn) (uint32, error) {
	c.SetDeadline(time.Now().Add(timeout))
	return allBound(c)
}

// noneBounds is reported in place, once, and not at its callers.
func noneBounds(c net.Conn, buf []byte) error {
	_, err := io.ReadFull(c, buf) // want conn-read
	return err
}

func callsNoneBounds1(c net.Conn, buf []byte) error {
	return noneBounds(c, buf)
}

func callsNoneBounds2(c net.Conn, buf []byte) error {
	c.SetWriteDeadline(time.Now().Add(timeout))
	return noneBounds(c, buf)
}

// someBound is reported at the calls that do not.
func someBound(c net.Conn, buf []byte) error {
	_, err := io.ReadFull(c, buf)
	return err
}

func callsSomeBound(c net.Conn, buf []byte) error {
	c.SetReadDeadline(time.Now().Add(timeout))
	return someBound(c, buf)
}

func callsSomeBoundBare(c net.Conn, buf []byte) error {
	return someBound(c, buf) // want conn-read
}

// inTime is used by the package where it has made the connection.
func inTime(c net.Conn, buf []byte) error {
	_, err := io.ReadFull(c, buf)
	return err
}

func callsInTime(addr string, buf []byte) error {
	c, err := net.DialTimeout("tcp", addr, timeout)
	if err != nil {
		return err
	}
	defer c.Close()
	c.SetReadDeadline(time.Now().Add(timeout))
	return inTime(c, buf)
}

// ReadInTime is for users who have one of their own.
func ReadInTime(c net.Conn, buf []byte) error {
	return inTime(c, buf)
}

// never is what nobody bounds.
func never(c net.Conn, buf []byte) error {
	_, err := io.ReadFull(c, buf) // want conn-read
	return err
}

// ReadNever leaves it to its users, too, but nobody sets a deadline here either.
func ReadNever(c net.Conn, buf []byte) error {
	return never(c, buf)
}

// twoDown is two calls away from the deadline.
func twoDown(c net.Conn, buf []byte) error {
	_, err := c.Write(buf)
	return err
}

func oneDown(c net.Conn, buf []byte) error {
	return twoDown(c, append(buf, '\n'))
}

func top(c net.Conn, buf []byte) error {
	c.SetWriteDeadline(time.Now().Add(timeout))
	return oneDown(c, buf)
}

// arm is a helper that sets the deadline for its caller.
func arm(c net.Conn, d time.Duration) error {
	return c.SetDeadline(time.Now().Add(d))
}

func disarm(c net.Conn) error {
	return c.SetDeadline(time.Time{})
}

func armed(c net.Conn, buf []byte) error {
	if err := arm(c, timeout); err != nil {
		return err
	}
	_, err := c.Read(buf)
	return err
}

func armedOther(c, other net.Conn, buf []byte) error {
	if err := arm(other, timeout); err != nil {
		return err
	}
	_, err := c.Read(buf) // want conn-read
	return err
}

func disarmed(c net.Conn, buf []byte) error {
	arm(c, timeout)
	disarm(c)
	_, err := c.Read(buf) // want conn-read
	return err
}

// dialed has the deadline before anyone else gets the connection.
func dialed(addr string) (net.Conn, error) {
	c, err := net.DialTimeout("tcp", addr, timeout)
	if err != nil {
		return nil, err
	}
	c.SetDeadline(time.Now().Add(time.Hour))
	return c, nil
}

func usesDialed(addr string, buf []byte) error {
	c, err := dialed(addr)
	if err != nil {
		return err
	}
	defer c.Close()
	_, err = c.Read(buf)
	return err
}

// recursive has a bound from its only other caller.
func recursive(c net.Conn, buf []byte) error {
	n, err := c.Read(buf)
	if err != nil || n == len(buf) {
		return err
	}
	return recursive(c, buf[n:])
}

func startsRecursive(c net.Conn, buf []byte) error {
	c.SetReadDeadline(time.Now().Add(timeout))
	return recursive(c, buf)
}
