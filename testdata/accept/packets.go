package accept

import (
	"net"
	"time"
)

// packets takes in one packet after the other until somebody closes the
// connection, as a loop around Accept does.
func packets(pc net.PacketConn, handle func([]byte, net.Addr)) error {
	buf := make([]byte, 1500)
	for {
		n, from, err := pc.ReadFrom(buf)
		if err != nil {
			return err
		}
		handle(buf[:n], from)
	}
}

func listenPackets(handle func([]byte, net.Addr)) error {
	pc, err := net.ListenPacket("udp", ":514")
	if err != nil {
		return err
	}
	defer pc.Close()
	return packets(pc, handle)
}

// ask waits for one answer, which may be lost.
func ask(server *net.UDPAddr, question []byte) ([]byte, error) {
	pc, err := net.ListenUDP("udp", nil)
	if err != nil {
		return nil, err
	}
	defer pc.Close()
	if _, err := pc.WriteTo(question, server); err != nil {
		return nil, err
	}
	buf := make([]byte, 1500)
	n, _, err := pc.ReadFrom(buf) // want conn-read
	return buf[:n], err
}

// stream reads from one peer in a loop.
func stream(network, addr string, buf []byte) error {
	c, err := net.DialTimeout(network, addr, time.Second)
	if err != nil {
		return err
	}
	defer c.Close()
	for {
		if _, err := c.Read(buf); err != nil { // want conn-read
			return err
		}
	}
}

// answers does not wait for who asked.
func answers(c net.PacketConn, to net.Addr, p []byte) error {
	_, err := c.WriteTo(p, to)
	return err
}

// receiver reads in a helper, which only its loop calls.
type receiver struct{ pc net.PacketConn }

func (r *receiver) serve(handle func([]byte)) {
	buf := make([]byte, 1500)
	for {
		n, err := r.next(buf)
		if err != nil {
			return
		}
		handle(buf[:n])
	}
}

func (r *receiver) next(buf []byte) (int, error) {
	n, _, err := r.pc.ReadFrom(buf)
	return n, err
}

// ReadPacket is for loops of others.
func ReadPacket(pc net.PacketConn, buf []byte) (int, error) {
	n, _, err := pc.ReadFrom(buf)
	return n, err
}

// answer waits for one packet, of whom it has asked.
func (r *receiver) answer(buf []byte) (int, error) {
	n, _, err := r.pc.ReadFrom(buf) // want conn-read
	return n, err
}
