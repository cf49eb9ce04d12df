// Package deadline sets deadlines on connections: the right one on the right
// connection on every path, and all the ways to miss.
package deadline

import (
	"net"
	"time"
)

func readBare(c net.Conn, buf []byte) (int, error) {
	return c.Read(buf) // want conn-read
}

func writeBare(c net.Conn, buf []byte) (int, error) {
	return c.Write(buf) // want conn-write
}

func readBounded(c net.Conn, buf []byte) (int, error) {
	if err := c.SetReadDeadline(time.Now().Add(time.Minute)); err != nil {
		return 0, err
	}
	return c.Read(buf)
}

func writeBounded(c net.Conn, buf []byte) (int, error) {
	c.SetWriteDeadline(time.Now().Add(time.Minute))
	return c.Write(buf)
}

func bothBounded(c net.Conn, buf []byte) error {
	c.SetDeadline(time.Now().Add(time.Minute))
	if _, err := c.Write(buf); err != nil {
		return err
	}
	_, err := c.Read(buf)
	return err
}

func readUnderWriteDeadline(c net.Conn, buf []byte) (int, error) {
	c.SetWriteDeadline(time.Now().Add(time.Minute))
	return c.Read(buf) // want conn-read
}

func writeUnderReadDeadline(c net.Conn, buf []byte) (int, error) {
	c.SetReadDeadline(time.Now().Add(time.Minute))
	return c.Write(buf) // want conn-write
}

// exchange sends a request under a deadline and forgets that the answer needs
// one, too.
func exchange(c net.Conn, buf []byte) error {
	c.SetWriteDeadline(time.Now().Add(time.Second))
	if _, err := c.Write(buf); err != nil {
		return err
	}
	_, err := c.Read(buf) // want conn-read
	return err
}

func otherConnection(a, b net.Conn, buf []byte) (int, error) {
	a.SetReadDeadline(time.Now().Add(time.Minute))
	return b.Read(buf) // want conn-read
}

type pair struct{ in, out net.Conn }

func (p *pair) otherField(buf []byte) (int, error) {
	p.in.SetDeadline(time.Now().Add(time.Minute))
	return p.out.Write(buf) // want conn-write
}

func (p *pair) sameField(buf []byte) (int, error) {
	p.in.SetDeadline(time.Now().Add(time.Minute))
	return p.in.Read(buf)
}

func concreteTCP(c *net.TCPConn, buf []byte) (int, error) {
	c.SetReadDeadline(time.Now().Add(time.Minute))
	return c.Read(buf)
}

func concreteTCPBare(c *net.TCPConn, buf []byte) (int, error) {
	return c.Read(buf) // want conn-read
}

func packet(c *net.UDPConn, buf []byte) (int, error) {
	n, _, err := c.ReadFromUDP(buf) // want conn-read
	return n, err
}

func packetBounded(c *net.UDPConn, buf []byte) (int, error) {
	c.SetReadDeadline(time.Now().Add(time.Second))
	n, _, err := c.ReadFromUDP(buf)
	return n, err
}

// Nobody has to take a UDP packet.
func packetWrite(c *net.UDPConn, buf []byte, to *net.UDPAddr) (int, error) {
	return c.WriteToUDP(buf, to)
}

// Several operations of one kind on one connection are one finding.
func grouped(c net.Conn, buf []byte) error {
	if _, err := c.Read(buf[:4]); err != nil { // want conn-read
		return err
	}
	_, err := c.Read(buf[4:])
	return err
}

// Two connections are two findings.
func notGrouped(a, b net.Conn, buf []byte) error {
	n, err := a.Read(buf) // want conn-read
	if err != nil {
		return err
	}
	_, err = b.Write(buf[:n]) // want conn-write
	return err
}
