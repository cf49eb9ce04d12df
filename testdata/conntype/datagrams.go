package conntype

import (
	"net"
	"sync"
)

// A peer is dialed as datagrams wherever it is made, and kept for a while.
type peer struct {
	id string
	net.Conn
}

type peers struct {
	mu   sync.Mutex
	byID map[string]*peer
}

func (ps *peers) dial(id, addr string) (*peer, error) {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	p := ps.byID[id]
	if p == nil {
		c, err := net.Dial("udp", addr)
		if err != nil {
			return nil, err
		}
		p = &peer{id: id, Conn: c}
		ps.byID[id] = p
	}
	return p, nil
}

func (ps *peers) send(id, addr string, b []byte) error {
	p, err := ps.dial(id, addr)
	if err != nil {
		return err
	}
	if _, err := p.Write(b); err != nil {
		return err
	}
	_, err = p.Read(b) // want conn-read
	return err
}

// An anyPeer has a stream in one of two places.
type anyPeer struct{ c net.Conn }

func newAnyPeer(addr string) (*anyPeer, error) {
	c, err := net.Dial("udp", addr)
	return &anyPeer{c}, err
}

func newStreamPeer(c *net.TCPConn) *anyPeer { return &anyPeer{c} }

func (p *anyPeer) send(b []byte) error {
	_, err := p.c.Write(b) // want conn-write
	return err
}

// An OpenPeer can be made by others, of whatever they have.
type OpenPeer struct{ Conn net.Conn }

func newOpenPeer(addr string) (*OpenPeer, error) {
	c, err := net.Dial("udp", addr)
	return &OpenPeer{c}, err
}

func (p *OpenPeer) send(b []byte) error {
	_, err := p.Conn.Write(b) // want conn-write
	return err
}

// dials dials in the way of its user.
type dials struct {
	dial func(network, addr string) (net.Conn, error)
}

func (d dials) tell(addr string, text []byte) error {
	c, err := d.dial("udp", addr)
	if err != nil {
		return err
	}
	defer c.Close()
	_, err = c.Write(text)
	return err
}

func (d dials) send(addr string, text []byte) error {
	c, err := d.dial("tcp", addr)
	if err != nil {
		return err
	}
	defer c.Close()
	text = append(text, make([]byte, 1<<20)...)
	for range 2 {
		if _, err = c.Write(text); err != nil { // want conn-write
			return err
		}
	}
	return nil
}
